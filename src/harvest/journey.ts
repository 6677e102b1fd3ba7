/** From a URL to the answer at its end: robots, turns at hosts, redirects, retries. The manners of the harvester. */

import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Clock } from './clock.ts'
import type { BodySink, ExchangeAnswer, Wire } from './exchange.ts'
import { type Headers, header, parseRetryAfter } from './headers.ts'
import type { Politeness } from './politeness.ts'
import type { RobotsRules } from './robots.ts'
import { quote, webUrl } from './web-url.ts'

/** What happened on the wire, for progress and statistics; never needed for correctness. */
export type FetchEvent =
  | {
      readonly kind: 'answer'
      readonly url: string
      readonly status: number
      readonly bytes: number
      readonly ms: number
    }
  | { readonly kind: 'retry'; readonly url: string; readonly because: string; readonly waitMs: number }

/** What a journey works with. */
export interface Travel {
  readonly wire: Wire
  readonly politeness: Politeness
  readonly clock: Clock
  readonly observe: (event: FetchEvent) => void
  /** Rules of the origin of a URL; a problem when they are unreachable. */
  readonly robots: (url: string, source: Source) => Promise<Result<RobotsRules>>
}

/** One thing to get; sizes in bytes after decompression. */
export interface Errand {
  readonly url: string
  readonly source: Source
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  readonly gunzip?: boolean
  readonly truncate?: boolean
  /** robots.txt itself is fetched without asking it. */
  readonly ignoreRobots?: boolean
  /** Which statuses carry a body that is wanted; 200 and 203 unless told. */
  readonly wanted?: (status: number) => boolean
}

/** Where a journey ended: any status but a followed redirect. */
export interface Arrival {
  readonly finalUrl: string
  readonly status: number
  readonly headers: Headers
}

/** Asked for every answer whose body is wanted; called again when an attempt is repeated. */
export type OpenSink = (arrival: Arrival) => BodySink

const MAX_REDIRECTS = 5
const MAX_RETRIES = 2
const FIRST_BACKOFF_MS = 1000
const BACKOFF_FACTOR = 4
// A host that asks for a longer pause is left for the next harvest rather than waited for.
const MAX_RETRY_AFTER_MS = 60_000
// A crawl-delay beyond this would make one page a minute the best case; it is taken as this long.
const MAX_CRAWL_DELAY_MS = 120_000

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const OVERLOADED = new Set([429, 503])
// Other 5xx (501, 505 …) say what the server will not be able to do in a second either.
const TRANSIENT = new Set([429, 500, 502, 503, 504])

const porch = (code: string, subject: string, detail: string): Problem => ({
  stage: 'porch',
  code,
  subject,
  detail,
})

/** Whether a status carries the content that was asked for (RFC 9110, 15.3). */
export const isContent = (status: number): boolean => status === 200 || status === 203

const backoff = (attempt: number): number => FIRST_BACKOFF_MS * BACKOFF_FACTOR ** attempt

const attemptOnce = async (
  url: string,
  errand: Errand,
  delayMs: number,
  travel: Travel,
  open: OpenSink,
): ReturnType<Wire['send']> => {
  const { source } = errand
  const { concurrency } = source.politeness
  const leave = await travel.politeness.turn(new URL(url).host, source.id, { concurrency, delayMs })
  const started = travel.clock.now()
  try {
    const result = await travel.wire.send(
      {
        url,
        headers: errand.headers,
        timeoutMs: source.politeness.timeoutMs,
        maxBytes: errand.maxBytes,
        allowPrivate: source.allowPrivateAddresses,
        gunzip: errand.gunzip ?? false,
        truncate: errand.truncate ?? false,
      },
      (status, headers) =>
        (errand.wanted ?? isContent)(status) ? open({ finalUrl: url, status, headers }) : undefined,
    )
    const ms = travel.clock.now() - started
    if (result.kind === 'answer')
      travel.observe({ kind: 'answer', url, status: result.status, bytes: result.bytes, ms })
    return result
  } finally {
    leave()
  }
}

/** How long to wait before asking again; undefined when this answer is final. */
const waitAfter = (answer: ExchangeAnswer, attempt: number, travel: Travel): number | undefined => {
  if (!TRANSIENT.has(answer.status)) return undefined
  const asked = OVERLOADED.has(answer.status)
    ? parseRetryAfter(header(answer.headers, 'retry-after'), travel.clock.now())
    : undefined
  return asked ?? backoff(attempt)
}

/** One hop, with retries of what may pass: connections that break, 5xx, and 429 after the pause it asks for. */
const attempt = async (
  url: string,
  errand: Errand,
  delayMs: number,
  travel: Travel,
  open: OpenSink,
): Promise<Result<ExchangeAnswer>> => {
  for (let tries = 0; ; tries++) {
    const result = await attemptOnce(url, errand, delayMs, travel, open)
    const isFailure = result.kind === 'failure'
    const because = isFailure ? `${result.code}: ${result.detail}` : `status ${result.status}`
    const wait = isFailure
      ? result.retryable
        ? backoff(tries)
        : undefined
      : waitAfter(result, tries, travel)
    if (wait === undefined || tries === MAX_RETRIES || wait > MAX_RETRY_AFTER_MS) {
      if (isFailure) return failed(porch(result.code, errand.url, result.detail))
      return ok(result)
    }
    travel.observe({ kind: 'retry', url, because, waitMs: wait })
    if (!isFailure && OVERLOADED.has(result.status)) travel.politeness.hold(new URL(url).host, wait)
    else await travel.clock.sleep(wait)
  }
}

/** Whether robots.txt lets us, and how long to pause between requests there. */
const permission = async (url: string, errand: Errand, travel: Travel): Promise<Result<number>> => {
  const { delayMs } = errand.source.politeness
  if (errand.ignoreRobots) return ok(delayMs)
  const rules = await travel.robots(url, errand.source)
  if (!rules.ok) return failed({ ...rules.problem, subject: errand.url })
  const { pathname, search, origin } = new URL(url)
  if (!rules.value.allows(pathname + search)) {
    const detail = `${origin}/robots.txt disallows ${quote(pathname + search)} for this harvester; ask its operator to allow it`
    return failed(porch('disallowed-by-robots', errand.url, detail))
  }
  return ok(Math.max(delayMs, Math.min(rules.value.crawlDelayMs ?? 0, MAX_CRAWL_DELAY_MS)))
}

const redirectTarget = (from: string, answer: ExchangeAnswer, errand: Errand): Result<string> => {
  const location = header(answer.headers, 'location')
  if (!location) {
    const detail = `${from} answers ${answer.status} without saying where to (no Location)`
    return failed(porch('redirect-without-location', errand.url, detail))
  }
  return webUrl(location, { stage: 'porch', subject: errand.url, base: from })
}

/**
 * Goes to a URL and wherever it redirects (RFC 9110, 15.4; at most 5 hops), asking robots.txt and waiting for a turn
 * at every host on the way. The body of an answer with content goes to the sink that `open` returns. A problem is
 * returned when there is no final answer: not an http URL, private address, robots, network, time or size limits,
 * redirects without end. Any other status is an arrival, for the caller to judge.
 */
export const travelTo = async (errand: Errand, travel: Travel, open: OpenSink): Promise<Result<Arrival>> => {
  const start = webUrl(errand.url, { stage: 'porch', subject: errand.url })
  if (!start.ok) return start
  const visited = new Set<string>()
  let url = start.value
  for (;;) {
    visited.add(url)
    const allowed = await permission(url, errand, travel)
    if (!allowed.ok) return allowed
    const answered = await attempt(url, errand, allowed.value, travel, open)
    if (!answered.ok) return answered
    const { status, headers } = answered.value
    if (!REDIRECTS.has(status)) return ok({ finalUrl: url, status, headers })
    const target = redirectTarget(url, answered.value, errand)
    if (!target.ok) return target
    if (visited.has(target.value))
      return failed(porch('redirect-loop', errand.url, `${url} redirects back to ${target.value}`))
    if (visited.size > MAX_REDIRECTS)
      return failed(
        porch(
          'too-many-redirects',
          errand.url,
          `more than ${MAX_REDIRECTS} redirects, the last to ${target.value}`,
        ),
      )
    url = target.value
  }
}
