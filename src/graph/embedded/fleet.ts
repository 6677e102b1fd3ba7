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

/** What every replica starts with. */
export interface FleetSettings extends Omit<ReplicaSettings, 'lease'> {
  /** Removed quads keep their memory: a replica is renewed when it has more of them than this and than half of what it holds. */
  readonly minRemoved: number
}

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 10_000

/** A number of replicas on one archive. */
export class Fleet {
  readonly #count: number
  readonly #settings: FleetSettings
  readonly #observer: FleetObserver
  readonly #members = new Set<Replica>()
  readonly #stopping = new Set<Promise<void>>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #renewal: { old: Replica; successor: Replica } | undefined
  #leaving: Replica | undefined
  #delay = FIRST_DELAY_MS
  #problem: Problem | undefined
  #closed = false

  /** Starts `count` replicas. */
  constructor(count: number, settings: FleetSettings, observer: FleetObserver) {
    this.#count = count
    this.#settings = settings
    this.#observer = observer
    for (let started = 0; started < count; started++) this.#start()
  }

  /** Replicas that take queries, busy or not. */
  members(): readonly Replica[] {
    return [...this.#members].filter(replica => replica !== this.#leaving)
  }

  /** Why the last replica ended by itself, until one is ready again. */
  problem(): Problem | undefined {
    return this.#problem
  }

  /** Ends a replica at once and starts another in its place. */
  replace(replica: Replica): void {
    this.#end(replica)
    if (!this.#closed && this.#members.size < this.#count) this.#start()
    this.#observer.changed()
  }

  /** To be called when a replica has nothing to do: it may be due to leave. */
  idle(replica: Replica): void {
    if (this.#leaving === replica && !replica.busy()) this.#end(replica)
  }

  /** Ends all replicas; resolves when their threads are gone. */
  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    for (const replica of [...this.#members]) this.#end(replica)
    await Promise.all(this.#stopping)
  }

  #start(): Replica {
    const replica = startReplica(this.#settings, {
      progressed: each => this.#progressed(each),
      ended: (each, problem) => this.#ended(each, problem),
    })
    this.#members.add(replica)
    return replica
  }

  #remove(replica: Replica): void {
    this.#members.delete(replica)
    if (this.#leaving === replica) this.#leaving = undefined
    if (this.#renewal?.old === replica || this.#renewal?.successor === replica) this.#renewal = undefined
  }

  #end(replica: Replica): void {
    this.#remove(replica)
    const done = replica.stop().finally(() => this.#stopping.delete(done))
    this.#stopping.add(done)
  }

  #progressed(replica: Replica): void {
    const { ready, quads, removed } = replica.progress()
    if (ready) {
      this.#delay = FIRST_DELAY_MS
      this.#problem = undefined
    }
    if (ready && this.#renewal?.successor === replica) {
      this.#leaving = this.#renewal.old
      this.#renewal = undefined
      this.idle(this.#leaving)
    }
    const stale = removed > this.#settings.minRemoved && removed > quads / 2
    if (stale && !this.#renewal && !this.#leaving && this.#members.size <= this.#count)
      this.#renewal = { old: replica, successor: this.#start() }
    this.#observer.changed()
  }

  #ended(replica: Replica, reason: Problem): void {
    this.#remove(replica)
    this.#problem = reason
    this.#observer.lost(replica, reason)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      if (!this.#closed && this.#members.size < this.#count) this.#start()
    }, this.#delay)
    this.#timers.add(timer)
    this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS)
  }
}
