/** A clock for simulations: time goes on to the next event when everything that is ready has run. */

import type { Clock } from '../../src/harvest/clock.ts'

export interface EventClock extends Clock {
  /** Runs until `until` (milliseconds from the start) or until nothing is left to happen. */
  run(until: number): Promise<void>
}

/** Lets everything that is ready run. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Starts at a fixed moment; `late` gives how many milliseconds a pause lasts too long, as timers do. */
export const eventClock = (late: () => number = () => 0): EventClock => {
  const start = Date.UTC(2026, 0, 1)
  let now = start
  const events: { at: number; resolve: () => void }[] = []
  return {
    now: () => now,
    sleep: ms =>
      new Promise(resolve => {
        const at = now + Math.max(0, ms) + late()
        const place = events.findIndex(event => event.at > at)
        events.splice(place < 0 ? events.length : place, 0, { at, resolve })
      }),
    run: async until => {
      await settle()
      for (let next = events[0]; next && next.at <= start + until; next = events[0]) {
        events.shift()
        now = Math.max(now, next.at)
        next.resolve()
        await settle()
      }
      now = Math.max(now, start + until)
    },
  }
}
