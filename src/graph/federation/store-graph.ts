/** A graph over a store of the calling thread: for files at somebody's own machine, where a query may take what it takes. */

import { namedNode, type Store } from 'oxigraph'
import { contentType, formatsOf, negotiate } from '../formats.ts'
import { inspectQuery } from '../guard.ts'
import type { GraphStore, QueryProblem, QueryResult } from '../store.ts'

const SYNTAX = /^error at (\d+):(\d+): (.*)$/s

const refuse = (code: string, detail: string, where = {}): QueryResult => {
  const problem: QueryProblem = { stage: 'graph', code, subject: 'query', detail, ...where }
  return { ok: false, problem }
}

/** What an error of `Store.query` means; with place, when it is one of syntax. */
const explain = (error: unknown): QueryResult => {
  if (!(error instanceof Error)) throw error
  const [, line, column, expected = ''] = SYNTAX.exec(error.message) ?? []
  if (line === undefined) return refuse('query-failed', `the query cannot be answered: ${error.message}`)
  const short = expected.replace(/\s+/g, ' ').slice(0, 300)
  const where = { line: Number(line), column: Number(column) }
  return refuse('query-syntax', `line ${line}, column ${column}: ${short}`, where)
}

/**
 * Answers queries on a store, without a deadline. `base` resolves relative IRIs. Problems: those of the guard,
 * `not-acceptable`, `query-syntax` with its place, `query-failed`.
 */
export const graphOverStore = (store: Store, base: string): GraphStore => ({
  async query(text, { accept, defaultGraphs, namedGraphs } = {}) {
    const inspected = inspectQuery(text)
    if (!inspected.ok) return inspected
    const form = inspected.value.form ?? 'SELECT'
    const format = negotiate(accept, formatsOf(form))
    if (!format) return refuse('not-acceptable', `there is no format "${accept}" for ${form}`)
    const dataset =
      defaultGraphs || namedGraphs
        ? {
            default_graph: (defaultGraphs ?? []).map(namedNode),
            named_graphs: (namedGraphs ?? []).map(namedNode),
          }
        : {}
    try {
      const body = store.query(text, { base_iri: base, results_format: format.mediaType, ...dataset })
      if (typeof body !== 'string') throw new Error(`oxigraph did not serialise to ${format.mediaType}`)
      const bytes = new Uint8Array(Buffer.from(body))
      return { ok: true, value: { form, mediaType: contentType(format), body: bytes, generation: 0 } }
    } catch (error) {
      return explain(error)
    }
  },
  status: () => ({ generation: 0, lag: 0, quads: store.size, replicas: 1 }),
  catchUp: async () => ({ ok: true, value: undefined }),
  close: async () => {},
})
