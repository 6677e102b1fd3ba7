/** From a URL to the answer at its end: robots, turns at hosts, redirects. The manners of the harvester. */

import { failed, ok, type Result } from '../model/problem.ts'
import {
  type Arrival,
  type Ending,
  type Errand,
  MAX_RETRY_AFTER_MS,
  type OpenSink,
  porch,
  type Travel,
} from './errand.ts'
import type { ExchangeAnswer } from './exchange.ts'
import { header } from './headers.ts'
import { hop } from './hop.ts'
import type { RobotsRules } from './robots.ts'
import { quote, webUrl } from './web-url.ts'

const MAX_REDIRECTS = 5
const ROBOTS_RETRIES = 2
/** A longer Crawl-delay is taken as this long, in milliseconds: even so a page takes two minutes. */
export const MAX_CRAWL_DELAY_MS = 120_000
const REDIRECTS = new Set([301, 302, 303, 307, 308])

const rulesFor = async (url: URL, errand: Errand, travel: Travel): Promise<Ending<RobotsRules>> => {
  for (let tries = 0; ; tries++) {
    const rules = await travel.robots(url.href, errand.source)
    if (rules.ok) return rules
    const pause = rules.retryAt === undefined ? Infinity : rules.retryAt - travel.clock.now()
    if (!errand.persistent || tries >= ROBOTS_RETRIES || pause > MAX_RETRY_AFTER_MS) return rules
    await travel.clock.sleep(Math.max(0, pause))
  }
}

/** Whether robots.txt lets us, and how long to pause between requests there. */
const permission = async (url: URL, errand: Errand, travel: Travel): Promise<Ending<number>> => {
  const { delayMs } = errand.source.politeness
  if (errand.ignoreRobots) return ok(delayMs)
  const rules = await rulesFor(url, errand, travel)
  if (!rules.ok) return { ...rules, problem: { ...rules.problem, subject: errand.url } }
  const path = url.pathname + url.search
  if (!rules.value.allows(path)) {
    const detail = `${url.origin}/robots.txt disallows ${quote(path)} for this harvester; ask its operator to allow it`
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
 * returned when there is no final answer: not an http URL, private address, robots, network, time or size limits, a
 * host that is left alone, redirects without end. Any other status is an arrival, for the caller to judge.
 */
export const travelTo = async (errand: Errand, travel: Travel, open: OpenSink): Promise<Ending<Arrival>> => {
  const start = webUrl(errand.url, { stage: 'porch', subject: errand.url })
  if (!start.ok) return start
  const visited = new Set<string>()
  let url = start.value
  for (;;) {
    visited.add(url)
    const place = new URL(url)
    const allowed = await permission(place, errand, travel)
    if (!allowed.ok) return allowed
    const answered = await hop(place, errand, allowed.value, travel, open)
    if (!answered.ok) return answered
    const { status, headers, retryAt } = answered.value
    if (!REDIRECTS.has(status))
      return ok({ finalUrl: url, status, headers, ...(retryAt !== undefined && { retryAt }) })
    const target = redirectTarget(url, answered.value, errand)
    if (!target.ok) return target
    if (visited.has(target.value))
      return failed(porch('redirect-loop', errand.url, `${url} redirects back to ${target.value}`))
    if (visited.size > MAX_REDIRECTS) {
      const detail = `more than ${MAX_REDIRECTS} redirects, the last to ${target.value}`
      return failed(porch('too-many-redirects', errand.url, detail))
    }
    url = target.value
  }
}
