/**
 * Gives queries to idle clones. Queries that take long are moved aside, and there is a bound of how many may be aside. Queries
 * like others that were short go first, and one clone is kept for them; so these find a clone soon, whatever else is asked.
 */

import type { Clone } from './clone.ts'
import { FairQueue } from './fair-queue.ts'
import { CANCELLED, CLOSED, clearTimers, failure, inTime, type Job, type Outcome } from './job.ts'
import type { CloneQuery, CloneReply } from './messages.ts'
import { createReputations, queryKeys } from './reputation.ts'
import type { DispatchLimits, Submission, Workforce } from './workforce.ts'

/** Crashes of one text after which it is not tried again for a while. */
const CRASHES_TAKEN = 2
const MOST_RESTARTS = 3

const tooMany = (waiting: number, what: string): Outcome =>
  failure('busy', `${waiting} ${what} are waiting already; try again later`)

const crashed = (detail: string): Outcome =>
  failure('query-crashed', `the query was too much for the engine (${detail}); simplify or split it`)

/** Waiting and running queries over a workforce. */
export class Dispatcher {
  readonly #force: () => Workforce
  readonly #limits: DispatchLimits
  readonly #trusted = new FairQueue()
  readonly #waiting = new FairQueue()
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
  submit(query: CloneQuery, { deadlineMs, client = '', signal }: Submission): Promise<Outcome> {
    return new Promise(resolve => {
      if (this.#closed) return resolve(CLOSED)
      if (signal?.aborted) return resolve(CANCELLED)
      const keys = queryKeys(query)
      const { crashes, suspect, trusted } = this.#reputations.of(keys)
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
        keys,
        client,
        trusted,
        deadlineMs,
        settle,
        slow: suspect,
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
      for (const job of this.#allWaiting()) this.#finish(job, { ok: false, problem: stuck })
      return
    }
    this.#review()
    this.#staff()
    const free = this.#force()
      .clones()
      .filter(clone => !clone.busy())
    for (const [index, clone] of free.entries()) {
      const job = this.#next(free.length - index)
      if (!job) return
      this.#run(job, clone)
    }
  }

  /** Fails the query that a lost clone was answering. */
  lost(clone: Clone, detail: string): void {
    const job = this.#running.get(clone)
    if (!job) return
    this.#reputations.crashed(job.keys)
    this.#finish(job, crashed(detail))
  }

  /** Fails everything that waits or runs. */
  close(): void {
    this.#closed = true
    for (const job of [...this.#allWaiting(), ...this.#running.values()]) this.#finish(job, CLOSED)
  }

  #allWaiting(): Job[] {
    return [...this.#trusted.all(), ...this.#waiting.all(), ...this.#slowWaiting]
  }

  #enqueue(job: Job): void {
    const { maxWaiting, maxSlowWaiting, maxWaitMs, maxSlowWaitMs } = this.#limits
    if (job.slow) {
      const waiting = this.#slowWaiting.length
      if (waiting >= maxSlowWaiting) {
        this.#finish(job, tooMany(waiting, 'queries that take long'))
        return
      }
      this.#slowWaiting.push(job)
    } else {
      const queue = job.trusted ? this.#trusted : this.#waiting
      if (queue.length() >= maxWaiting) {
        const last = queue.surplus(job.client)
        this.#finish(last ?? job, tooMany(queue.length(), 'queries'))
        if (!last) return
      }
      queue.push(job)
    }
    const ms = job.slow ? maxSlowWaitMs : maxWaitMs
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

  /** Whether a query that nothing is known of may have one of the idle clones: not the last one that short ones have. */
  #mayTry(idle: number): boolean {
    const trustedRun = [...this.#running.values()].some(job => job.trusted && !job.slow)
    return idle > 1 || trustedRun || this.#limits.standby === 1
  }

  /** Short queries first; of the long ones the one with the best record, which among equals is the one that waits longest. */
  #next(idle: number): Job | undefined {
    const short = this.#trusted.shift() ?? (this.#mayTry(idle) ? this.#waiting.shift() : undefined)
    if (short || !this.#mayTry(idle) || this.#slowRunning() >= this.#limits.maxSlow) return short
    const running = [...this.#running.values()]
    const record = (job: Job): number =>
      this.#reputations.of(job.keys).long +
      job.restarts +
      running.filter(each => each.client === job.client).length
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
    this.#trusted.remove(job)
    this.#waiting.remove(job)
    const place = this.#slowWaiting.indexOf(job)
    if (place >= 0) this.#slowWaiting.splice(place, 1)
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
      this.#reputations.wasLong(job.keys)
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
    const limit =
      this.#waiting.length() + this.#trusted.length() > 0 ? this.#limits.pressedMs : this.#limits.slowMs
    const now = performance.now()
    for (const [clone, job] of [...this.#running]) {
      // By what it has worked: on a busy machine short queries take long, too. Ticks and timers are a little inexact.
      if (job.slow || now - job.since < limit - 2 || clone.worked() - job.workedBefore < limit - 20) continue
      const room = this.#slowRunning() < this.#limits.maxSlow
      job.slow = true
      this.#reputations.wasLong(job.keys)
      if (room) clone.giveWay()
      else this.#putBack(job)
    }
  }

  #putBack(job: Job): void {
    const clone = this.#withdraw(job)
    if (clone) this.#force().end(clone)
    if (job.restarts++ < MOST_RESTARTS) this.#enqueue(job)
    else this.#finish(job, failure('busy', 'there are too many queries that take long; try again later'))
  }

  #onReply(job: Job, clone: Clone, reply: CloneReply): void {
    if (this.#running.get(clone) !== job) return
    if (!reply.ok && reply.fatal) {
      this.#reputations.crashed(job.keys)
      this.#kill(job, reply)
      return
    }
    if (!job.slow) this.#reputations.wasShort(job.keys)
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
