/** A bucket of allowance that runs full with time, and empty while it is drawn from. */

/** Below this much a bucket is empty: what rounding leaves does not count. */
const NOTHING = 1e-9

export interface BucketRule {
  /** What a full bucket holds. */
  readonly size: number
  /** What runs in per second. */
  readonly perSecond: number
}

/** One bucket. Times are in milliseconds and never go back; it may be overdrawn, and that has to run in again first. */
export interface Bucket {
  /** What is left; negative when it is overdrawn. */
  level(now: number): number
  /** Takes out at once. */
  take(amount: number, now: number): void
  /** From now on so many draw one unit per second each. */
  drawnBy(count: number, now: number): void
  /** Seconds until it is full again when nobody draws. */
  secondsToFull(now: number): number
}

/** A full bucket. */
export const createBucket = ({ size, perSecond }: BucketRule, start: number): Bucket => {
  let [level, at, drawing] = [size, start, 0]
  const advance = (now: number): number => {
    const seconds = Math.max(0, now - at) / 1000
    level = Math.min(size, level + seconds * (perSecond - drawing))
    at = Math.max(at, now)
    return Math.abs(level) < NOTHING ? 0 : level
  }
  return {
    level: advance,
    take(amount, now) {
      level = advance(now) - amount
    },
    drawnBy(count, now) {
      advance(now)
      drawing = count
    },
    secondsToFull: now => Math.max(0, size - advance(now)) / perSecond,
  }
}

/**
 * Seconds until a level is above `wanted` for good, when those who draw from it go on for the times of `remaining` (in seconds)
 * and nobody else comes: what `Retry-After` may promise. Drawing gets less with time, so the first crossing is the last.
 */
export const secondsUntil = (
  wanted: number,
  level: number,
  perSecond: number,
  remaining: readonly number[] = [],
): number => {
  const ends = [...remaining].map(seconds => Math.max(0, seconds)).sort((a, b) => a - b)
  let [passed, reached] = [0, level]
  for (const [index, end] of ends.entries()) {
    const gain = perSecond - (ends.length - index)
    const duration = end - passed
    if (gain > 0 && reached + gain * duration >= wanted)
      return passed + Math.max(0, (wanted - reached) / gain)
    reached += gain * duration
    passed = end
  }
  return passed + Math.max(0, (wanted - reached) / perSecond)
}
