/** Keeps a number of replicas alive: replaces what ended, and renews what holds too much dead memory. */

import type { Problem } from '../../model/problem.ts'
import type { ReplicaSettings } from './messages.ts'
import { type Replica, startReplica } from './replica.ts'

/** Told when something may have become possible. */
export interface FleetObserver {
  /** A replica became ready or moved on. */
  changed(): void
  /** A replica ended by itself, perhaps in the middle of a query. */
  lost(replica: Replica, problem: Problem): void
}

export interface Fleet {
  /** Replicas that take queries, busy or not. */
  members(): readonly Replica[]
  /** Why the last replica ended by itself, until one is ready again. */
  problem(): Problem | undefined
  /** Ends a replica at once and starts another in its place. */
  replace(replica: Replica): void
  /** To be called when a replica has nothing to do: it may be due to leave. */
  idle(replica: Replica): void
  close(): Promise<void>
}

/** Removed quads keep their memory: a replica is renewed when there are as many of them as half of what it holds. */
const MIN_REMOVED = 100_000
const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 10_000

/** Starts `count` replicas. */
export const startFleet = (
  count: number,
  settings: Omit<ReplicaSettings, 'lease'>,
  observer: FleetObserver,
): Fleet => {
  const members = new Set<Replica>()
  const stopping = new Set<Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()
  let renewal: { old: Replica; successor: Replica } | undefined
  let leaving: Replica | undefined
  let delay = FIRST_DELAY_MS
  let problem: Problem | undefined
  let closed = false

  const start = (): Replica => {
    const replica = startReplica(settings, { progressed, ended })
    members.add(replica)
    return replica
  }
  const remove = (replica: Replica): void => {
    members.delete(replica)
    if (leaving === replica) leaving = undefined
    if (renewal?.old === replica || renewal?.successor === replica) renewal = undefined
  }
  const end = (replica: Replica): void => {
    remove(replica)
    const done = replica.stop().finally(() => stopping.delete(done))
    stopping.add(done)
  }

  function progressed(replica: Replica): void {
    const { ready, quads, removed } = replica.progress()
    if (ready) {
      delay = FIRST_DELAY_MS
      problem = undefined
    }
    if (ready && renewal?.successor === replica) {
      leaving = renewal.old
      renewal = undefined
      idle(leaving)
    }
    const stale = removed > MIN_REMOVED && removed > quads / 2
    if (stale && !renewal && !leaving && members.size <= count) renewal = { old: replica, successor: start() }
    observer.changed()
  }
  function ended(replica: Replica, reason: Problem): void {
    remove(replica)
    problem = reason
    observer.lost(replica, reason)
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (!closed && members.size < count) start()
    }, delay)
    timers.add(timer)
    delay = Math.min(2 * delay, LONGEST_DELAY_MS)
  }
  function idle(replica: Replica): void {
    if (leaving === replica && !replica.busy()) end(replica)
  }

  for (let started = 0; started < count; started++) start()
  return {
    members: () => [...members].filter(replica => replica !== leaving),
    problem: () => problem,
    replace(replica) {
      end(replica)
      if (!closed && members.size < count) start()
      observer.changed()
    },
    idle,
    async close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      for (const replica of [...members]) end(replica)
      await Promise.all(stopping)
    },
  }
}
