/** The queries that are timed: the examples that ship with the program. */
import { loadExamples } from '../../src/graph/examples.ts'
import { BASE } from '../synthetic/statements.ts'

export interface BenchQuery {
  readonly id: string
  readonly text: string
}

/** Whether the answer is a graph rather than a table. */
export const asksGraph = ({ text }: BenchQuery): boolean => /\bCONSTRUCT\b|\bDESCRIBE\b/.test(text)

/** All examples, or those whose number is listed; with a base of their own, so that every store reads the same IRIs. */
export const benchQueries = (numbers?: readonly string[]): readonly BenchQuery[] =>
  loadExamples()
    .filter(({ id, federatesWith }) => !federatesWith && (!numbers || numbers.includes(id.slice(0, 2))))
    .map(({ id, query }) => ({ id, text: `BASE <${BASE}/>\n${query}` }))
