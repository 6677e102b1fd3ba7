/** Ctrl+C and SIGTERM as an abort signal: the first one finishes what is under way, the second one ends the process. */

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** A signal that is aborted by the first SIGINT or SIGTERM; what happens then is said on stderr. */
export const interruptible = (): AbortSignal => {
  const controller = new AbortController()
  const stop = (): void => {
    // The next signal does what it does without us: it ends the process.
    for (const name of STOP_SIGNALS) process.off(name, stop)
    console.error(
      '\ninterrupted: finishing what is under way; run the same command again to go on (press again to stop at once)',
    )
    controller.abort()
  }
  for (const name of STOP_SIGNALS) process.on(name, stop)
  return controller.signal
}
