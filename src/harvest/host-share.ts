/** How the processes of one data directory share what a host may have under way. */

import type { HostState } from './host-state.ts'

/** A permit that is not renewed ends after this long: the process died. */
export const PERMIT_MS = 15_000
/** How often a permit is renewed, and how long a process keeps one when others wait for it. */
export const RENEW_MS = 1000

/** What a process says of itself when it asks for permits. */
export interface Claim {
  readonly process: string
  readonly now: number
  /** Requests under way at the host over all processes. */
  readonly concurrency: number
  /** Requests that this process has under way. */
  readonly active: number
  /** Whether it has something to ask for; without that and with nothing under way it gives its permits back. */
  readonly wants: boolean
}

/** Its place and share when everybody who wants gets the same. */
const fairShare = (
  state: HostState,
  process: string,
  turn: number,
  concurrency: number,
): { share: number; crowded: boolean } => {
  const others = Object.entries(state.permits).filter(([name]) => name !== process)
  const count = others.length + 1
  if (count > concurrency) {
    const before = others.filter(
      ([name, permit]) => permit.turn < turn || (permit.turn === turn && name < process),
    )
    return { share: before.length < concurrency ? 1 : 0, crowded: true }
  }
  const rank = others.filter(([name]) => name < process).length
  const share = Math.floor(concurrency / count) + (rank < concurrency % count ? 1 : 0)
  return { share, crowded: false }
}

/**
 * Renews the permits of one process and returns how many requests it may have under way from now on: its fair share, as
 * far as others have given up theirs. What it has under way already is kept for it, so that the sum never exceeds
 * `concurrency`. With more processes than permits they take turns of a second.
 */
export const claimPermits = (
  state: HostState,
  { process, now, concurrency, active, wants }: Claim,
): number => {
  const mine = state.permits[process]
  if (!wants && active === 0) {
    delete state.permits[process]
    return 0
  }
  const had = mine?.n ?? 0
  const served = had > 0 && now - (mine?.since ?? now) >= RENEW_MS
  let turn = mine?.turn ?? now
  const first = fairShare(state, process, turn, concurrency)
  if (first.crowded && served) turn = now
  const { share } = turn === mine?.turn ? first : fairShare(state, process, turn, concurrency)
  const taken = Object.entries(state.permits).reduce(
    (sum, [name, permit]) => (name === process ? sum : sum + permit.n),
    0,
  )
  const granted = Math.max(0, Math.min(share, concurrency - taken))
  const since = had > 0 && turn === mine?.turn ? (mine?.since ?? now) : now
  state.permits[process] = { n: Math.max(active, granted), until: now + PERMIT_MS, turn, since }
  return granted
}
