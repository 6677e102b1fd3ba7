/** Time as the harvester sees it: injectable, so that tests neither sleep nor depend on the hour. */

/** The current time in milliseconds since the epoch, and a pause. */
export interface Clock {
  now(): number
  sleep(ms: number): Promise<void>
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
}
