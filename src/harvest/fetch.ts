/** The porch: the only outbound HTTP of the program. Polite, conditional, bounded, and never into private networks. */

import { createHash, randomUUID } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import type { HostLedger } from '../model/host-ledger.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { AddressRule } from '../registry/addresses.ts'
import type { BreakerLimits } from './breaker.ts'
import { type Clock, systemClock } from './clock.ts'
import {
  type Arrival,
  type Ending,
  type Errand,
  type FetchEvent,
  isContent,
  type OpenSink,
  type Travel,
} from './errand.ts'
import { openWire } from './exchange.ts'
import type { Conditions, Fetcher, GetOptions, Got, StreamHead } from './fetcher.ts'
import { header, parseContentType, parseLinks, parseRetryAfter } from './headers.ts'
import { travelTo } from './journey.ts'
import { memoryLedger } from './memory-ledger.ts'
import { createPoliteness } from './politeness.ts'
import { statusProblem } from './refused.ts'
import { createRobotsCache } from './robots-cache.ts'

/** What a client needs; everything but the user agent is for tests and progress. */
export interface FetcherOptions {
  /** Sent with every request, e.g. `lodestone/0.1 (+https://example.org/harvester)`; robots.txt is asked for what stands before the slash. */
  readonly userAgent: string
  /** What the processes that harvest into one data directory know of the hosts; without it this process is alone. */
  readonly hosts?: HostLedger
  /** Name of this process in the ledger, different from those of the others. */
  readonly process?: string
  readonly clock?: Clock
  /** Between 0 and 1, for the length of pauses, in place of `Math.random`. */
  readonly random?: () => number
  /** When a host that fails is left alone, and for how long. */
  readonly breaker?: BreakerLimits
  /** Told of every answer and retry. */
  readonly observe?: (event: FetchEvent) => void
  /** Name resolution in place of the system's. */
  readonly lookup?: LookupFunction
  /** Which addresses are closed to sources without `allowPrivateAddresses`, in place of `isPrivateAddress`. */
  readonly forbidden?: AddressRule
}

const PAGE_TYPES =
  'application/ld+json, text/html;q=0.9, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.1'
const SITEMAP_TYPES = 'application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5'

const streamHead = ({ finalUrl, headers }: Arrival): StreamHead => ({
  finalUrl,
  ...parseContentType(header(headers, 'content-type')),
})

const optional = <K extends string>(key: K, value: string | undefined): { [k in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [k in K]?: string })

const pageOf = (url: string, arrival: Arrival, body: Uint8Array, fetchedAt: string): Page => ({
  url,
  status: arrival.status,
  ...streamHead(arrival),
  ...optional('etag', header(arrival.headers, 'etag')),
  ...optional('lastModified', header(arrival.headers, 'last-modified')),
  fetchedAt,
  body,
  bodyDigest: createHash('sha256').update(body).digest('hex'),
  links: parseLinks(arrival.headers.link, arrival.finalUrl),
})

const conditionHeaders = ({ etag, lastModified }: Conditions): Record<string, string> => ({
  ...optional('if-none-match', etag),
  ...optional('if-modified-since', lastModified),
})

const fetchPage = async (
  url: string,
  source: Source,
  conditions: Conditions,
  go: (errand: Errand, open: OpenSink) => Promise<Ending<Arrival>>,
  clock: Clock,
): Promise<FetchOutcome> => {
  let chunks: Uint8Array[] = []
  const conditional = conditionHeaders(conditions)
  const headers = { accept: conditions.accept ?? PAGE_TYPES, ...conditional }
  const { maxPageBytes: maxBytes } = source.politeness
  const arrived = await go({ url, source, headers, maxBytes, earlier: conditions.attempt ?? 0 }, () => {
    const fresh: Uint8Array[] = []
    chunks = fresh
    return { write: chunk => fresh.push(chunk) > 0 }
  })
  if (!arrived.ok) {
    const { problem, retryAt } = arrived
    return { kind: 'problem', url, problem, ...(retryAt !== undefined && { retryAt }) }
  }
  const fetchedAt = new Date(clock.now()).toISOString()
  const { status, retryAt } = arrived.value
  if (isContent(status))
    return { kind: 'page', page: pageOf(url, arrived.value, Buffer.concat(chunks), fetchedAt) }
  if (status === 304 && Object.keys(conditional).length > 0) return { kind: 'not-modified', url, fetchedAt }
  if (status === 404 || status === 410) return { kind: 'gone', url, status, fetchedAt }
  const problem = statusProblem(url, arrived.value, clock.now())
  return { kind: 'problem', url, problem, ...(retryAt !== undefined && { retryAt }) }
}

const REFUSALS = new Set([401, 403, 429])

/** Whether an answer is handed to a feed rather than reported for it. */
const isTelling = (status: number): boolean =>
  (status >= 200 && status < 300) || (status >= 400 && status < 500 && !REFUSALS.has(status))

const getWhole = async (
  url: string,
  source: Source,
  { accept, maxBytes, headers }: GetOptions,
  go: (errand: Errand, open: OpenSink) => Promise<Ending<Arrival>>,
  clock: Clock,
): Promise<Result<Got>> => {
  let chunks: Uint8Array[] = []
  const errand: Errand = {
    ...{ url, source, maxBytes, persistent: true, wanted: isTelling },
    headers: { ...headers, accept },
  }
  const arrived = await go(errand, () => {
    const fresh: Uint8Array[] = []
    chunks = fresh
    return { write: chunk => fresh.push(chunk) > 0 }
  })
  if (!arrived.ok) return failed(arrived.problem)
  const arrival = arrived.value
  if (!isTelling(arrival.status)) return failed(statusProblem(url, arrival, clock.now()))
  const retryAfterMs = parseRetryAfter(header(arrival.headers, 'retry-after'), clock.now())
  return ok({
    ...streamHead(arrival),
    status: arrival.status,
    body: Buffer.concat(chunks),
    links: parseLinks(arrival.headers.link, arrival.finalUrl),
    ...optional('etag', header(arrival.headers, 'etag')),
    ...optional('date', header(arrival.headers, 'date')),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

// How often the permits at hosts are renewed.
const TEND_MS = 1000

/**
 * Opens the harvester's HTTP client. One client serves a whole run: it keeps the robots.txt, the queue and the
 * connections of every host. Close it when the run is over.
 */
export const createFetcher = (options: FetcherOptions): Fetcher => {
  const clock = options.clock ?? systemClock
  const wire = openWire({
    ...(options.lookup && { lookup: options.lookup }),
    ...(options.forbidden && { forbidden: options.forbidden }),
  })
  const { observe = () => undefined } = options
  const product = options.userAgent.split(/[/\s]/, 1)[0] ?? ''
  const politeness = createPoliteness(clock, {
    ledger: options.hosts ?? memoryLedger(),
    process: options.process ?? `${process.pid}-${randomUUID()}`,
    ...(options.breaker && { breaker: options.breaker }),
  })
  const tending = setInterval(() => politeness.tend(), TEND_MS).unref()
  const go = (errand: Errand, open: OpenSink): Promise<Ending<Arrival>> =>
    travelTo({ ...errand, headers: { 'user-agent': options.userAgent, ...errand.headers } }, travel, open)
  const travel: Travel = {
    ...{ wire, clock, politeness },
    random: options.random ?? Math.random,
    observe,
    robots: createRobotsCache(product, clock, go, (origin, { crawlDelayMs: ms }) => {
      if (ms !== undefined) observe({ kind: 'crawl-delay', origin, ms })
    }),
  }
  return {
    fetch: (url, source, conditions = {}) => fetchPage(url, source, conditions, go, clock),
    stream: async (url, source, { maxBytes }, open) => {
      const headers = { accept: SITEMAP_TYPES }
      const errand = { ...{ url, source, headers, maxBytes }, gunzip: true, persistent: true }
      const arrived = await go(errand, arrival => open(streamHead(arrival)))
      if (!arrived.ok) return failed(arrived.problem)
      if (isContent(arrived.value.status)) return ok(streamHead(arrived.value))
      return failed(statusProblem(url, arrived.value, clock.now()))
    },
    get: (url, source, options) => getWhole(url, source, options, go, clock),
    close: async () => {
      clearInterval(tending)
      await wire.close()
      await politeness.close()
    },
  }
}
