/** Every kind of feed behind one port. */

import type { FeedContext, FeedEnd, FeedItem } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { readDatacite } from './datacite.ts'
import { readFiles } from './files.ts'
import { readLodestone } from './lodestone.ts'
import { readOaiPmh } from './oai-pmh.ts'
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
    case 'datacite':
      return readDatacite(fetcher)(feed, context)
    case 'oai-pmh':
      return readOaiPmh(fetcher)(feed, context)
    case 'files':
      return readFiles(fetcher)(feed, context)
    case 'lodestone':
      return readLodestone(fetcher)(feed, context)
  }
}
