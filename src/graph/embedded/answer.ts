/** Runs one query on a store and turns Oxigraph's errors into problems. */

import { namedNode, type Store } from 'oxigraph'
import type { QueryProblem } from '../store.ts'
import type { ReplicaQuery, ReplicaReply } from './messages.ts'

const SYNTAX = /^error at (\d+):(\d+): (.*)$/s
/** A parser lists every character class it would have taken; the first part is what helps. */
const MAX_EXPECTATION = 300

const problem = (code: string, detail: string, where = {}): QueryProblem => ({
  stage: 'graph',
  code,
  subject: 'query',
  detail,
  ...where,
})

const refusal = (reason: QueryProblem, fatal = false): ReplicaReply => ({ ok: false, fatal, problem: reason })

/** What an error of `Store.query` means. Errors that Oxigraph does not throw itself are bugs and are thrown on. */
const explain = (error: unknown): ReplicaReply => {
  if (!(error instanceof Error)) throw error
  // Out of stack or memory: every store of this thread is unusable from here on.
  if (error.name === 'RuntimeError' || error instanceof RangeError) {
    return /string length/i.test(error.message)
      ? refusal(
          problem('answer-too-large', 'the answer is too large to be sent at once; use LIMIT or aggregate'),
          true,
        )
      : refusal(
          problem(
            'query-crashed',
            `the query was too much for the engine (${error.message}); simplify or split it`,
          ),
          true,
        )
  }
  const [, line, column, expected = ''] = SYNTAX.exec(error.message) ?? []
  if (line === undefined)
    return refusal(problem('query-failed', `the query cannot be answered: ${error.message}`))
  const short = expected.replace(/\s+/g, ' ')
  const where = { line: Number(line), column: Number(column) }
  return refusal(
    problem(
      'query-syntax',
      `line ${line}, column ${column}: ${short.length > MAX_EXPECTATION ? `${short.slice(0, MAX_EXPECTATION)} ...` : short}`,
      where,
    ),
  )
}

/**
 * Answers a query in the media type asked for, as UTF-8. `base` resolves relative IRIs of the query. A dataset that is
 * given replaces the whole dataset (SPARQL 1.1 Protocol, 2.1.4): without named graphs there are none, and vice versa.
 */
export const answerQuery = (
  store: Store,
  query: ReplicaQuery,
  generation: number,
  base: string,
): ReplicaReply => {
  const { text, mediaType, defaultGraphs, namedGraphs } = query
  const dataset =
    defaultGraphs || namedGraphs
      ? {
          default_graph: (defaultGraphs ?? []).map(namedNode),
          named_graphs: (namedGraphs ?? []).map(namedNode),
        }
      : {}
  try {
    const result = store.query(text, { base_iri: base, results_format: mediaType, ...dataset })
    if (typeof result !== 'string') throw new Error(`oxigraph did not serialise to ${mediaType}`)
    return { ok: true, generation, body: new Uint8Array(Buffer.from(result, 'utf8')) }
  } catch (error) {
    return explain(error)
  }
}
