/** What the dispatcher needs to know of those who run queries, and of those who ask. */

import type { Problem } from '../../model/problem.ts'
import type { Clone } from './clone.ts'

/** Who runs the queries. */
export interface Workforce {
  /** Clones that can answer, busy or not. */
  clones(): readonly Clone[]
  /** How many clones there shall be. */
  want(count: number): void
  /** Ends a clone at once. */
  end(clone: Clone): void
  /** To be called when a clone has become idle. */
  release(): void
  /** Why nothing will be answered for now. */
  stuck(): Problem | undefined
}

/** Bounds of waiting and running. Times are in milliseconds. */
export interface DispatchLimits {
  /** Clones for short queries. */
  readonly standby: number
  /** Clones beside those for queries that take long. */
  readonly maxSlow: number
  /** Memory that one query may take beside the graph, in bytes. */
  readonly queryBytes: number
  /** A query takes long when it has worked longer than this (by processor time, where that is known), ... */
  readonly slowMs: number
  /** ... or longer than this while another one waits. */
  readonly pressedMs: number
  readonly maxWaiting: number
  readonly maxSlowWaiting: number
  readonly maxWaitMs: number
  readonly maxSlowWaitMs: number
  /** How long a query may go on after nobody waits for it. */
  readonly graceMs: number
  /** A clone whose memory has grown by more bytes than this is replaced. */
  readonly recycleBytes: number
}

/** Who asks, and how long a query may run, in milliseconds. */
export interface Submission {
  readonly deadlineMs: number
  readonly client?: string | undefined
  readonly signal?: AbortSignal | undefined
}
