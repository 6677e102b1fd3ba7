/** What one process learnt about a host since it last told the others. */

import { type BreakerLimits, noteAnswer, noteFailures } from './breaker.ts'
import { holdHost, narrowGap, widenGap } from './host-pace.ts'
import type { HostState } from './host-state.ts'
import type { Ended } from './turn.ts'

// Good answers in a row after which a gap is narrowed.
const ANSWERS_TO_NARROW = 10
// Answers are slow when their moving average leaves its long-term value this far behind, and takes longer than a busy
// machine of ours needs to notice them.
const SLOW_FACTOR = 4
const SLOW_AT_LEAST_MS = 3000
const RECENT_WEIGHT = 0.2
const USUAL_WEIGHT = 0.01
const ANSWERS_TO_JUDGE = 20

/** Collects endings until they are taken. */
export interface HostNews {
  /** Takes note of one ending; true when the others should hear of it at once. */
  note(ended: Ended, startedAt: number): boolean
  /** What was noted since the last taking, as a change of the shared state that may be made more than once. */
  take(): (state: HostState, at: number, delayMs: number, limits: BreakerLimits) => void
}

/** `slower`: than usual; `slow`: so often that the host must be given more time, said once until judged anew. */
type Speed = 'usual' | 'slower' | 'slow'

/** Judges answers by moving averages of the time they take, in milliseconds. */
const createSpeedometer = (): ((ms: number) => Speed) => {
  let recent = 0
  let usual = 0
  let count = 0
  let sinceJudged = 0
  return ms => {
    count++
    sinceJudged++
    const limit = Math.max(SLOW_AT_LEAST_MS, usual * SLOW_FACTOR)
    // A single answer that takes very long is an accident.
    const weighed = Math.min(ms, 2 * limit)
    // The first answers weigh as in a plain mean.
    recent += (weighed - recent) * Math.max(RECENT_WEIGHT, 1 / count)
    usual += (weighed - usual) * Math.max(USUAL_WEIGHT, 1 / count)
    if (sinceJudged < ANSWERS_TO_JUDGE || recent < limit) return ms < limit ? 'usual' : 'slower'
    sinceJudged = 0
    recent = usual
    return 'slow'
  }
}

interface Noted {
  answered: boolean
  failures: number
  /** When the requests started that were refused or slow; the last of them. */
  overloadedAt: number
  holdUntil: number
  narrowings: number
}

const nothing = (): Noted => ({
  answered: false,
  failures: 0,
  overloadedAt: -Infinity,
  holdUntil: 0,
  narrowings: 0,
})

/** News of one host on the clock `now` (milliseconds since the epoch). */
export const createHostNews = (now: () => number): HostNews => {
  let noted = nothing()
  let answersInARow = 0
  const speedOf = createSpeedometer()

  const answeredAsUsual = (): void => {
    if (++answersInARow < ANSWERS_TO_NARROW) return
    answersInARow = 0
    noted.narrowings++
  }

  const note: HostNews['note'] = (ended, startedAt) => {
    if (ended.kind === 'void') return false
    if (ended.kind === 'answered') {
      noted.answered = true
      noted.failures = 0
      const speed = speedOf(ended.ms)
      if (speed === 'usual') answeredAsUsual()
      if (speed === 'slow') noted.overloadedAt = Math.max(noted.overloadedAt, startedAt)
      return speed === 'slow'
    }
    answersInARow = 0
    if (ended.kind === 'broken') noted.failures++
    else {
      if (ended.broken) noted.failures++
      else {
        noted.answered = true
        noted.failures = 0
      }
      if (ended.retryAfterMs === undefined) noted.overloadedAt = Math.max(noted.overloadedAt, startedAt)
      else noted.holdUntil = Math.max(noted.holdUntil, now() + ended.retryAfterMs)
    }
    return true
  }

  const take: HostNews['take'] = () => {
    const taken = noted
    noted = nothing()
    return (state, at, delayMs, limits) => {
      if (taken.answered) noteAnswer(state)
      if (taken.failures > 0) noteFailures(state, at, taken.failures, limits)
      for (let i = 0; i < taken.narrowings && state.gap > 0; i++) narrowGap(state, delayMs)
      if (taken.overloadedAt > -Infinity) widenGap(state, at, taken.overloadedAt, delayMs)
      if (taken.holdUntil > at) holdHost(state, at, taken.holdUntil - at)
    }
  }

  return { note, take }
}
