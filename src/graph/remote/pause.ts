/** A pause that a nudge ends early; a nudge between two pauses ends the next one at once. */

export interface Pause {
  nudge(): void
  wait(ms: number): Promise<void>
}

export const createPause = (): Pause => {
  let wake: (() => void) | undefined
  let nudged = false
  return {
    nudge() {
      nudged = true
      wake?.()
    },
    wait: ms =>
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
