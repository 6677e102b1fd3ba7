/** Writers in turn: one at a time, a bounded number that wait, and none of them for longer than a time. */

import { failed, type Problem, type Result } from '../../model/problem.ts'
import { graphProblem } from './problem.ts'

/** Bounds of waiting. */
export interface WriteQueueLimits {
  readonly mostWaiting: number
  /** Longest wait of a write for its turn, in milliseconds. */
  readonly maxWaitMs: number
}

/** How one writer waits. */
export interface Patience {
  /** Whoever asked has left: what still waits is not begun. */
  readonly signal?: AbortSignal | undefined
  /** Waits beyond every bound: for what the server itself writes, one at a time. */
  readonly always?: boolean
}

const full = (waiting: number): Problem =>
  graphProblem(
    'busy',
    'update',
    `${waiting} writes are waiting already, nothing was written; try again later`,
  )

const inVain = (ms: number): Problem =>
  graphProblem(
    'busy',
    'update',
    `the writes before this one took longer than ${ms / 1000} s, nothing was written; try again later`,
  )

const LEFT = graphProblem('cancelled', 'update', 'the client went away before its turn; nothing was written')

/** A queue of writers. Problems of its own: `busy`, `cancelled`; work that was begun runs to its end. */
export const createWriteQueue = ({ mostWaiting, maxWaitMs }: WriteQueueLimits) => {
  const waiting = new Set<() => void>()
  let limited = 0
  let running = false
  const next = (): void => {
    running = false
    const [first] = waiting
    first?.()
  }
  /** Resolves when it is the caller's turn, or with why that will not come. */
  const turn = ({ signal, always = false }: Patience): Promise<Problem | undefined> =>
    new Promise(resolve => {
      if (!always) limited++
      const settle = (problem?: Problem): void => {
        waiting.delete(go)
        if (!always) limited--
        clearTimeout(timer)
        signal?.removeEventListener('abort', leave)
        resolve(problem)
      }
      const go = (): void => {
        running = true
        settle()
      }
      const leave = (): void => settle(LEFT)
      const timer = always ? undefined : setTimeout(() => settle(inVain(maxWaitMs)), maxWaitMs)
      signal?.addEventListener('abort', leave, { once: true })
      waiting.add(go)
      if (!running) go()
    })
  return {
    /** Does the work in turn. */
    async run<T>(work: () => Promise<Result<T>>, patience: Patience = {}): Promise<Result<T>> {
      if (patience.signal?.aborted) return failed(LEFT)
      if (!patience.always && limited >= mostWaiting) return failed(full(limited))
      const refused = await turn(patience)
      if (refused) return failed(refused)
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}
