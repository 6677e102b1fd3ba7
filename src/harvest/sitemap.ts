/** The gate: everything that a source's sitemaps list. */

import type { Problem } from '../model/problem.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import { readSitemap, SITEMAP_LIMITS, type SitemapLimits } from './feeds/sitemap.ts'
import type { Fetcher } from './fetch.ts'

export { SITEMAP_LIMITS, type SitemapLimits }

/** The entries of all sitemap feeds of a source, one feed after the other; see `readSitemap`. */
export async function* readSitemaps(
  source: Source,
  fetcher: Fetcher,
  onProblem: (problem: Problem) => void,
  limits: SitemapLimits = SITEMAP_LIMITS,
): AsyncGenerator<SitemapEntry> {
  for (const feed of source.feeds) {
    if (feed.kind !== 'sitemap') continue
    for await (const item of readSitemap(fetcher, limits)(feed, { source, position: {}, onProblem }))
      if (item.kind === 'entry') yield item.entry
  }
}
