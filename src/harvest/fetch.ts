/** The porch: the only outbound HTTP of the program. Polite, conditional, bounded, and never into private networks. */

import { createHash } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import type { FetchOutcome, Page, WebLink } from '../model/page.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { AddressRule } from './addresses.ts'
import { type Clock, systemClock } from './clock.ts'
import { type BodySink, openWire } from './exchange.ts'
import { header, parseContentType, parseLinks, parseRetryAfter } from './headers.ts'
import {
  type Arrival,
  type Errand,
  type FetchEvent,
  type OpenSink,
  type Travel,
  travelTo,
} from './journey.ts'
import { createPoliteness } from './politeness.ts'
import { createRobotsCache } from './robots-cache.ts'

/** What a client needs; everything but the user agent is for tests and progress. */
export interface FetcherOptions {
  /** Sent with every request, e.g. `lodestone/0.1 (+https://example.org/harvester)`; robots.txt is asked for what stands before the slash. */
  readonly userAgent: string
  readonly clock?: Clock
  /** Told of every answer and retry. */
  readonly observe?: (event: FetchEvent) => void
  /** Name resolution in place of the system's. */
  readonly lookup?: LookupFunction
  /** Which addresses are closed to sources without `allowPrivateAddresses`, in place of `isPrivateAddress`. */
  readonly forbidden?: AddressRule
}

/** Validators of the last visit, for a conditional request (RFC 9110, 13). */
export interface Conditions {
  readonly etag?: string
  readonly lastModified?: string
  /** The `Accept` field in place of the one for landing pages: to ask a server once more for JSON-LD alone. */
  readonly accept?: string
}

/** The head of an answer whose body is streamed. */
export interface StreamHead {
  readonly finalUrl: string
  readonly mediaType: string
  readonly charset?: string
}

/** A whole answer in memory, for callers that read formats of their own (feeds). */
export interface Got {
  readonly finalUrl: string
  /** 2xx, or a 4xx other than 401, 403 and 429: such answers often say in their body what was wrong. */
  readonly status: number
  /** Media type in lower case without parameters; empty when absent. */
  readonly mediaType: string
  readonly charset?: string
  readonly body: Uint8Array
  readonly links: readonly WebLink[]
  readonly etag?: string
  /** The server's `Date`, as it was sent. */
  readonly date?: string
  /** What `Retry-After` asks to wait, in milliseconds. */
  readonly retryAfterMs?: number
}

/** How something is got; `maxBytes` counts after decompression. */
export interface GetOptions {
  /** The `Accept` field. */
  readonly accept: string
  readonly maxBytes: number
  /** Further request fields, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The HTTP client of a run. */
export interface Fetcher {
  /** Fetches one page for a source, within the source's limits; every ending is a value. */
  fetch(url: string, source: Source, conditions?: Conditions): Promise<FetchOutcome>
  /**
   * Fetches something large for a source, unpacked when it is a gzip file, at most `maxBytes` after that. `open`
   * is called with the head of the answer and gets the chunks; when a broken attempt is repeated it is called
   * again, and what the earlier sink received is void. A problem after the last `open` means that its sink got
   * only the beginning.
   */
  stream(
    url: string,
    source: Source,
    options: { readonly maxBytes: number },
    open: (head: StreamHead) => BodySink,
  ): Promise<Result<StreamHead>>
  /**
   * Gets one answer into memory, under the same manners and limits as a page, and tries again what may pass. An
   * answer other than a redirect, 401, 403, 429 or 5xx is a value, whatever it says: see `Got.status`.
   */
  get(url: string, source: Source, options: GetOptions): Promise<Result<Got>>
  /** Ends all connections. */
  close(): Promise<void>
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

/** What a status without content means for the one who asked. */
const statusProblem = (url: string, status: number, finalUrl: string): Problem => {
  const at = finalUrl === url ? 'the server' : finalUrl
  const problem = (code: string, detail: string): Problem => ({ stage: 'porch', code, subject: url, detail })
  if (status === 429)
    return problem(
      'rate-limited',
      `${at} asks for fewer requests (429); raise the source's politeness.delayMs`,
    )
  if (status === 404 || status === 410)
    return problem('gone', `${at} answers ${status}: nothing is there; correct the address`)
  if (status >= 500)
    return problem('server-error', `${at} answers ${status}; it is tried again at the next harvest`)
  if (status >= 400)
    return problem('refused', `${at} answers ${status}; ask its operator to let this harvester in`)
  return problem('unexpected-status', `${at} answers ${status}, which is neither a page nor a redirect`)
}

const conditionHeaders = ({ etag, lastModified }: Conditions): Record<string, string> => ({
  ...optional('if-none-match', etag),
  ...optional('if-modified-since', lastModified),
})

const fetchPage = async (
  url: string,
  source: Source,
  conditions: Conditions,
  go: (errand: Errand, open: OpenSink) => Promise<Result<Arrival>>,
  clock: Clock,
): Promise<FetchOutcome> => {
  let chunks: Uint8Array[] = []
  const conditional = conditionHeaders(conditions)
  const headers = { accept: conditions.accept ?? PAGE_TYPES, ...conditional }
  const arrived = await go({ url, source, headers, maxBytes: source.politeness.maxPageBytes }, () => {
    const fresh: Uint8Array[] = []
    chunks = fresh
    return { write: chunk => fresh.push(chunk) > 0 }
  })
  if (!arrived.ok) return { kind: 'problem', url, problem: arrived.problem }
  const fetchedAt = new Date(clock.now()).toISOString()
  const { status, finalUrl } = arrived.value
  if (status === 200 || status === 203)
    return { kind: 'page', page: pageOf(url, arrived.value, Buffer.concat(chunks), fetchedAt) }
  if (status === 304 && Object.keys(conditional).length > 0) return { kind: 'not-modified', url, fetchedAt }
  if (status === 404 || status === 410) return { kind: 'gone', url, status, fetchedAt }
  return { kind: 'problem', url, problem: statusProblem(url, status, finalUrl) }
}

const REFUSALS = new Set([401, 403, 429])

/** Whether an answer is handed to a feed rather than reported for it. */
const isTelling = (status: number): boolean =>
  (status >= 200 && status < 300) || (status >= 400 && status < 500 && !REFUSALS.has(status))

const getWhole = async (
  url: string,
  source: Source,
  { accept, maxBytes, headers }: GetOptions,
  go: (errand: Errand, open: OpenSink) => Promise<Result<Arrival>>,
  clock: Clock,
): Promise<Result<Got>> => {
  let chunks: Uint8Array[] = []
  const errand = { url, source, headers: { ...headers, accept }, maxBytes, wanted: isTelling }
  const arrived = await go(errand, () => {
    const fresh: Uint8Array[] = []
    chunks = fresh
    return { write: chunk => fresh.push(chunk) > 0 }
  })
  if (!arrived.ok) return arrived
  const arrival = arrived.value
  if (!isTelling(arrival.status)) return failed(statusProblem(url, arrival.status, arrival.finalUrl))
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
  const product = options.userAgent.split(/[/\s]/, 1)[0] ?? ''
  const go = (errand: Errand, open: OpenSink): Promise<Result<Arrival>> =>
    travelTo({ ...errand, headers: { 'user-agent': options.userAgent, ...errand.headers } }, travel, open)
  const travel: Travel = {
    wire,
    clock,
    politeness: createPoliteness(clock),
    observe: options.observe ?? (() => undefined),
    robots: createRobotsCache(product, clock, go),
  }
  return {
    fetch: (url, source, conditions = {}) => fetchPage(url, source, conditions, go, clock),
    stream: async (url, source, { maxBytes }, open) => {
      const errand = { url, source, headers: { accept: SITEMAP_TYPES }, maxBytes, gunzip: true }
      const arrived = await go(errand, arrival => open(streamHead(arrival)))
      if (!arrived.ok) return arrived
      const { status, finalUrl } = arrived.value
      if (status === 200 || status === 203) return ok(streamHead(arrived.value))
      return failed(statusProblem(url, status, finalUrl))
    },
    get: (url, source, options) => getWhole(url, source, options, go, clock),
    close: () => wire.close(),
  }
}
