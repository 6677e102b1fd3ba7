/** What the queues at hosts deal in: who may start, how fast, and how it ended. */

/** Limits of one request. */
export interface Pace {
  /** Requests under way at once at the host, over all processes. */
  readonly concurrency: number
  /** Pause since the host's last request started, in milliseconds. */
  readonly delayMs: number
  /** How long a pause that the host asked for is waited out; beyond it the turn is refused. */
  readonly patienceMs: number
}

/** How a request ended, as far as it says something about its host. */
export type Ended =
  /** Answered in `ms` milliseconds. */
  | { readonly kind: 'answered'; readonly ms: number }
  /** Answered 429 or 503: too much, or not now. `broken`: counts as a failure, too. */
  | { readonly kind: 'overloaded'; readonly retryAfterMs?: number; readonly broken: boolean }
  /** No connection, no complete answer, or a 5xx. */
  | { readonly kind: 'broken' }
  /** Ended for a reason of ours. */
  | { readonly kind: 'void' }

/** Either the right to start one request now, to be given back with its ending, or the moment to come back. */
export type Turn =
  | { readonly kind: 'go'; readonly leave: (ended: Ended) => void }
  | { readonly kind: 'refused'; readonly why: 'unavailable' | 'held'; readonly retryAt: number }

/** One who waits for a turn. */
export interface Waiter {
  readonly pace: Pace
  readonly resolve: (turn: Turn) => void
  readonly reject: (error: unknown) => void
}

/** The waiters of one host: those of one lane in order, the lanes by turns. */
export interface Lanes {
  readonly size: number
  push(lane: string, waiter: Waiter): void
  /** Who is next; undefined when nobody waits. */
  peek(): Waiter | undefined
  /** Takes out who is next; the lane goes to the back. */
  shift(): Waiter | undefined
  /** Takes out those for whom `leaves` is true. */
  remove(leaves: (waiter: Waiter) => boolean): Waiter[]
}

/** A queue per lane (a source), so that a large source does not starve a small one at the same host. */
export const createLanes = (): Lanes => {
  const lanes = new Map<string, Waiter[]>()
  let size = 0
  const first = (): [string, Waiter[]] | undefined => lanes.entries().next().value
  return {
    get size() {
      return size
    },
    push: (lane, waiter) => {
      const waiting = lanes.get(lane)
      if (waiting) waiting.push(waiter)
      else lanes.set(lane, [waiter])
      size++
    },
    peek: () => first()?.[1][0],
    shift: () => {
      const next = first()
      if (!next) return undefined
      const [lane, waiting] = next
      const waiter = waiting.shift()
      lanes.delete(lane)
      if (waiting.length > 0) lanes.set(lane, waiting)
      size--
      return waiter
    },
    remove: leaves => {
      const removed: Waiter[] = []
      for (const [lane, waiting] of lanes) {
        const staying = waiting.filter(waiter => !leaves(waiter))
        if (staying.length === waiting.length) continue
        removed.push(...waiting.filter(leaves))
        if (staying.length > 0) lanes.set(lane, staying)
        else lanes.delete(lane)
      }
      size -= removed.length
      return removed
    },
  }
}
