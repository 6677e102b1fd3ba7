/** Counts SPARQL queries: form, outcome, format, time, bytes. */

import { BINDING_FORMATS, GRAPH_FORMATS } from '../../graph/formats.ts'
import type { QueryForm } from '../../graph/store.ts'
import { counter, type Family, histogram, reading } from './metric.ts'
import type { Outcome } from './outcome.ts'
import type { Ending, Queries } from './queries.ts'
import type { QueryLog } from './query-log.ts'
import type { Turns } from './turns.ts'

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60]

/** Media type -> short name. */
const NAMES = new Map([...BINDING_FORMATS, ...GRAPH_FORMATS].map(({ mediaType, name }) => [mediaType, name]))

/** The short name of an answer's format: one of a few; `none` when there is no answer. */
export const formatName = (mediaType: string | undefined): string =>
  mediaType === undefined ? 'none' : (NAMES.get(mediaType.split(';')[0]?.trim() ?? '') ?? 'other')

export interface QueryFigures {
  readonly families: readonly Family[]
  note(form: QueryForm | undefined, ending: Ending): void
  /** A query that was not run because its client's allowance was used up. */
  limited(code: string): void
}

/** The figures, with what can be read of the books at any time. */
export const createQueryFigures = (
  queries: Queries,
  turns: Turns,
  log: QueryLog | undefined,
): QueryFigures => {
  const ended = counter('lodestone_queries', 'Queries that ended, by form, outcome and format')
  const seconds = histogram('lodestone_query_duration_seconds', 'Time of queries, by form', BOUNDS)
  const bytes = counter('lodestone_query_answer_bytes', 'Bytes of answers before compression, by format')
  const refused = counter('lodestone_queries_limited', 'Queries refused by the limits per client, by limit')
  const under = 'Queries under way: running, or waiting for others of the same client'
  return {
    families: [
      ended,
      seconds,
      bytes,
      refused,
      reading('gauge', 'lodestone_queries_active', under, () =>
        Object.entries(queries.counts()).map(([state, count]) => [{ state }, count] as const),
      ),
      reading('gauge', 'lodestone_query_clients', 'Clients whose allowance is kept', () => turns.clients()),
      reading('counter', 'lodestone_query_log_lines', 'Lines of the query log', () =>
        log
          ? [
              [{ fate: 'written' }, log.status().written],
              [{ fate: 'lost' }, log.status().lost],
            ]
          : undefined,
      ),
    ],
    note(form = undefined, { outcome, ms, mediaType, bytes: size }) {
      const format = formatName(mediaType)
      ended.add({ form: form ?? 'none', outcome: outcome satisfies Outcome, format })
      seconds.observe({ form: form ?? 'none' }, ms / 1000)
      if (size !== undefined) bytes.add({ format }, size)
    },
    limited: code => refused.add({ limit: code }),
  }
}
