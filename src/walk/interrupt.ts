/** Waiting that an interruption ends, so that nobody sits out a crawl delay after Ctrl+C. */

import { setMaxListeners } from 'node:events'

/** The value of `work`, or undefined as soon as `signal` is aborted; what `work` comes to afterwards is dropped, failures too. */
export const unlessAborted = async <T extends object>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> => {
  if (!signal) return work
  // One listener per visit under way: many, but bounded.
  setMaxListeners(0, signal)
  let stop = () => {}
  const aborted = new Promise<undefined>(resolve => {
    stop = () => resolve(undefined)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', stop)
    // Lost to the interruption: nobody else will look at a failure.
    if (signal.aborted) work.catch(() => undefined)
  }
}
