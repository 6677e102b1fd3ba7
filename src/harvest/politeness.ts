/** How many requests run at once at a host, and how far apart they start, over all processes that share a ledger. */

import type { HostLedger } from '../model/host-ledger.ts'
import { BREAKER_LIMITS, type BreakerLimits } from './breaker.ts'
import type { Clock } from './clock.ts'
import { createHostQueue, type HostQueue } from './host-queue.ts'
import type { Pace, Turn } from './turn.ts'

/** Gives turns at hosts. */
export interface Politeness {
  /**
   * Waits for a turn at `host`. Requests of one `lane` (a source) come in order; lanes that wait for the same host
   * take turns. Refused at once while the host's breaker is open, and when the host asked for a pause longer than
   * `pace.patienceMs`. Rejects only when the ledger does.
   */
  turn(host: string, lane: string, pace: Pace): Promise<Turn>
  /** Renews the permits that are in use and gives back the others; to be called about every second. */
  tend(): void
  /** Gives back everything. */
  close(): Promise<void>
}

/** Whose ledger it is, and by which name this process goes in it. */
export interface PolitenessOptions {
  readonly ledger: HostLedger
  readonly process: string
  readonly breaker?: BreakerLimits
}

// Hosts whose state is kept: redirects may lead to any number of them.
const MAX_IDLE_HOSTS = 2000
const IDLE_MS = 10 * 60_000

/** Queues for all hosts of a run, on the given clock. Concurrency and delays hold over all processes of the ledger. */
export const createPoliteness = (clock: Clock, options: PolitenessOptions): Politeness => {
  const queueOptions = {
    clock,
    limits: BREAKER_LIMITS,
    ...options,
    ...(options.breaker && { limits: options.breaker }),
  }
  const hosts = new Map<string, HostQueue>()

  const queueOf = (name: string): HostQueue => {
    const known = hosts.get(name)
    if (known) return known
    if (hosts.size >= MAX_IDLE_HOSTS)
      for (const [other, queue] of hosts) if (queue.idleFor(IDLE_MS)) hosts.delete(other)
    const queue = createHostQueue(name, queueOptions)
    hosts.set(name, queue)
    return queue
  }

  return {
    turn: (host, lane, pace) => queueOf(host).turn(lane, pace),
    tend: () => {
      for (const queue of hosts.values()) queue.tend()
    },
    close: async () => {
      await Promise.all(Array.from(hosts.values(), queue => queue.close()))
    },
  }
}
