/** What one client may still do: query time, failed queries, queries at once. */

import { type Bucket, createBucket, secondsUntil } from './bucket.ts'

/** Limits of one client; 0 stands for none. */
export interface LimitRules {
  /** Query time in seconds per minute; a minute's worth may be used at once. */
  readonly budgetSeconds: number
  readonly errorsPerMinute: number
  /** Queries that run at once; as many more wait for their turn. */
  readonly concurrency: number
}

/** A query that is not run now. */
export interface Refusal {
  readonly code: 'query-budget-spent' | 'too-many-errors' | 'too-many-queries'
  readonly detail: string
  /** Whole seconds after which it is run, unless the client asks for more meanwhile. */
  readonly retryAfter: number
}

/** What is left of each limit that there is, for the RateLimit headers. */
export interface Remaining {
  readonly seconds?: { readonly left: number; readonly fullIn: number }
  readonly errors?: { readonly left: number; readonly fullIn: number }
  readonly queries?: { readonly left: number }
}

/** The bucket of a limit per minute; undefined when there is no such limit. */
const perMinute = (amount: number, now: number): Bucket | undefined =>
  amount > 0 ? createBucket({ size: amount, perSecond: amount / 60 }, now) : undefined

/** The first whole second after this many, rounding errors aside. */
const wholeSeconds = (seconds: number): number => Math.floor(seconds + 1e-6) + 1

/** The state of one client. Times are in milliseconds of one clock that never goes back. */
export const createAllowance = (rules: LimitRules, start: number) => {
  const time = perMinute(rules.budgetSeconds, start)
  const errors = perMinute(rules.errorsPerMinute, start)
  /** When each running query must have ended. */
  const running = new Map<object, number>()
  const remaining = (now: number): number[] => [...running.values()].map(end => (end - now) / 1000)
  const spent = (now: number): Refusal | undefined => {
    const level = time?.level(now) ?? 1
    if (level > 0) return undefined
    const seconds = secondsUntil(0, level, rules.budgetSeconds / 60, remaining(now))
    return {
      code: 'query-budget-spent',
      detail: `your queries have run for the ${rules.budgetSeconds} seconds that each client has per minute; come back later, or make them cheaper`,
      retryAfter: wholeSeconds(seconds),
    }
  }
  const tooManyErrors = (now: number): Refusal | undefined => {
    const level = errors?.level(now) ?? 1
    if (level >= 1) return undefined
    return {
      code: 'too-many-errors',
      detail: `${rules.errorsPerMinute} of your queries have failed within a minute; mend the query before it is sent again`,
      retryAfter: wholeSeconds(secondsUntil(1, level, rules.errorsPerMinute / 60)),
    }
  }
  return {
    /** Why no query is run now; undefined when one may, as far as time and errors go. */
    refusal: (now: number): Refusal | undefined => spent(now) ?? tooManyErrors(now),
    /** Whether another query may run beside those that do. */
    hasRoom: (): boolean => rules.concurrency === 0 || running.size < rules.concurrency,
    /** A query runs from now on, at the latest until `end`; the function returned says that it has ended, and whether it counts as failed. */
    begin(now: number, end: number): (now: number, failed: boolean) => void {
      const query = {}
      running.set(query, end)
      time?.drawnBy(running.size, now)
      return (later, failed) => {
        if (!running.delete(query)) return
        time?.drawnBy(running.size, later)
        if (failed) errors?.take(1, later)
      }
    },
    /** What says that no more can even wait. */
    crowded: (now: number): Refusal => ({
      code: 'too-many-queries',
      detail: `${rules.concurrency} of your queries are running and as many wait; let some of them end, or cancel them`,
      retryAfter: wholeSeconds(Math.max(0, Math.min(...remaining(now), Number.MAX_SAFE_INTEGER))),
    }),
    remaining: (now: number): Remaining => ({
      ...(time && { seconds: { left: time.level(now), fullIn: time.secondsToFull(now) } }),
      ...(errors && { errors: { left: errors.level(now), fullIn: errors.secondsToFull(now) } }),
      ...(rules.concurrency > 0 && { queries: { left: rules.concurrency - running.size } }),
    }),
    busy: (): boolean => running.size > 0,
  }
}

export type Allowance = ReturnType<typeof createAllowance>
