/** The robots.txt of every origin of a run, fetched once. */

import { failed, ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Clock } from './clock.ts'
import type { Arrival, Errand, OpenSink } from './journey.ts'
import { ALLOW_ALL, MAX_ROBOTS_BYTES, parseRobots, type RobotsRules } from './robots.ts'

/** Fetches without asking robots.txt: given by the fetcher. */
export type FetchRobots = (errand: Errand, open: OpenSink) => Promise<Result<Arrival>>

// RFC 9309, 2.4: a cached robots.txt should not be used for longer than a day. A failure is forgotten sooner, so
// that an outage of minutes does not close a source for a day.
const FRESH_MS = 24 * 60 * 60_000
const FAILURE_FRESH_MS = 10 * 60_000
// Redirects and sitemaps may name any number of origins.
const MAX_ORIGINS = 5000

interface Known {
  readonly rules: Promise<Result<RobotsRules>>
  until: number
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
): Promise<Result<RobotsRules>> => {
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
  const unreachable = (why: string): Result<never> =>
    failed({
      stage: 'porch',
      code: 'robots-unreachable',
      subject: url,
      detail: `${url} could not be read (${why}), so nothing of this host may be fetched (RFC 9309, 2.3.1.4); it is tried again later`,
    })
  if (!arrived.ok) {
    // A host that may not be reached at all is no question of robots; endless redirects count as having none.
    const { code, detail } = arrived.problem
    if (code === 'private-address') return arrived
    if (code === 'too-many-redirects' || code === 'redirect-loop') return ok(ALLOW_ALL)
    return unreachable(`${code}: ${detail}`)
  }
  const { status } = arrived.value
  if (status === 200 || status === 203) return ok(parseRobots(body.text(), agent))
  // 429 is a 4xx, but a host that asks for less is not one that has no rules.
  if (status >= 500 || status === 429) return unreachable(`status ${status}`)
  return ok(ALLOW_ALL)
}

/**
 * A function from URL and source to the rules of the URL's origin for the product token `agent`. Answered 4xx:
 * everything allowed (RFC 9309, 2.3.1.3); 5xx or no answer: a problem, nothing allowed (2.3.1.4).
 */
export const createRobotsCache = (
  agent: string,
  clock: Clock,
  fetchRobots: FetchRobots,
): ((url: string, source: Source) => Promise<Result<RobotsRules>>) => {
  const known = new Map<string, Known>()
  return (url, source) => {
    const { origin } = new URL(url)
    // What a source without access to private addresses was refused must not hold for one that has it.
    const key = `${source.allowPrivateAddresses} ${origin}`
    const found = known.get(key)
    if (found && found.until > clock.now()) return found.rules
    const oldest = known.keys().next()
    if (known.size >= MAX_ORIGINS && !oldest.done) known.delete(oldest.value)
    const entry: Known = { rules: load(origin, source, agent, fetchRobots), until: clock.now() + FRESH_MS }
    known.delete(key)
    known.set(key, entry)
    void entry.rules.then(rules => {
      if (!rules.ok) entry.until = clock.now() + FAILURE_FRESH_MS
    })
    return entry.rules
  }
}
