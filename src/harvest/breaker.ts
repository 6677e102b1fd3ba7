/** The circuit breaker of a host: after many failures in a row nobody asks it for a while, then one tries. */

import type { HostState } from './host-state.ts'

/** When a breaker opens, and for how long; times in milliseconds. */
export interface BreakerLimits {
  /** Failures in a row that open it. */
  readonly failures: number
  /** How long it stays open the first time; doubled each time the trial fails. */
  readonly openMs: number
  readonly longestOpenMs: number
}

/** Ten failures in a row are no accident of single pages; half a minute is a restart, ten minutes an outage. */
export const BREAKER_LIMITS: BreakerLimits = { failures: 10, openMs: 30_000, longestOpenMs: 10 * 60_000 }

// Longer than any request takes: a process that dies while it tries must not leave the host closed for good.
const PROBE_MS = 2 * 60_000
/** Those who come while another tries may come back this much later. */
export const PROBE_WAIT_MS = 2000

/** What the breaker says to one who wants to start a request. */
export type Passage =
  | { readonly kind: 'closed' }
  /** Exactly one request, whose ending decides. */
  | { readonly kind: 'probe' }
  | { readonly kind: 'open'; readonly retryAt: number }

/**
 * Asks the breaker. A `probe` is given to the first who `wants` it after the time is over, and again to whom it was
 * given (`granted`) until it is used.
 */
export const passBreaker = (
  state: HostState,
  now: number,
  { wants, granted }: { wants: boolean; granted: boolean },
): Passage => {
  if (state.openUntil === 0) return { kind: 'closed' }
  if (now < state.openUntil) return { kind: 'open', retryAt: state.openUntil }
  if (granted && now < state.probeUntil) return { kind: 'probe' }
  if (!wants || now < state.probeUntil) return { kind: 'open', retryAt: now + PROBE_WAIT_MS }
  state.probeUntil = now + PROBE_MS
  return { kind: 'probe' }
}

/** Notes that a request was answered: whatever happened before, the host is there. */
export const noteAnswer = (state: HostState): void => {
  state.failures = 0
  state.openUntil = 0
  state.trips = 0
  state.probeUntil = 0
}

/** Notes failures (no connection, no complete answer, 5xx); opens the breaker when there are enough, or a trial failed. */
export const noteFailures = (state: HostState, now: number, count: number, limits: BreakerLimits): void => {
  state.failures += count
  const probing = state.openUntil !== 0
  if (probing ? now < state.openUntil : state.failures < limits.failures) return
  state.openUntil = now + Math.min(limits.openMs * 2 ** state.trips, limits.longestOpenMs)
  state.trips = Math.min(state.trips + 1, 30)
  state.probeUntil = 0
}
