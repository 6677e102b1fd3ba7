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

export interface Dispatcher {
  submit(query: ReplicaQuery, deadlineMs: number, signal?: AbortSignal): Promise<Outcome>
  /** Hands out waiting queries; to be called when a replica may have become free. */
  dispatch(): void
  /** Fails the query that a lost replica was answering. */
  lost(replica: Replica, problem: Problem): void
  /** Fails everything that waits or runs. */
  close(): void
}

const failure = (code: string, detail: string): Outcome => ({
  ok: false,
  problem: { stage: 'graph', code, subject: 'query', detail },
})

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

/** A dispatcher over a fleet, which it asks to replace what must be killed. */
export const createDispatcher = (fleet: () => Fleet, limits: DispatchLimits): Dispatcher => {
  const waiting: Job[] = []
  const running = new Map<Replica, Job>()
  let closed = false

  const finish = (job: Job, outcome: Outcome): void => {
    clearTimeout(job.timer)
    if (job.replica) running.delete(job.replica)
    const place = waiting.indexOf(job)
    if (place >= 0) waiting.splice(place, 1)
    job.settle(outcome)
  }
  /** Ends a query that will not end by itself: its thread goes, another starts. */
  const kill = (job: Job, outcome: Outcome): void => {
    const { replica } = job
    finish(job, outcome)
    if (replica) fleet().replace(replica)
  }
  const onReply = (job: Job, replica: Replica, reply: ReplicaReply): void => {
    if (running.get(replica) !== job) return
    if (!reply.ok && reply.fatal) kill(job, reply)
    else {
      finish(job, reply)
      fleet().idle(replica)
      dispatch()
    }
  }
  const run = (job: Job, replica: Replica): void => {
    clearTimeout(job.timer)
    job.replica = replica
    running.set(replica, job)
    job.timer = setTimeout(() => {
      const seconds = job.deadlineMs / 1000
      kill(job, failure('deadline', `the query was ended after ${seconds} s; narrow it down or use LIMIT`))
    }, job.deadlineMs)
    replica.ask(job.query, reply => onReply(job, replica, reply))
  }
  function dispatch(): void {
    if (waiting.length === 0) return
    const members = fleet().members()
    if (members.length > 0 && members.every(isStuck)) {
      for (const job of [...waiting]) finish(job, waitedInVain(members, 0))
      return
    }
    const free = members
      .filter(replica => replica.progress().ready && !replica.busy())
      // The newest generation first, so that one client's answers rarely go back in time.
      .sort((a, b) => b.progress().generation - a.progress().generation)
    for (const replica of free) {
      const job = waiting.shift()
      if (job) run(job, replica)
    }
  }
  const abandon = (job: Job): void => {
    const cancelled = failure('cancelled', 'the client went away')
    if (!job.replica) finish(job, cancelled)
    else {
      clearTimeout(job.timer)
      job.timer = setTimeout(() => kill(job, cancelled), Math.min(limits.graceMs, job.deadlineMs))
    }
  }

  return {
    submit: (query, deadlineMs, signal) =>
      new Promise(resolve => {
        if (closed) return resolve(failure('closed', 'the graph is closed'))
        if (signal?.aborted) return resolve(failure('cancelled', 'the client went away'))
        if (waiting.length >= limits.maxWaiting)
          return resolve(failure('busy', `${waiting.length} queries are waiting already; try again later`))
        const onAbort = (): void => abandon(job)
        const settle = (outcome: Outcome): void => {
          signal?.removeEventListener('abort', onAbort)
          resolve(outcome)
        }
        const job: Job = { query, deadlineMs, settle }
        job.timer = setTimeout(
          () => finish(job, waitedInVain(fleet().members(), limits.maxWaitMs)),
          limits.maxWaitMs,
        )
        signal?.addEventListener('abort', onAbort)
        waiting.push(job)
        dispatch()
      }),
    dispatch,
    lost(replica, problem) {
      const job = running.get(replica)
      if (job)
        finish(job, failure('query-crashed', `the query was too much for the engine (${problem.detail})`))
    },
    close() {
      closed = true
      for (const job of [...waiting, ...running.values()])
        finish(job, failure('closed', 'the graph is closed'))
    },
  }
}
