/** The port of the graph: whatever SPARQL engine stands behind it. */

import type { Problem, Result } from '../model/problem.ts'
import type { SourceFigures } from './federation/figures.ts'
import type { GraphDelta } from './user-graphs/delta.ts'

/** The four query forms of SPARQL 1.1 (section 16). */
export type QueryForm = 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE'

/** A problem with a query; `line` and `column` count from 1 and are given when the parser names a place. */
export interface QueryProblem extends Problem {
  readonly line?: number
  readonly column?: number
}

/** How a query is to be answered. */
export interface QueryOptions {
  /** Accept header (RFC 9110, 12.5.1) or one media type; without it the first format of the query form. */
  readonly accept?: string
  /** Longest time the query may run, in milliseconds, at most the store's own limit. */
  readonly deadlineMs?: number
  /** Dataset of the protocol (SPARQL 1.1 Protocol, 2.1.4): either of the two replaces FROM and FROM NAMED altogether. */
  readonly defaultGraphs?: readonly string[]
  readonly namedGraphs?: readonly string[]
  /** Who asks, in the caller's own words, e.g. an address: clients take turns when many queries wait. */
  readonly client?: string
  /** Abort when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
  /** Asks the graph as it would be after this change of user graphs, which nobody else sees. */
  readonly after?: GraphDelta
}

/** A serialised answer. */
export interface QueryAnswer {
  readonly form: QueryForm
  /** Media type with its charset parameter, where the format has one. */
  readonly mediaType: string
  /** UTF-8. */
  readonly body: Uint8Array<ArrayBuffer>
  /** Sequence number of the archive that the whole answer shows. */
  readonly generation: number
  /** Number of the write to user graphs that the whole answer shows; absent before the first. */
  readonly revision?: number
  /** What each source gave, when other endpoints were asked; such an answer does not stand for the generation. */
  readonly sources?: readonly SourceFigures[]
}

/** A failed query may say where in the text it went wrong. */
export type QueryResult =
  | { readonly ok: true; readonly value: QueryAnswer }
  | { readonly ok: false; readonly problem: QueryProblem }

/** What `/health` wants to know. */
export interface GraphStatus {
  /** Every answer from now on shows at least this sequence number of the archive. */
  readonly generation: number
  /** Every answer from now on shows at least this write to user graphs; absent before the first. */
  readonly revision?: number
  /** How many changes of the archive are not shown yet, as far as known. */
  readonly lag: number
  readonly quads: number
  /** Copies that can answer now. */
  readonly replicas: number
  /** Worker threads that were started to answer so far, those included that were ended or replaced since; absent where there are none. */
  readonly started?: number
  /** What does not pass by itself: an archive that cannot be opened, or the capacity that is reached. */
  readonly problem?: Problem
}

/**
 * Answers SPARQL queries over the archive's accepted records, following its change feed by itself.
 * Problem codes of `query`: `query-too-long`, `query-too-complex`, `update-refused`, `federation-refused`,
 * `not-acceptable`, `bad-graph-iri`, `query-syntax`, `query-failed`, `query-crashed`, `deadline`, `answer-too-large`,
 * `cancelled`, and for reasons that lie with the store `busy`, `starting`, `over-capacity`, `closed`.
 */
export interface GraphStore {
  query(text: string, options?: QueryOptions): Promise<QueryResult>
  status(): GraphStatus
  /** Looks for changes at once; resolves when every answer shows at least `generation`, or with the problem in the way. */
  catchUp(generation: number): Promise<Result<void>>
  /** The same for the writes to user graphs (user-graphs/database.ts); a graph without it has none. */
  catchUpWrites?(revision: number): Promise<Result<void>>
  /** Ends every worker; queries under way fail with `closed`. */
  close(): Promise<void>
}
