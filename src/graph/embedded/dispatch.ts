/** Gives queries to idle replicas and ends them at their deadlines. */

import type { Problem } from '../../model/problem.ts'
import type { QueryProblem } from '../store.ts'
import type { Fleet } from './fleet.ts'
import type { ReplicaQuery, ReplicaReply } from './messages.ts'
import type { Replica } from './replica.ts'

/** Bounds of waiting. */
export interface DispatchLimits {
  /** Queries that may wait for a replica. */
  readonly maxWaiting: number
  /** Longest wait for a replica, in milliseconds. */
  readonly maxWaitMs: number
  /** How long a query may go on after nobody waits for it: replacing a replica costs more than a short query. */
  readonly graceMs: number
}

/** How a query ended for its caller. */
export type Outcome =
  | { readonly ok: true; readonly generation: number; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly problem: QueryProblem }

interface Job {
  readonly query: ReplicaQuery
  readonly deadlineMs: number
  readonly settle: (outcome: Outcome) => void
  replica?: Replica
  timer?: NodeJS.Timeout
}

const failure = (code: string, detail: string): Outcome => ({
  ok: false,
  problem: { stage: 'graph', code, subject: 'query', detail },
})

const CANCELLED = failure('cancelled', 'the client went away')

/** Whether a replica will not be able to answer any time soon. */
const isStuck = (replica: Replica): boolean => {
  const { ready, problem } = replica.progress()
  return !ready && problem !== undefined
}

/** Why nothing answers just now, as a problem for a query that waited. */
const waitedInVain = (members: readonly Replica[], ms: number): Outcome => {
  const progress = members.map(replica => replica.progress())
  const reason = progress.find(each => !each.ready && each.problem)?.problem
  if (progress.some(each => each.ready))
    return failure('busy', `no replica of the graph became free within ${ms} ms; try again later`)
  if (reason) return { ok: false, problem: reason }
  return failure('starting', 'the graph is still being loaded; try again in a few seconds')
}

/** Waiting and running queries over a fleet, which is asked to replace what must be killed. */
export class Dispatcher {
  readonly #fleet: () => Fleet
  readonly #limits: DispatchLimits
  readonly #waiting: Job[] = []
  readonly #running = new Map<Replica, Job>()
  #closed = false

  /** The fleet is asked for when it is needed: fleet and dispatcher know each other. */
  constructor(fleet: () => Fleet, limits: DispatchLimits) {
    this.#fleet = fleet
    this.#limits = limits
  }

  /** Runs a query when a replica is free; `deadlineMs` counts from then on. */
  submit(query: ReplicaQuery, deadlineMs: number, signal?: AbortSignal): Promise<Outcome> {
    const { maxWaiting, maxWaitMs } = this.#limits
    return new Promise(resolve => {
      if (this.#closed) return resolve(failure('closed', 'the graph is closed'))
      if (signal?.aborted) return resolve(CANCELLED)
      if (this.#waiting.length >= maxWaiting)
        return resolve(failure('busy', `${maxWaiting} queries are waiting already; try again later`))
      const onAbort = (): void => this.#abandon(job)
      const settle = (outcome: Outcome): void => {
        signal?.removeEventListener('abort', onAbort)
        resolve(outcome)
      }
      const job: Job = { query, deadlineMs, settle }
      job.timer = setTimeout(
        () => this.#finish(job, waitedInVain(this.#fleet().members(), maxWaitMs)),
        maxWaitMs,
      )
      signal?.addEventListener('abort', onAbort)
      this.#waiting.push(job)
      this.dispatch()
    })
  }

  /** Hands out waiting queries; to be called when a replica may have become free. */
  dispatch(): void {
    if (this.#waiting.length === 0) return
    const members = this.#fleet().members()
    if (members.length > 0 && members.every(isStuck)) {
      for (const job of [...this.#waiting]) this.#finish(job, waitedInVain(members, 0))
      return
    }
    const free = members
      .filter(replica => replica.progress().ready && !replica.busy())
      // The newest generation first, so that one client's answers rarely go back in time.
      .sort((a, b) => b.progress().generation - a.progress().generation)
    for (const replica of free) {
      const job = this.#waiting.shift()
      if (job) this.#run(job, replica)
    }
  }

  /** Fails the query that a lost replica was answering. */
  lost(replica: Replica, problem: Problem): void {
    const job = this.#running.get(replica)
    if (job)
      this.#finish(job, failure('query-crashed', `the query was too much for the engine (${problem.detail})`))
  }

  /** Fails everything that waits or runs. */
  close(): void {
    this.#closed = true
    for (const job of [...this.#waiting, ...this.#running.values()])
      this.#finish(job, failure('closed', 'the graph is closed'))
  }

  #finish(job: Job, outcome: Outcome): void {
    clearTimeout(job.timer)
    if (job.replica) this.#running.delete(job.replica)
    const place = this.#waiting.indexOf(job)
    if (place >= 0) this.#waiting.splice(place, 1)
    job.settle(outcome)
  }

  /** Ends a query that will not end by itself: its thread goes, another starts. */
  #kill(job: Job, outcome: Outcome): void {
    this.#finish(job, outcome)
    if (job.replica) this.#fleet().replace(job.replica)
  }

  #run(job: Job, replica: Replica): void {
    clearTimeout(job.timer)
    job.replica = replica
    this.#running.set(replica, job)
    const detail = `the query was ended after ${job.deadlineMs / 1000} s; narrow it down or use LIMIT`
    job.timer = setTimeout(() => this.#kill(job, failure('deadline', detail)), job.deadlineMs)
    replica.ask(job.query, reply => this.#onReply(job, replica, reply))
  }

  #onReply(job: Job, replica: Replica, reply: ReplicaReply): void {
    if (this.#running.get(replica) !== job) return
    if (!reply.ok && reply.fatal) {
      this.#kill(job, reply)
      return
    }
    this.#finish(job, reply)
    this.#fleet().idle(replica)
    this.dispatch()
  }

  #abandon(job: Job): void {
    if (!job.replica) {
      this.#finish(job, CANCELLED)
      return
    }
    clearTimeout(job.timer)
    job.timer = setTimeout(() => this.#kill(job, CANCELLED), Math.min(this.#limits.graceMs, job.deadlineMs))
  }
}
