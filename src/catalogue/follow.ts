/** Following the change feed at a steady pace. */
import { setTimeout } from 'node:timers/promises'

/** A loop under way. */
export interface Follower {
  /** Ends the loop; resolves when the step under way is done. */
  stop(): Promise<void>
}

/** After failures the pause doubles, up to this. */
const LONGEST_PAUSE_MS = 60_000

/**
 * Calls `step` again and again with `intervalMs` between the end of one and the start of the next. A step that rejects
 * is reported and tried again later, with growing pauses: the loop only ends by `stop`.
 */
export const follow = (
  step: () => Promise<unknown>,
  intervalMs: number,
  onFailure: (error: Error) => void,
): Follower => {
  const stopping = new AbortController()
  const loop = async () => {
    let pause = intervalMs
    while (!stopping.signal.aborted) {
      try {
        await step()
        pause = intervalMs
      } catch (error) {
        onFailure(error instanceof Error ? error : new Error(String(error)))
        pause = Math.min(Math.max(pause * 2, intervalMs), LONGEST_PAUSE_MS)
      }
      // Being woken up by `stop` is no failure.
      await setTimeout(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const done = loop()
  return {
    stop: () => {
      stopping.abort()
      return done
    },
  }
}
