/** Long loops on the thread that answers requests: they let these through. */
import { setImmediate } from 'node:timers/promises'

/** How long a loop keeps the thread to itself, in milliseconds: a fifth of what a visitor would feel as a delay. */
const STRETCH_MS = 20

/**
 * To be called in every round of a loop: gives a promise to wait for when the loop has had the thread for long enough, else
 * nothing, so that a round costs a look at the clock.
 */
export const inStretches = (): (() => Promise<void> | undefined) => {
  let since = performance.now()
  const pause = async (): Promise<void> => {
    await setImmediate()
    since = performance.now()
  }
  return () => (performance.now() - since > STRETCH_MS ? pause() : undefined)
}
