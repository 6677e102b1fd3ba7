/** A clock whose pauses pass at once: what was slept is added to the time and remembered. */

import type { Clock } from '../../src/harvest/clock.ts'

export interface VirtualClock extends Clock {
  /** Every pause, in milliseconds, in order. */
  readonly pauses: readonly number[]
}

export const virtualClock = (start = Date.UTC(2026, 0, 1)): VirtualClock => {
  const pauses: number[] = []
  let now = start
  return {
    pauses,
    now: () => now,
    sleep: async ms => {
      pauses.push(ms)
      const until = now + ms
      // What is ready at this moment runs before time goes on.
      await new Promise(resolve => setImmediate(resolve))
      now = Math.max(now, until)
    },
  }
}
