/** What the processes of one data directory know together about one host, as the ledger stores it. */

/** What one process may have under way at a host. Times in milliseconds since the epoch, as everywhere here. */
export interface Permit {
  /** Requests that it may have under way; 0 while it waits. */
  readonly n: number
  /** When the permit ends unless it is renewed: a process may die. */
  readonly until: number
  /** Whoever has the smallest number is served first when there are more processes than permits. */
  readonly turn: number
  /** Since when it has permits. */
  readonly since: number
}

/** The state of one host. */
export interface HostState {
  /** The latest moment at which a request may still start by what was reserved; the next one keeps its distance from it. */
  last: number
  /** Nothing starts before: what a `Retry-After` asked for. */
  held: number
  /** Distance between starts that the host's answers call for, in milliseconds; 0 for none. */
  gap: number
  /** When the gap was widened. */
  gapAt: number
  /** Failures in a row. */
  failures: number
  /** The breaker is open until then; 0 when it is closed. */
  openUntil: number
  /** How often in a row the breaker opened. */
  trips: number
  /** The one request of a half-open breaker counts as lost after this moment. */
  probeUntil: number
  permits: Record<string, Permit>
}

const FIELDS = ['last', 'held', 'gap', 'gapAt', 'failures', 'openUntil', 'trips', 'probeUntil'] as const

// A clock that was set back must not silence a host for good: no reservation reaches further than these.
const FARTHEST_START_MS = 10 * 60_000
const FARTHEST_HOLD_MS = 25 * 60 * 60_000

const fresh = (): HostState => ({
  last: Number.MIN_SAFE_INTEGER,
  held: 0,
  gap: 0,
  gapAt: 0,
  failures: 0,
  openUntil: 0,
  trips: 0,
  probeUntil: 0,
  permits: {},
})

const isPermit = (value: unknown): value is Permit => {
  const permit = value as Partial<Permit> | null
  return [permit?.n, permit?.until, permit?.turn, permit?.since].every(Number.isFinite)
}

const parsed = (text: string): Partial<HostState> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // Written by another version or damaged: the worst that follows is one request too early.
    return {}
  }
}

/** Reads what the ledger stores; what is missing or unreadable is as for a host never seen. `now` bounds the times. */
export const readHostState = (stored: string | undefined, now: number): HostState => {
  const state = fresh()
  if (stored === undefined) return state
  const found = parsed(stored)
  for (const field of FIELDS) {
    const value = found[field]
    if (typeof value === 'number' && Number.isFinite(value)) state[field] = value
  }
  state.last = Math.min(state.last, now + FARTHEST_START_MS)
  for (const field of ['held', 'openUntil', 'probeUntil'] as const)
    state[field] = Math.min(state[field], now + FARTHEST_HOLD_MS)
  for (const [process, permit] of Object.entries(found.permits ?? {}))
    if (isPermit(permit) && permit.until > now) state.permits[process] = permit
  return state
}

/** The state as the ledger stores it: JSON. */
export const writeHostState = (state: HostState): string => JSON.stringify(state)
