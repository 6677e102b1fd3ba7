/** What one federated query may use up, over all of its SERVICE clauses. */

import type { QueryProblem } from '../store.ts'

/** Bounds of a federated query. */
export interface FederationLimits {
  /** SERVICE clauses in a query, not counting those inside others. */
  readonly maxClauses: number
  /** Questions to other endpoints for one query. */
  readonly maxRequests: number
  /** Values that are sent along with one question. */
  readonly blockRows: number
  /** With more values than this the clause is asked for as a whole. */
  readonly maxValues: number
  /** Solutions of one clause. */
  readonly maxRows: number
  /** Bytes of one answer. */
  readonly maxBytes: number
  /** Characters of one clause's solutions written as VALUES. */
  readonly maxText: number
  /** Longest time for one question, as a share of the query's time: SERVICE SILENT has to have some left. */
  readonly share: number
  /** Federated queries at a time. */
  readonly maxConcurrent: number
}

export const FEDERATION_LIMITS: FederationLimits = {
  maxClauses: 10,
  maxRequests: 40,
  blockRows: 500,
  maxValues: 5000,
  maxRows: 20_000,
  maxBytes: 8 * 1024 * 1024,
  maxText: 1024 * 1024,
  share: 0.5,
  maxConcurrent: 4,
}

/** The time of one query. */
export interface Clock {
  /** Milliseconds that are left. */
  left(): number
  /** Milliseconds that one question may take. */
  forOne(): number
}

/** A clock that starts now. */
export const startClock = (deadlineMs: number, share: number): Clock => {
  const until = performance.now() + deadlineMs
  const left = (): number => Math.max(0, until - performance.now())
  return { left, forOne: () => Math.max(1, Math.min(left(), Math.round(deadlineMs * share))) }
}

/** A problem of a federated query. */
export const federationProblem = (code: string, subject: string, detail: string): QueryProblem => ({
  ...{ stage: 'graph', code, subject, detail },
})
