/** One queue per host: how many requests run at once, and how far apart they start. */

import type { Clock } from './clock.ts'

/** Limits of one request; `delayMs` is the pause since the host's last request started. */
export interface Pace {
  readonly concurrency: number
  readonly delayMs: number
}

/** Gives turns at hosts. */
export interface Politeness {
  /**
   * Waits for a turn at `host` and returns the function that ends it. Requests of one `lane` (a source) come in
   * order; lanes that wait for the same host take turns, so a large source does not starve a small one.
   */
  turn(host: string, lane: string, pace: Pace): Promise<() => void>
  /** Starts nothing at `host` for the next `ms` milliseconds: what a `Retry-After` asks for. */
  hold(host: string, ms: number): void
}

interface Waiter {
  readonly pace: Pace
  readonly start: () => void
}

interface Host {
  active: number
  lastStart: number
  heldUntil: number
  sleeping: boolean
  /** Waiting requests per lane; the lane whose turn is next comes first. */
  readonly lanes: Map<string, Waiter[]>
}

// Hosts whose state is kept: redirects may lead to any number of them.
const MAX_IDLE_HOSTS = 2000

const nextLane = (host: Host): [string, Waiter[], Waiter] | undefined => {
  for (const [lane, waiters] of host.lanes) {
    const waiter = waiters[0]
    if (waiter) return [lane, waiters, waiter]
  }
  return undefined
}

const begin = (host: Host, lane: string, waiters: Waiter[], now: number): void => {
  waiters.shift()
  host.lanes.delete(lane)
  if (waiters.length > 0) host.lanes.set(lane, waiters)
  host.active++
  host.lastStart = now
}

const forgetIdle = (hosts: Map<string, Host>, now: number): void => {
  if (hosts.size <= MAX_IDLE_HOSTS) return
  const longAgo = now - 10 * 60_000
  for (const [name, host] of hosts)
    if (host.active === 0 && host.lanes.size === 0 && Math.max(host.lastStart, host.heldUntil) < longAgo)
      hosts.delete(name)
}

/** Queues for all hosts of a run, on the given clock. */
export const createPoliteness = (clock: Clock): Politeness => {
  const hosts = new Map<string, Host>()

  const hostOf = (name: string): Host => {
    const known = hosts.get(name)
    if (known) return known
    const host: Host = { active: 0, lastStart: -Infinity, heldUntil: 0, sleeping: false, lanes: new Map() }
    hosts.set(name, host)
    return host
  }

  const startWaiting = (host: Host): void => {
    for (let next = nextLane(host); next && !host.sleeping; next = nextLane(host)) {
      const [lane, waiters, { pace, start }] = next
      if (host.active >= pace.concurrency) return
      const wait = Math.max(host.lastStart + pace.delayMs, host.heldUntil) - clock.now()
      if (wait > 0) {
        host.sleeping = true
        void clock.sleep(wait).then(() => {
          host.sleeping = false
          startWaiting(host)
        })
        return
      }
      begin(host, lane, waiters, clock.now())
      start()
    }
  }

  const turn = (name: string, lane: string, pace: Pace): Promise<() => void> =>
    new Promise(resolve => {
      forgetIdle(hosts, clock.now())
      const host = hostOf(name)
      let ended = false
      const end = (): void => {
        if (ended) return
        ended = true
        host.active--
        startWaiting(host)
      }
      const waiters = host.lanes.get(lane) ?? []
      waiters.push({ pace, start: () => resolve(end) })
      host.lanes.set(lane, waiters)
      startWaiting(host)
    })

  const hold = (name: string, ms: number): void => {
    const host = hostOf(name)
    host.heldUntil = Math.max(host.heldUntil, clock.now() + ms)
  }

  return { turn, hold }
}
