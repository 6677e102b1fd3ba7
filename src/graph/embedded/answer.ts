/** Runs one query on a store and turns Oxigraph's errors into problems. */

import type { NamedNode, Store } from 'oxigraph'
import type { QueryProblem } from '../store.ts'
import { type Engine, EngineText, TextTooLarge } from './engine.ts'
import type { CloneQuery, CloneReply, CloneSettings } from './messages.ts'

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

const refusal = (reason: QueryProblem, fatal = false): CloneReply => ({ ok: false, fatal, problem: reason })

const megabytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MB`

/** Bounds that a query may have run into. */
type Bounds = Pick<CloneSettings, 'ceilingBytes' | 'maxAnswerBytes'> & {
  readonly startBytes: number
  readonly nowBytes: number
}

/**
 * What a trap of the engine means: every store of its instance is unusable from here on. An engine that cannot grow its
 * memory traps in the same way as one that meets a bug. It asks for twice what a growing answer has; so one that took
 * a quarter of what it may have is taken to have asked for more than the rest.
 */
const explainTrap = (message: string, { ceilingBytes, startBytes, nowBytes }: Bounds): CloneReply =>
  nowBytes - startBytes > (ceilingBytes - startBytes) / 4
    ? refusal(
        problem(
          'answer-too-large',
          `the query and its answer need more than the ${megabytes(ceilingBytes - startBytes)} of memory that a query may take; use LIMIT, narrow it down or aggregate`,
        ),
        true,
      )
    : refusal(
        problem('query-crashed', `the query was too much for the engine (${message}); simplify or split it`),
        true,
      )

/** What an error of `Store.query` means. Errors that Oxigraph does not throw itself are bugs and are thrown on. */
const explain = (error: unknown, bounds: Bounds): CloneReply => {
  if (!(error instanceof Error)) throw error
  if (error instanceof TextTooLarge)
    return refusal(
      problem(
        'answer-too-large',
        `the answer is larger than ${megabytes(bounds.maxAnswerBytes)}; use LIMIT or aggregate`,
      ),
      true,
    )
  if (error.name === 'RuntimeError' || error instanceof RangeError) return explainTrap(error.message, bounds)
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

/** A plain object: the engine's own ones make their strings anew each time, and would make bytes of them here. */
const named = (value: string): NamedNode => ({ termType: 'NamedNode', value }) as NamedNode

/** Bytes of memory that an engine has taken so far. */
export const memoryOf = (engine: Engine): number => engine.exports.memory.buffer.byteLength

/**
 * Answers a query in the media type asked for, as UTF-8. A dataset that is given replaces the whole dataset (SPARQL 1.1
 * Protocol, 2.1.4): without named graphs there are none, and vice versa. `startBytes`: the memory when the store was ready.
 */
export const answerQuery = (
  engine: Engine,
  store: Store,
  query: CloneQuery,
  generation: number,
  settings: CloneSettings,
  startBytes: number,
): CloneReply => {
  const { text, mediaType, defaultGraphs, namedGraphs } = query
  const dataset =
    defaultGraphs || namedGraphs
      ? {
          default_graph: (defaultGraphs ?? []).map(named),
          named_graphs: (namedGraphs ?? []).map(named),
        }
      : {}
  const options = { base_iri: settings.baseIri, results_format: mediaType, ...dataset }
  try {
    const result: unknown = engine.withBytes(settings.maxAnswerBytes, () => store.query(text, options))
    if (!(result instanceof EngineText)) throw new Error(`oxigraph did not serialise to ${mediaType}`)
    return { ok: true, generation, body: result.bytes }
  } catch (error) {
    return explain(error, { ...settings, startBytes, nowBytes: memoryOf(engine) })
  }
}
