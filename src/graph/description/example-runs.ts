/** Runs the example queries, so that it is known which of them answer, how much and how fast. */

import type { ExampleQuery } from '../examples.ts'
import type { QueryAnswer } from '../store.ts'
import { type AskSettings, runGently } from './ask.ts'

/** How an example did at one generation. */
export interface ExampleRun {
  readonly generation: number
  /** xsd:dateTime in UTC. */
  readonly ranAt: string
  readonly ms: number
  /** Solutions, triples, or 1 for an ASK that is true; absent when it failed. */
  readonly rows?: number
  /** Why it failed. */
  readonly error?: string
}

// One line for each solution or triple.
const LINES = 'text/tab-separated-values, application/n-triples'

/** Solutions or triples of an answer in TSV or N-Triples; 1 or 0 for ASK. */
export const rowsOf = ({ form, body }: Pick<QueryAnswer, 'form' | 'body'>): number => {
  if (form === 'ASK') return Buffer.from(body).toString().includes('true') ? 1 : 0
  let lines = 0
  for (const byte of body) if (byte === 10) lines++
  if (body.length > 0 && body.at(-1) !== 10) lines++
  return form === 'SELECT' ? Math.max(0, lines - 1) : lines
}

/** Runs one example; those that ask other endpoints are not run, because nobody asked for that. */
export const runExample = async (settings: AskSettings, example: ExampleQuery): Promise<ExampleRun> => {
  const { result, ms } = await runGently(settings, example.query, { accept: LINES })
  const ranAt = new Date().toISOString()
  const time = Math.round(ms * 10) / 10
  return result.ok
    ? { generation: result.value.generation, ranAt, ms: time, rows: rowsOf(result.value) }
    : { generation: 0, ranAt, ms: time, error: `${result.problem.code}: ${result.problem.detail}` }
}
