/** Which pages of a source are looked at: some of what its feeds list, chosen by lot. */
import { readFeed } from '../harvest/feeds/feeds.ts'
import { parseLastmod } from '../harvest/lastmod.ts'
import type { FeedItem } from '../model/feed.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import type { CheckDeps, SourceCheck } from './check.ts'

/** Enough to choose from, and read in seconds. */
const MOST_ENTRIES = 20_000
const LONGEST_LISTING_MS = 20_000
/** Longest time for a listing of which nothing comes, in milliseconds. */
export const LONGEST_WAIT_FOR_LISTING_MS = 40_000

/** A page that is to be looked at; `page` when its feed delivered it. */
export interface Chosen {
  readonly entry: SitemapEntry
  readonly page?: Page
}

/** What was read of the feeds. */
export interface Listing extends Pick<SourceCheck, 'listed' | 'more' | 'dated' | 'problems'> {
  readonly chosen: readonly Chosen[]
}

/** Items until `over`; then whatever is still awaited is left alone. */
async function* itemsUntil(
  over: Promise<undefined>,
  items: AsyncIterator<FeedItem, unknown>,
  onOver: () => void,
) {
  for (;;) {
    const awaited = items.next()
    const next = await Promise.race([awaited, over])
    if (next === undefined) {
      // Nobody is interested in how it ends.
      awaited.catch(() => undefined)
      return onOver()
    }
    if (next.done) return
    yield next.value
  }
}

/** Reads the feeds and chooses among all entries alike (reservoir sampling, algorithm R). */
export const chooseEntries = async (
  source: Source,
  deps: CheckDeps,
  over: Promise<undefined>,
): Promise<Listing> => {
  const { random = Math.random, fetcher } = deps
  const problems: Problem[] = []
  const chosen: Chosen[] = []
  const began = Date.now()
  let listed = 0
  let dated = 0
  for (const feed of source.feeds) {
    const context = { source, position: {}, onProblem: (problem: Problem) => void problems.push(problem) }
    const tooLong = (): void => {
      const detail = `could not be read within ${LONGEST_WAIT_FOR_LISTING_MS / 1000} seconds: the host is too slow, fails, or asks for long pauses; try again later, or look at its robots.txt`
      problems.push({ stage: 'gate', code: 'listing-too-slow', subject: feed.url, detail })
    }
    for await (const item of itemsUntil(over, readFeed(feed, context, fetcher), tooLong)) {
      if (item.kind !== 'entry' && item.kind !== 'page') continue
      const { entry } = item
      listed++
      if (entry.lastModified !== undefined && parseLastmod(entry.lastModified) !== undefined) dated++
      const place = chosen.length < deps.pages ? chosen.length : Math.floor(random() * listed)
      if (place < deps.pages) chosen[place] = item.kind === 'page' ? { entry, page: item.page } : { entry }
      if (listed >= MOST_ENTRIES || Date.now() - began > LONGEST_LISTING_MS)
        return { listed, dated, problems, chosen, more: true }
    }
  }
  return { listed, dated, problems, chosen, more: false }
}
