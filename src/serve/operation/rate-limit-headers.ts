/** RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10): what a client may do, and what is left of it. */

import type { LimitRules, Remaining } from './allowance.ts'

/** A minute, the window of the limits that have one. */
const WINDOW = 60

/** The limits, as a Structured Fields list; undefined when there are none. `qu` is the unit that a quota counts. */
export const policyHeader = ({
  budgetSeconds,
  errorsPerMinute,
  concurrency,
}: LimitRules): string | undefined => {
  const policies = [
    ...(budgetSeconds > 0
      ? [`"query-seconds";q=${Math.floor(budgetSeconds)};w=${WINDOW};qu="query-seconds"`]
      : []),
    ...(errorsPerMinute > 0 ? [`"errors";q=${errorsPerMinute};w=${WINDOW};qu="failed-requests"`] : []),
    ...(concurrency > 0 ? [`"concurrent";q=${concurrency};qu="concurrent-requests"`] : []),
  ]
  return policies.length > 0 ? policies.join(', ') : undefined
}

const whole = (left: number): number => Math.max(0, Math.floor(left))

/** What is left: `r` units, all of them again after `t` seconds. */
export const remainingHeader = ({ seconds, errors, queries }: Remaining): string | undefined => {
  const parts = [
    ...(seconds ? [`"query-seconds";r=${whole(seconds.left)};t=${Math.ceil(seconds.fullIn)}`] : []),
    ...(errors ? [`"errors";r=${whole(errors.left)};t=${Math.ceil(errors.fullIn)}`] : []),
    ...(queries ? [`"concurrent";r=${whole(queries.left)}`] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : undefined
}
