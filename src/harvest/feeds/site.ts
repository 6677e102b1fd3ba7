/** The feed of a site: its sitemaps, as its robots.txt names them or at the usual addresses. */

import type { FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import type { Fetcher } from '../fetcher.ts'
import { webUrl } from '../web-url.ts'
import { endOf, itemsOf, type OpenedSitemap, openSitemap, startWalk } from './sitemap.ts'
import { SITEMAP_LIMITS, type SitemapLimits } from './sitemap-limits.ts'
import type { SitemapWalk } from './sitemap-walk.ts'

const USUAL_NAMES = ['sitemap.xml', 'sitemap_index.xml', 'sitemap.xml.gz', 'sitemap.txt']

/** Where sitemaps usually are: below the site's own path first, when it has one, then at the root of its host. */
const usualAddresses = (site: string): string[] => [
  ...new Set(
    [new URL('.', site).href, new URL('/', site).href].flatMap(folder =>
      USUAL_NAMES.map(name => new URL(name, folder).href),
    ),
  ),
]

const listsSomething = ({ content }: OpenedSitemap): boolean =>
  content.urls.length + content.sitemaps.length > 0

/** Why an address gave no sitemap, in one word. */
const codeOf = ({ problem, content }: OpenedSitemap): string =>
  problem?.code ?? content.faults[0]?.code ?? 'entry-without-loc'

interface Found {
  readonly url: string
  readonly opened: OpenedSitemap
}

/** The first address that lists something: robots.txt, whose Sitemap lines are taken together, or else a usual one. */
const findSitemap = async (site: string, walk: SitemapWalk): Promise<Found | readonly string[]> => {
  const tried: string[] = []
  for (const url of [new URL('/robots.txt', site).href, ...usualAddresses(site)]) {
    if (walk.context.signal?.aborted) break
    const opened = await openSitemap(url, walk)
    if (listsSomething(opened)) return { url, opened }
    const named = url.endsWith('/robots.txt') && !opened.problem
    tried.push(`${url} (${named ? 'names no sitemap' : codeOf(opened)})`)
  }
  return tried
}

/**
 * Finds and reads the sitemaps of a site: all Sitemap lines of its robots.txt (RFC 9309, 2.2.4), or else the first of
 * sitemap.xml, sitemap_index.xml, sitemap.xml.gz and sitemap.txt that lists anything. Otherwise like `readSitemap`.
 * Problem: `no-sitemap-found`, with all that was tried.
 */
export const readSite = (fetcher: Fetcher, limits: SitemapLimits = SITEMAP_LIMITS): ReadFeed<'site'> =>
  async function* readSitemapsOfSite(feed, context): AsyncGenerator<FeedItem, FeedEnd> {
    const site = webUrl(feed.url, { stage: 'gate', subject: context.source.id })
    if (!site.ok) {
      context.onProblem(site.problem)
      return { complete: false }
    }
    const { walk, root } = startWalk(context, fetcher, limits)
    const found = await findSitemap(site.value, walk)
    if ('url' in found) yield* itemsOf(found.url, found.opened, root, walk)
    else {
      walk.complete = false
      const detail = `no sitemap was found; tried ${found.join(', ')}. If there is one, give its address as {sitemap: URL}`
      if (!context.signal?.aborted)
        context.onProblem({ stage: 'gate', code: 'no-sitemap-found', subject: site.value, detail })
    }
    return endOf(walk)
  }
