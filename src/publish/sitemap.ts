/** sitemaps.org 0.9: gzipped sitemaps, their index, and robots.txt. */
import { gzipSync } from 'node:zlib'
import { escapeHtml } from './html.ts'

export interface SitemapUrl {
  readonly url: string
  /** W3C date or dateTime. */
  readonly lastModified: string
}

/** sitemaps.org: a sitemap lists at most 50,000 URLs. */
export const MAX_URLS_PER_SITEMAP = 50_000

// The namespace is what makes it a sitemap; it names no term of the graph.
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

const xml = (root: string, entry: string, urls: readonly SitemapUrl[]): string => {
  // The five entities of XML are the ones HTML escaping makes, except for the apostrophe, whose reference is numeric.
  const entries = urls.map(
    ({ url, lastModified }) =>
      `<${entry}><loc>${escapeHtml(url)}</loc><lastmod>${escapeHtml(lastModified)}</lastmod></${entry}>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${entries.join('\n')}\n</${root}>\n`
}

/** A gzipped urlset. The same URLs give the same bytes. */
export const gzippedSitemap = (urls: readonly SitemapUrl[]): Uint8Array =>
  gzipSync(xml('urlset', 'url', urls), { level: 9 })

/** A sitemap index. */
export const sitemapIndex = (sitemaps: readonly SitemapUrl[]): string =>
  xml('sitemapindex', 'sitemap', sitemaps)

/** robots.txt (RFC 9309) that allows everything and names the sitemap. */
export const robotsTxt = (sitemapUrl: string): string => `User-agent: *\nAllow: /\n\nSitemap: ${sitemapUrl}\n`
