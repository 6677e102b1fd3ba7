/** One query on its way through the embedded graph. */

import type { QueryProblem } from '../store.ts'
import type { Clone } from './clone.ts'
import type { CloneQuery } from './messages.ts'
import type { QueryKeys } from './reputation.ts'

/** How a query ended for its caller. */
export type Outcome =
  | {
      readonly ok: true
      readonly generation: number
      readonly revision?: number
      readonly body: Uint8Array<ArrayBuffer>
    }
  | { readonly ok: false; readonly problem: QueryProblem }

export interface Job {
  readonly query: CloneQuery
  readonly keys: QueryKeys
  /** Who asks; clients take turns. Those that are not told apart are one. */
  readonly client: string
  /** Whether it is held to be short by what is known of its like. */
  readonly trusted: boolean
  readonly deadlineMs: number
  readonly settle: (outcome: Outcome) => void
  /** Whether it is known to take long: it waits and runs among its like. */
  slow: boolean
  /** How often it was ended to make room, and begun again. */
  restarts: number
  clone?: Clone
  /** When it began to run, by the clock of `performance`. */
  since: number
  /** What its clone had worked before it, in milliseconds. */
  workedBefore: number
  readonly timers: Set<NodeJS.Timeout>
}

/** A failure of a query, as its caller sees it. */
export const failure = (code: string, detail: string): Outcome => ({
  ok: false,
  problem: { stage: 'graph', code, subject: 'query', detail },
})

export const CANCELLED = failure('cancelled', 'the client went away')
export const CLOSED = failure('closed', 'the graph is closed')

/** Calls back after a time, unless the job has moved on by then. */
export const inTime = (job: Job, ms: number, call: () => void): void => {
  const timer = setTimeout(() => {
    job.timers.delete(timer)
    call()
  }, ms)
  job.timers.add(timer)
}

/** Forgets what was to happen in time. */
export const clearTimers = (job: Job): void => {
  for (const timer of job.timers) clearTimeout(timer)
  job.timers.clear()
}
