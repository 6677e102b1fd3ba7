/** What reading a document gives: the port between the check and the stages that it must not know. */
import type { Repair } from '../model/json-ld-document.ts'
import type { Problem } from '../model/problem.ts'
import type { Coverage } from '../model/record-graph.ts'
import type { CheckedGraph } from './check-graph.ts'
import type { CheckRequest, PlacedProblem } from './check-request.ts'
import type { Locate } from './locate.ts'

/** A document that was turned into a graph. */
export interface ReadDocument extends CheckedGraph {
  readonly mediaType: string
  readonly locate: Locate
  readonly problems: readonly Problem[]
  readonly repairs?: readonly Repair[]
  readonly coverage?: Coverage
}

/** A value, or every problem in its way. */
export type Fallible<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] }

/** Turns the document of a request into a graph; never fetches. */
export type DocumentReader = (request: CheckRequest) => Promise<Fallible<ReadDocument>>
