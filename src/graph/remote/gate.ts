/** Lets a bounded number of queries into the store; the others wait for a bounded time. */

import { failed, ok, type Result } from '../../model/problem.ts'

export interface Gate {
  /** Resolves when the caller may go in, with what is to be called on the way out; else with `busy` or `cancelled`. */
  enter(signal?: AbortSignal): Promise<Result<() => void>>
}

const MAX_WAITING = 200

/** A gate for `most` at once; nobody waits longer than `maxWaitMs`. */
export const createGate = (most: number, maxWaitMs: number): Gate => {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    inside--
    waiting.shift()?.()
  }
  const goIn = (): Result<() => void> => {
    inside++
    return ok(leave)
  }
  const turnedAway = (code: string, detail: string): Result<never> =>
    failed({ stage: 'graph', code, subject: 'query', detail })
  return {
    async enter(signal) {
      if (signal?.aborted) return turnedAway('cancelled', 'the client went away')
      if (inside < most) return goIn()
      if (waiting.length >= MAX_WAITING)
        return turnedAway('busy', `${MAX_WAITING} queries are waiting already; try again later`)
      return new Promise(resolve => {
        const end = (result: Result<() => void>): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
          const place = waiting.indexOf(next)
          if (place >= 0) waiting.splice(place, 1)
          resolve(result)
        }
        const next = (): void => end(goIn())
        const onAbort = (): void => end(turnedAway('cancelled', 'the client went away'))
        const timer = setTimeout(
          () => end(turnedAway('busy', `no place became free within ${maxWaitMs} ms; try again later`)),
          maxWaitMs,
        )
        signal?.addEventListener('abort', onAbort)
        waiting.push(next)
      })
    },
  }
}
