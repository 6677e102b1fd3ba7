/** Asks the graph for a table of figures, one question at a time, with a rest after each. */

import { setTimeout as rest } from 'node:timers/promises'
import type { JsonTerm } from '../../model/validation-report.ts'
import type { GraphStore, QueryProblem, QueryResult } from '../store.ts'
import type { Measured } from './figures.ts'

/** One solution: variable -> term; variables without a value are absent. */
export type Row = Readonly<Record<string, JsonTerm | undefined>>

/** How a description is made. */
export interface AskSettings {
  readonly graph: Pick<GraphStore, 'query'>
  /** Longest time of one query, in milliseconds. */
  readonly deadlineMs: number
  /** Ends everything. */
  readonly signal: AbortSignal
}

/** Asks one question, a SELECT, of the default graph or of one named graph. */
export type Asker = (query: string, graph?: string) => Promise<Measured<readonly Row[]>>

const JSON_RESULTS = 'application/sparql-results+json'
/** A graph that answers nobody in time is left alone for this long before it is asked once more. */
const BUSY_MS = 2000
const MOST_REST_MS = 2000

const rowsIn = (body: Uint8Array): readonly Row[] =>
  (JSON.parse(new TextDecoder().decode(body)) as { results: { bindings: Row[] } }).results.bindings

/** Reasons that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(['busy', 'starting', 'store-unreachable'])

/** Whether asking again later may help. */
export const passes = ({ code }: QueryProblem): boolean => PASSING.has(code)

/** A pause that ends early, without a complaint, when the signal does. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  rest(ms, undefined, { signal, ref: false }).catch(() => undefined)

/**
 * Runs a query, waits as long again as it took (2 seconds at most), and tells how long that was: whoever else asks has at
 * least half of the graph's time. Busy graphs are asked twice.
 */
export const runGently = async (
  { graph, deadlineMs, signal }: AskSettings,
  text: string,
  options: { readonly accept?: string; readonly defaultGraphs?: readonly string[] } = {},
): Promise<{ readonly result: QueryResult; readonly ms: number }> => {
  for (let last = false; ; last = true) {
    const began = performance.now()
    const result = await graph.query(text, { ...options, deadlineMs, signal })
    const ms = performance.now() - began
    const again = !result.ok && passes(result.problem) && !last && !signal.aborted
    await pause(again ? BUSY_MS : Math.min(ms, MOST_REST_MS), signal)
    if (!again) return { result, ms }
  }
}

/** An asker over the graph. Its problems are those of `GraphStore.query`. */
export const createAsker =
  (settings: AskSettings): Asker =>
  async (query, graph) => {
    const { result } = await runGently(settings, query, {
      accept: JSON_RESULTS,
      ...(graph === undefined ? {} : { defaultGraphs: [graph] }),
    })
    return result.ok
      ? { ok: true, value: rowsIn(result.value.body), generation: result.value.generation }
      : result
  }

/** Another view of what was measured. */
export const measuredAs = <A, B>(measured: Measured<A>, make: (value: A) => B): Measured<B> =>
  measured.ok ? { ...measured, value: make(measured.value) } : measured

/** The text of a term, '' for none. */
export const textOf = (row: Row | undefined, name: string): string => row?.[name]?.value ?? ''

/** The number of a term, 0 for none. */
export const numberOf = (row: Row | undefined, name: string): number => Number(row?.[name]?.value ?? 0)
