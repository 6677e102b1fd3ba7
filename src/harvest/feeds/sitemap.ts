/** The feed of a sitemap: everything it lists, through indexes, one sitemap at a time. */

import type { FeedContext, FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { SitemapEntry } from '../../model/sitemap-entry.ts'
import type { Fetcher } from '../fetcher.ts'
import { HIDING_FAULTS, type Listed } from '../sitemap-grammar.ts'
import { type SitemapContent, SitemapReader } from '../sitemap-reader.ts'
import { quote, webUrl } from '../web-url.ts'
import { SITEMAP_LIMITS, type SitemapLimits } from './sitemap-limits.ts'
import {
  chained,
  chainOver,
  type IndexProgress,
  markOf,
  readCheckpoint,
  writeCheckpoint,
} from './sitemap-place.ts'
import { gate, miss, type SitemapPlace, type SitemapWalk } from './sitemap-walk.ts'

// A template that is wrong is wrong in every entry: the first few tell, the rest are counted.
const REPORTED_ENTRIES = 10

/** One sitemap as it came; `problem`: why only its beginning did. */
export interface OpenedSitemap {
  readonly content: SitemapContent
  readonly finalUrl: string
  readonly problem?: Problem
}

const isRobots = (url: string): boolean => new URL(url).pathname === '/robots.txt'

/** Fetches and parses one sitemap; a problem on the way leaves what was read up to there. Tells and yields nothing. */
export const openSitemap = async (url: string, walk: SitemapWalk): Promise<OpenedSitemap> => {
  const { limits } = walk
  walk.opened++
  const form = {
    maxUrls: limits.maxUrls,
    maxSitemaps: limits.maxSitemaps - walk.opened - walk.pending,
    robots: isRobots(url),
  }
  let reader = new SitemapReader(form)
  let finalUrl = url
  const { source } = walk.context
  const arrived = await walk.fetcher.stream(url, source, { maxBytes: limits.maxBytes }, head => {
    reader = new SitemapReader({ ...form, charset: head.charset })
    finalUrl = head.finalUrl
    return reader
  })
  const content = reader.finish(arrived.ok)
  if (arrived.ok) return { content, finalUrl }
  const { code, detail } = arrived.problem
  const problem = gate(code, url, `the sitemap could not be read to its end: ${detail}`)
  return { content, finalUrl, problem }
}

/** Reports entries without a usable address: the first ones each, the others as a number. */
const badEntryReporter = (
  sitemap: string,
  walk: SitemapWalk,
): { report(problem: Problem): void; rest(): void } => {
  let count = 0
  return {
    report: problem => {
      if (++count <= REPORTED_ENTRIES) walk.context.onProblem(problem)
    },
    rest: () => {
      const unreported = count - REPORTED_ENTRIES
      if (unreported > 0)
        walk.context.onProblem(
          gate('not-an-http-url', sitemap, `${unreported} more entries have no usable address`),
        )
    },
  }
}

function* entriesOf(sitemap: string, content: SitemapContent, walk: SitemapWalk): Generator<FeedItem> {
  const bad = badEntryReporter(sitemap, walk)
  let previous: string | undefined
  for (const { loc, lastModified } of content.urls) {
    if (walk.context.signal?.aborted) return
    const url = webUrl(loc, { stage: 'gate', subject: sitemap })
    if (!url.ok) {
      walk.complete = false
      bad.report(url.problem)
    } else if (url.value !== previous) {
      previous = url.value
      const plain = { source: walk.context.source.id, url: url.value, listedIn: sitemap }
      const entry: SitemapEntry = lastModified === undefined ? plain : { ...plain, lastModified }
      yield { kind: 'entry', entry }
    }
  }
  bad.rest()
  if (content.withoutLoc > 0)
    miss(walk, gate('entry-without-loc', sitemap, `${content.withoutLoc} entries have no <loc>`))
}

/** Sitemap lines of a robots.txt are often relative; sitemaps.org wants whole addresses in indexes. */
const addressOf = ({ loc }: Listed, sitemap: string): Result<string> =>
  webUrl(loc, { stage: 'gate', subject: sitemap, ...(isRobots(sitemap) && { base: sitemap }) })

/** The address of a listed sitemap, when it may be opened. */
const childOf = (listed: Listed, sitemap: string, place: SitemapPlace, walk: SitemapWalk): Result<string> => {
  const url = addressOf(listed, sitemap)
  if (!url.ok) {
    walk.complete = false
    return url
  }
  const mark = markOf(url.value)
  if (place.above.includes(mark))
    return failed(gate('sitemap-loop', sitemap, `lists ${url.value}, by which it is listed itself`))
  if (walk.visited.has(mark))
    return failed(gate('sitemap-repeated', sitemap, `lists ${url.value}, which was read already`))
  if (place.depth <= walk.limits.maxDepth) return ok(url.value)
  walk.complete = false
  const detail = `lists ${url.value}, but indexes are followed ${walk.limits.maxDepth} deep only`
  return failed(gate('sitemap-too-deep', sitemap, detail))
}

/** How many children of an index were read before the checkpoint; 0 when the index is no longer the same up to there. */
const doneBefore = (sitemap: string, content: SitemapContent, last: IndexProgress | undefined): number => {
  if (!last || last.index !== markOf(sitemap) || last.done > content.sitemaps.length) return 0
  const before = content.sitemaps.slice(0, last.done).map(({ loc }) => loc)
  return chainOver(before) === last.digest ? last.done : 0
}

async function* childrenOf(
  sitemap: string,
  content: SitemapContent,
  place: SitemapPlace,
  walk: SitemapWalk,
): AsyncGenerator<FeedItem> {
  const bad = badEntryReporter(sitemap, walk)
  const [last, ...deeper] = place.resume
  const index = markOf(sitemap)
  const skipped = doneBefore(sitemap, content, last)
  let digest = ''
  walk.pending += content.sitemaps.length
  for (const [i, listed] of content.sitemaps.entries()) {
    if (walk.context.signal?.aborted) return
    walk.pending--
    if (i < skipped) {
      const url = addressOf(listed, sitemap)
      if (url.ok) walk.visited.add(markOf(url.value))
    } else {
      const child = childOf(listed, sitemap, place, walk)
      walk.above[place.depth - 1] = { index, done: i, digest }
      walk.above.length = place.depth
      const resume = i === skipped && last !== undefined ? deeper : []
      if (child.ok) yield* sitemapAt(child.value, { ...place, resume }, walk)
      else bad.report(child.problem)
    }
    digest = chained(digest, listed.loc)
    if (i < skipped || walk.context.signal?.aborted) continue
    walk.above[place.depth - 1] = { index, done: i + 1, digest }
    walk.above.length = place.depth
    yield {
      kind: 'checkpoint',
      resume: writeCheckpoint({ indexes: walk.above, complete: walk.complete }),
    }
  }
  bad.rest()
}

async function* sitemapAt(url: string, place: SitemapPlace, walk: SitemapWalk): AsyncGenerator<FeedItem> {
  if (!walk.context.signal?.aborted) yield* itemsOf(url, await openSitemap(url, walk), place, walk)
}

/** Everything that an opened sitemap lists, itself and below. */
export async function* itemsOf(
  url: string,
  { content, finalUrl, problem }: OpenedSitemap,
  place: SitemapPlace,
  walk: SitemapWalk,
): AsyncGenerator<FeedItem> {
  walk.visited.add(markOf(url))
  if (problem) miss(walk, problem)
  for (const { code, detail } of content.faults) {
    if (HIDING_FAULTS.has(code)) miss(walk, gate(code, url, detail))
    else walk.context.onProblem(gate(code, url, detail))
  }
  const final = markOf(finalUrl)
  if (finalUrl !== url && walk.visited.has(final)) {
    walk.context.onProblem(
      gate('sitemap-repeated', url, `redirects to ${quote(finalUrl)}, which was read already`),
    )
    return
  }
  walk.visited.add(final)
  yield* entriesOf(url, content, walk)
  const above = [...place.above, markOf(url), final]
  yield* childrenOf(url, content, { above, depth: place.depth + 1, resume: place.resume }, walk)
}

/** Begins a reading, or goes on with one that was broken off. `root` is the place of its first sitemap. */
export const startWalk = (
  context: FeedContext,
  fetcher: Fetcher,
  limits: SitemapLimits,
): { readonly walk: SitemapWalk; readonly root: SitemapPlace } => {
  const { indexes, complete } = readCheckpoint(context.position.resume)
  const counts = { opened: 0, pending: 0, complete, tooManyReported: false }
  return {
    walk: { context, fetcher, limits, visited: new Set(), above: [], ...counts },
    root: { above: [], depth: 0, resume: indexes },
  }
}

/** How a reading ended. */
export const endOf = ({ complete, context }: SitemapWalk): FeedEnd => ({
  complete: complete && !context.signal?.aborted,
})

/**
 * Reads a sitemap (sitemaps.org 0.9): an urlset, an index of them, a text file or a robots.txt (its Sitemap lines),
 * plain or gzipped, in their order. One sitemap is read completely before its entries are handed over: a server does
 * not wait while pages are fetched. Memory holds the addresses of one sitemap, and of the indexes above it, and a short
 * mark of each sitemap that was opened. Repetitions that follow one another are left out, others are not.
 * After each sitemap of an index comes a checkpoint; a reading that is resumed leaves those out that were read, unless
 * the index changed before that place, and then begins with the index. Problems go to `onProblem` (`subject` is the
 * sitemap) and never end the iteration; `complete` tells whether one of them may hide pages.
 */
export const readSitemap = (fetcher: Fetcher, limits: SitemapLimits = SITEMAP_LIMITS): ReadFeed<'sitemap'> =>
  async function* readOneSitemap(feed, context): AsyncGenerator<FeedItem, FeedEnd> {
    const url = webUrl(feed.url, { stage: 'gate', subject: context.source.id })
    if (!url.ok) {
      context.onProblem(url.problem)
      return { complete: false }
    }
    const { walk, root } = startWalk(context, fetcher, limits)
    yield* sitemapAt(url.value, root, walk)
    return endOf(walk)
  }
