/** Every kind of feed behind one port. */

import type { FeedContext, FeedEnd, FeedItem } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'
import type { Fetcher } from '../fetch.ts'
import { readLodestone } from './lodestone.ts'
import { readSite } from './site.ts'
import { readSitemap } from './sitemap.ts'

/** A stable name of a feed among those of its source: under it the position of its reading is kept. */
export const feedKey = (feed: Feed): string => {
  const { kind, url, ...rest } = feed
  const narrowed = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  return `${kind} ${url}${narrowed.join('')}`
}

/**
 * Reads a feed of any kind (model/feed.ts): its items as they come, and how it ended. `fetcher` is the only way out.
 * What cannot be read goes to `context.onProblem`.
 */
export const readFeed = (
  feed: Feed,
  context: FeedContext,
  fetcher: Fetcher,
): AsyncGenerator<FeedItem, FeedEnd> => {
  switch (feed.kind) {
    case 'sitemap':
      return readSitemap(fetcher)(feed, context)
    case 'site':
      return readSite(fetcher)(feed, context)
    case 'lodestone':
      return readLodestone(fetcher)(feed, context)
    default:
      return notSupported(feed, context)
  }
}

// biome-ignore lint/correctness/useYield: it has nothing to hand over
async function* notSupported(feed: Feed, context: FeedContext): AsyncGenerator<FeedItem, FeedEnd> {
  const detail = `feeds of the kind "${feed.kind}" cannot be read by this version; name a sitemap`
  context.onProblem({ stage: 'gate', code: 'feed-not-supported', subject: feed.url, detail })
  return { complete: false }
}
