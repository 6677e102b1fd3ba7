/** The robots.txt of every origin of a run, fetched once. */

import { failed, ok } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Clock } from './clock.ts'
import {
  type Arrival,
  type Ending,
  type Errand,
  failedUntil,
  isTransient,
  type OpenSink,
  porch,
} from './errand.ts'
import { ALLOW_ALL, MAX_ROBOTS_BYTES, parseRobots, type RobotsRules } from './robots.ts'

/** Fetches without asking robots.txt: given by the fetcher. */
export type FetchRobots = (errand: Errand, open: OpenSink) => Promise<Ending<Arrival>>

// RFC 9309, 2.4: a cached robots.txt should not be used for longer than a day. A failure is forgotten sooner, so
// that an outage of minutes does not close a source for a day: after seconds at first, after minutes when it lasts.
const FRESH_MS = 24 * 60 * 60_000
const FIRST_FAILURE_MS = 5000
const FAILURE_FACTOR = 4
const LONGEST_FAILURE_MS = 10 * 60_000
// Redirects and sitemaps may name any number of origins.
const MAX_ORIGINS = 5000

interface Known {
  readonly rules: Promise<Ending<RobotsRules>>
  /** When it is asked for again. */
  until: number
  /** How often in a row it could not be read. */
  failures: number
}

const collectText = (): { write(chunk: Uint8Array): boolean; text(): string } => {
  const chunks: Uint8Array[] = []
  return {
    write: chunk => chunks.push(chunk) > 0,
    text: () => new TextDecoder().decode(Buffer.concat(chunks)),
  }
}

const load = async (
  origin: string,
  source: Source,
  agent: string,
  fetchRobots: FetchRobots,
): Promise<Ending<RobotsRules>> => {
  let body = collectText()
  const url = `${origin}/robots.txt`
  const arrived = await fetchRobots(
    {
      url,
      source,
      headers: { accept: 'text/plain, */*;q=0.5' },
      maxBytes: MAX_ROBOTS_BYTES,
      truncate: true,
      ignoreRobots: true,
    },
    () => {
      body = collectText()
      return body
    },
  )
  const unreachable = (why: string, retryAt: number | undefined): Ending<never> => {
    const detail = `${url} could not be read (${why}), so nothing of this host may be fetched (RFC 9309, 2.3.1.4); it is tried again later`
    const problem = porch('robots-unreachable', url, detail)
    return retryAt === undefined ? failed(problem) : failedUntil(problem, retryAt)
  }
  if (!arrived.ok) {
    // A host that may not be reached at all is no question of robots; endless redirects count as having none.
    const { code, detail } = arrived.problem
    if (code === 'private-address') return arrived
    if (code === 'too-many-redirects' || code === 'redirect-loop') return ok(ALLOW_ALL)
    return unreachable(`${code}: ${detail}`, arrived.retryAt)
  }
  const { status, retryAt } = arrived.value
  if (status === 200 || status === 203) return ok(parseRobots(body.text(), agent))
  // 429 is a 4xx, but a host that asks for less is not one that has no rules.
  if (status >= 500 || isTransient(status)) return unreachable(`status ${status}`, retryAt)
  return ok(ALLOW_ALL)
}

/** Decides how long an ending counts; a failure says so itself. */
const judge = (
  entry: { until: number; failures: number },
  ending: Ending<RobotsRules>,
  now: number,
): Ending<RobotsRules> => {
  if (ending.ok) {
    entry.failures = 0
    return ending
  }
  const pause = Math.min(FIRST_FAILURE_MS * FAILURE_FACTOR ** entry.failures, LONGEST_FAILURE_MS)
  entry.failures++
  entry.until = Math.max(now + pause, ending.retryAt ?? 0)
  return ending.retryAt === undefined ? ending : { ...ending, retryAt: entry.until }
}

/**
 * A function from URL and source to the rules of the URL's origin for the product token `agent`. Answered 4xx:
 * everything allowed (RFC 9309, 2.3.1.3); 5xx or no answer: a problem, nothing allowed (2.3.1.4), which says when it
 * is worth asking again. What a robots.txt redirects to counts for the origin that was asked (2.3.1.2). `onRules` is told
 * of every robots.txt that was read, or that there is none.
 */
export const createRobotsCache = (
  agent: string,
  clock: Clock,
  fetchRobots: FetchRobots,
  onRules: (origin: string, rules: RobotsRules) => void = () => undefined,
): ((url: string, source: Source) => Promise<Ending<RobotsRules>>) => {
  const known = new Map<string, Known>()
  return (url, source) => {
    const { origin } = new URL(url)
    // What a source without access to private addresses was refused must not hold for one that has it.
    const key = `${source.allowPrivateAddresses} ${origin}`
    const found = known.get(key)
    if (found && found.until > clock.now()) return found.rules
    const oldest = known.keys().next()
    if (known.size >= MAX_ORIGINS && !oldest.done) known.delete(oldest.value)
    const entry = { until: clock.now() + FRESH_MS, failures: found?.failures ?? 0 }
    const rules = load(origin, source, agent, fetchRobots).then(ending => {
      if (ending.ok) onRules(origin, ending.value)
      return judge(entry, ending, clock.now())
    })
    known.delete(key)
    known.set(key, Object.assign(entry, { rules }))
    return rules
  }
}
