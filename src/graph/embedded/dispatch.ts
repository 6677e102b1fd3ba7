/**
 * Gives queries to idle clones. Queries that take long are moved aside, and there is a bound of how many may be aside; so a
 * short query always finds a clone soon, whatever else is asked.
 */

import type { Problem } from '../../model/problem.ts'
import type { Clone } from './clone.ts'
import { CANCELLED, CLOSED, clearTimers, failure, inTime, type Job, type Outcome } from './job.ts'
import type { CloneQuery, CloneReply } from './messages.ts'
import { createReputations, queryKey } from './reputation.ts'

/** Who runs the queries. */
export interface Workforce {
  /** Clones that can answer, busy or not. */
  clones(): readonly Clone[]
  /** How many clones there shall be. */
  want(count: number): void
  /** Ends a clone at once. */
  end(clone: Clone): void
  /** To be called when a clone has become idle. */
  release(): void
  /** Why nothing will be answered for now. */
  stuck(): Problem | undefined
}

/** Bounds of waiting and running. Times are in milliseconds. */
export interface DispatchLimits {
  /** Clones for short queries. */
  readonly standby: number
  /** Clones beside those for queries that take long. */
  readonly maxSlow: number
  /** A query takes long when it has worked longer than this (by processor time, where that is known), ... */
  readonly slowMs: number
  /** ... or longer than this while another one waits. */
  readonly pressedMs: number
  readonly maxWaiting: number
  readonly maxSlowWaiting: number
  readonly maxWaitMs: number
  readonly maxSlowWaitMs: number
  /** How long a query may go on after nobody waits for it. */
  readonly graceMs: number
  /** A clone whose memory has grown by more bytes than this is replaced. */
  readonly recycleBytes: number
}

/** Crashes of one text after which it is not tried again for a while. */
const CRASHES_TAKEN = 2
const MOST_RESTARTS = 3

const crashed = (detail: string): Outcome =>
  failure('query-crashed', `the query was too much for the engine (${detail}); simplify or split it`)

/** Waiting and running queries over a workforce. */
export class Dispatcher {
  readonly #force: () => Workforce
  readonly #limits: DispatchLimits
  readonly #waiting: Job[] = []
  readonly #slowWaiting: Job[] = []
  readonly #running = new Map<Clone, Job>()
  readonly #reputations = createReputations()
  #closed = false

  /** The workforce is asked for when it is needed: it and the dispatcher know each other. */
  constructor(force: () => Workforce, limits: DispatchLimits) {
    this.#force = force
    this.#limits = limits
  }

  /** Runs a query when a clone is free; `deadlineMs` counts from then on. */
  submit(query: CloneQuery, deadlineMs: number, signal?: AbortSignal): Promise<Outcome> {
    return new Promise(resolve => {
      if (this.#closed) return resolve(CLOSED)
      if (signal?.aborted) return resolve(CANCELLED)
      const key = queryKey(query)
      const { crashes, long } = this.#reputations.of(key)
      if (crashes >= CRASHES_TAKEN)
        return resolve(
          crashed(`it ended its worker ${crashes} times in the last minutes and is not run again`),
        )
      const settle = (outcome: Outcome): void => {
        signal?.removeEventListener('abort', onAbort)
        resolve(outcome)
      }
      const job: Job = {
        query,
        key,
        deadlineMs,
        settle,
        slow: long > 0,
        restarts: 0,
        since: 0,
        workedBefore: 0,
        timers: new Set(),
      }
      const onAbort = (): void => this.#abandon(job)
      signal?.addEventListener('abort', onAbort)
      this.#enqueue(job)
    })
  }

  /** Hands out waiting queries; to be called when a clone may have become free. */
  dispatch(): void {
    const stuck = this.#force().stuck()
    if (stuck) {
      for (const job of [...this.#waiting, ...this.#slowWaiting])
        this.#finish(job, { ok: false, problem: stuck })
      return
    }
    this.#review()
    this.#staff()
    const free = this.#force()
      .clones()
      .filter(clone => !clone.busy())
    for (const clone of free) {
      const job = this.#next()
      if (!job) return
      this.#run(job, clone)
    }
  }

  /** Fails the query that a lost clone was answering. */
  lost(clone: Clone, detail: string): void {
    const job = this.#running.get(clone)
    if (!job) return
    this.#reputations.crashed(job.key)
    this.#finish(job, crashed(detail))
  }

  /** Fails everything that waits or runs. */
  close(): void {
    this.#closed = true
    for (const job of [...this.#waiting, ...this.#slowWaiting, ...this.#running.values()])
      this.#finish(job, CLOSED)
  }

  #enqueue(job: Job): void {
    const { maxWaiting, maxSlowWaiting, maxWaitMs, maxSlowWaitMs } = this.#limits
    const [queue, most, ms] = job.slow
      ? [this.#slowWaiting, maxSlowWaiting, maxSlowWaitMs]
      : [this.#waiting, maxWaiting, maxWaitMs]
    if (queue.length >= most) {
      const kind = job.slow ? 'queries that take long' : 'queries'
      this.#finish(job, failure('busy', `${queue.length} ${kind} are waiting already; try again later`))
      return
    }
    queue.push(job)
    inTime(job, ms, () => this.#finish(job, this.#inVain(job, ms)))
    this.dispatch()
  }

  #inVain(job: Job, ms: number): Outcome {
    const stuck = this.#force().stuck()
    if (stuck) return { ok: false, problem: stuck }
    if (this.#force().clones().length === 0)
      return failure('starting', 'the graph is still being loaded; try again in a few seconds')
    const why = job.slow
      ? `no worker for queries that take long became free within ${ms} ms; narrow the query down, or try again later`
      : `no worker of the graph became free within ${ms} ms; try again later`
    return failure('busy', why)
  }

  #slowRunning(): number {
    return [...this.#running.values()].filter(job => job.slow).length
  }

  /** As many clones as short queries need, and one for each long one that may run. */
  #staff(): void {
    const slow = this.#slowRunning() + this.#slowWaiting.length
    this.#force().want(this.#limits.standby + Math.min(slow, this.#limits.maxSlow))
  }

  /** Short queries first; of the long ones the one with the best record, which among equals is the one that waits longest. */
  #next(): Job | undefined {
    const short = this.#waiting.shift()
    if (short || this.#slowRunning() >= this.#limits.maxSlow) return short
    const record = (job: Job): number => this.#reputations.of(job.key).long + job.restarts
    const best = this.#slowWaiting.reduce<Job | undefined>(
      (found, job) => (found && record(found) <= record(job) ? found : job),
      undefined,
    )
    if (best) this.#slowWaiting.splice(this.#slowWaiting.indexOf(best), 1)
    return best
  }

  /** Takes a job out of wherever it is. */
  #withdraw(job: Job): Clone | undefined {
    clearTimers(job)
    const { clone } = job
    delete job.clone
    if (clone) this.#running.delete(clone)
    for (const queue of [this.#waiting, this.#slowWaiting]) {
      const place = queue.indexOf(job)
      if (place >= 0) queue.splice(place, 1)
    }
    return clone
  }

  #finish(job: Job, outcome: Outcome): void {
    this.#withdraw(job)
    job.settle(outcome)
  }

  /** Ends a query that will not end by itself: its thread goes, another starts. */
  #kill(job: Job, outcome: Outcome): void {
    const clone = this.#withdraw(job)
    job.settle(outcome)
    if (clone) this.#force().end(clone)
    this.dispatch()
  }

  #run(job: Job, clone: Clone): void {
    clearTimers(job)
    job.clone = clone
    job.since = performance.now()
    job.workedBefore = clone.worked()
    this.#running.set(clone, job)
    if (job.slow) clone.giveWay()
    inTime(job, job.deadlineMs, () => {
      this.#reputations.wasLong(job.key)
      const ran = ((performance.now() - job.since) / 1000).toFixed(2)
      this.#kill(job, failure('deadline', `the query was ended after ${ran} s; narrow it down or use LIMIT`))
    })
    if (!job.slow) this.#lookAgain(job)
    clone.ask(job.query, reply => this.#onReply(job, clone, reply))
  }

  #lookAgain(job: Job): void {
    inTime(job, this.#limits.pressedMs, () => {
      this.dispatch()
      if (job.clone && !job.slow) this.#lookAgain(job)
    })
  }

  /** Moves aside what takes long, or, when there is no room aside, puts it back to wait for that. */
  #review(): void {
    const limit = this.#waiting.length > 0 ? this.#limits.pressedMs : this.#limits.slowMs
    const now = performance.now()
    for (const [clone, job] of [...this.#running]) {
      // By what it has worked: on a busy machine short queries take long, too. Ticks and timers are a little inexact.
      if (job.slow || now - job.since < limit - 2 || clone.worked() - job.workedBefore < limit - 20) continue
      const room = this.#slowRunning() < this.#limits.maxSlow
      job.slow = true
      if (room) clone.giveWay()
      else this.#putBack(job)
    }
  }

  #putBack(job: Job): void {
    this.#reputations.wasLong(job.key)
    const clone = this.#withdraw(job)
    if (clone) this.#force().end(clone)
    if (job.restarts++ < MOST_RESTARTS) this.#enqueue(job)
    else this.#finish(job, failure('busy', 'there are too many queries that take long; try again later'))
  }

  #onReply(job: Job, clone: Clone, reply: CloneReply): void {
    if (this.#running.get(clone) !== job) return
    if (!reply.ok && reply.fatal) {
      this.#reputations.crashed(job.key)
      this.#kill(job, reply)
      return
    }
    this.#finish(job, reply)
    if (clone.gaveWay() || clone.grown() > this.#limits.recycleBytes) this.#force().end(clone)
    this.#force().release()
    this.dispatch()
  }

  #abandon(job: Job): void {
    if (!job.clone) {
      this.#finish(job, CANCELLED)
      return
    }
    inTime(job, this.#limits.graceMs, () => this.#kill(job, CANCELLED))
  }
}
