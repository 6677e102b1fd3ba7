/** A pause that can be ended early. */

/** One waits, others nudge. A nudge while nobody waits ends the next pause at once. */
export interface Pause {
  nudge(): void
  /** Resolves after `ms` milliseconds or with the next nudge. */
  wait(ms: number): Promise<void>
}

/** A pause that nobody waits in yet. */
export const createPause = (): Pause => {
  let wake: (() => void) | undefined
  let nudged = false
  return {
    nudge(): void {
      nudged = true
      wake?.()
    },
    wait: (ms: number): Promise<void> =>
      new Promise(resolve => {
        const end = (): void => {
          clearTimeout(timer)
          wake = undefined
          nudged = false
          resolve()
        }
        const timer = setTimeout(end, nudged ? 0 : ms)
        wake = end
      }),
  }
}
