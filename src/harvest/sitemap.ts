/** The gate: everything that a source's sitemaps list, through indexes, one sitemap at a time. */

import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import type { Fetcher } from './fetch.ts'
import type { Listed } from './sitemap-grammar.ts'
import { type SitemapContent, SitemapReader } from './sitemap-reader.ts'
import { quote, webUrl } from './web-url.ts'

/** How much one source may list. */
export interface SitemapLimits {
  /** Bytes of one sitemap, unpacked; sitemaps.org allows 50 MB. */
  readonly maxBytes: number
  /** Addresses in one sitemap; sitemaps.org allows 50,000. */
  readonly maxUrls: number
  /** Indexes one within the other; sitemaps.org allows one. */
  readonly maxDepth: number
  /** Sitemaps of one feed. */
  readonly maxSitemaps: number
}

/** Generous against the standard, and small enough to keep in memory. */
export const SITEMAP_LIMITS: SitemapLimits = {
  maxBytes: 128 * 1024 * 1024,
  maxUrls: 500_000,
  maxDepth: 5,
  maxSitemaps: 20_000,
}

// A template that is wrong is wrong in every entry: the first few tell, the rest are counted.
const REPORTED_ENTRIES = 10

interface Walk {
  readonly source: Source
  readonly fetcher: Fetcher
  readonly report: (problem: Problem) => void
  readonly limits: SitemapLimits
  /** Every sitemap of the feed that was opened, by the address listed and by where it led. */
  readonly visited: Set<string>
  /** Counts once per feed that there are too many. */
  tooManyReported: boolean
}

/** Where a sitemap hangs: the addresses of the indexes above it (as listed and as redirected) and their number. */
interface Place {
  readonly above: readonly string[]
  readonly depth: number
}

const gate = (code: string, subject: string, detail: string): Problem => ({
  stage: 'gate',
  code,
  subject,
  detail,
})

/** Fetches and parses one sitemap; a problem on the way leaves what was read up to there. */
const readOne = async (
  url: string,
  walk: Walk,
): Promise<{ content: SitemapContent; finalUrl: string; problem?: Problem }> => {
  const robots = new URL(url).pathname === '/robots.txt'
  let reader = new SitemapReader({ maxUrls: walk.limits.maxUrls, robots })
  let finalUrl = url
  const arrived = await walk.fetcher.stream(url, walk.source, { maxBytes: walk.limits.maxBytes }, head => {
    reader = new SitemapReader({ charset: head.charset, maxUrls: walk.limits.maxUrls, robots })
    finalUrl = head.finalUrl
    return reader
  })
  const content = reader.finish(arrived.ok)
  return arrived.ok
    ? { content, finalUrl }
    : { content, finalUrl, problem: asGateProblem(url, arrived.problem) }
}

const asGateProblem = (url: string, problem: Problem): Problem =>
  gate(problem.code, url, `the sitemap could not be read to its end: ${problem.detail}`)

/** Reports entries without a usable address: the first ones each, the others as a number. */
const badEntryReporter = (sitemap: string, walk: Walk): { report(problem: Problem): void; rest(): void } => {
  let count = 0
  return {
    report: problem => {
      if (++count <= REPORTED_ENTRIES) walk.report(problem)
    },
    rest: () => {
      const unreported = count - REPORTED_ENTRIES
      if (unreported > 0)
        walk.report(gate('not-an-http-url', sitemap, `${unreported} more entries have no usable address`))
    },
  }
}

function* entriesOf(sitemap: string, content: SitemapContent, walk: Walk): Generator<SitemapEntry> {
  const bad = badEntryReporter(sitemap, walk)
  let previous: string | undefined
  for (const { loc, lastModified } of content.urls) {
    const url = webUrl(loc, { stage: 'gate', subject: sitemap })
    if (!url.ok) bad.report(url.problem)
    else if (url.value !== previous) {
      previous = url.value
      const entry = { source: walk.source.id, url: url.value, listedIn: sitemap }
      yield lastModified === undefined ? entry : { ...entry, lastModified }
    }
  }
  bad.rest()
  if (content.withoutLoc > 0)
    walk.report(gate('entry-without-loc', sitemap, `${content.withoutLoc} entries have no <loc>`))
}

/** The address of a listed sitemap, when it may be opened. */
const childOf = (listed: Listed, sitemap: string, place: Place, walk: Walk): Result<string> => {
  const url = webUrl(listed.loc, { stage: 'gate', subject: sitemap })
  if (!url.ok) return url
  const no = (code: string, detail: string): Result<never> => failed(gate(code, sitemap, detail))
  if (place.above.includes(url.value))
    return no('sitemap-loop', `lists ${url.value}, by which it is listed itself`)
  if (walk.visited.has(url.value)) return no('sitemap-repeated', `lists ${url.value}, which was read already`)
  if (place.depth > walk.limits.maxDepth)
    return no(
      'sitemap-too-deep',
      `lists ${url.value}, but indexes are followed ${walk.limits.maxDepth} deep only`,
    )
  if (walk.visited.size >= walk.limits.maxSitemaps)
    return no(
      'too-many-sitemaps',
      `lists ${url.value}, but a feed is followed into ${walk.limits.maxSitemaps} sitemaps only`,
    )
  return ok(url.value)
}

async function* childrenOf(
  sitemap: string,
  content: SitemapContent,
  place: Place,
  walk: Walk,
): AsyncGenerator<SitemapEntry> {
  const bad = badEntryReporter(sitemap, walk)
  for (const listed of content.sitemaps) {
    const child = childOf(listed, sitemap, place, walk)
    if (child.ok) yield* sitemapAt(child.value, place, walk)
    else if (child.problem.code !== 'too-many-sitemaps') bad.report(child.problem)
    else {
      if (!walk.tooManyReported) walk.report(child.problem)
      walk.tooManyReported = true
      break
    }
  }
  bad.rest()
}

async function* sitemapAt(url: string, place: Place, walk: Walk): AsyncGenerator<SitemapEntry> {
  walk.visited.add(url)
  const { content, finalUrl, problem } = await readOne(url, walk)
  if (problem) walk.report(problem)
  for (const { code, detail } of content.faults) walk.report(gate(code, url, detail))
  if (finalUrl !== url && walk.visited.has(finalUrl)) {
    walk.report(gate('sitemap-repeated', url, `redirects to ${quote(finalUrl)}, which was read already`))
    return
  }
  walk.visited.add(finalUrl)
  yield* entriesOf(url, content, walk)
  yield* childrenOf(url, content, { above: [...place.above, url, finalUrl], depth: place.depth + 1 }, walk)
}

/**
 * Everything that a source's feeds list, in the order of the sitemaps. Sitemaps may be indexes, urlsets, text files or
 * a robots.txt (its Sitemap lines), plain or gzipped. One is read completely before its entries are handed over: a
 * server does not wait while the pages are fetched, and memory holds the addresses of one sitemap and of the indexes
 * above it. Repetitions that follow one another are left out, others are not. Problems go to `onProblem` (stage
 * `gate`; `subject` is the sitemap) and never end the iteration; a source that listed less than it should shows there.
 */
export async function* readSitemaps(
  source: Source,
  fetcher: Fetcher,
  onProblem: (problem: Problem) => void,
  limits: SitemapLimits = SITEMAP_LIMITS,
): AsyncGenerator<SitemapEntry> {
  for (const feed of source.feeds) {
    if (feed.kind !== 'sitemap') continue
    const url = webUrl(feed.url, { stage: 'gate', subject: source.id })
    if (!url.ok) {
      onProblem(url.problem)
      continue
    }
    const walk: Walk = {
      source,
      fetcher,
      report: onProblem,
      limits,
      visited: new Set(),
      tooManyReported: false,
    }
    yield* sitemapAt(url.value, { above: [], depth: 0 }, walk)
  }
}
