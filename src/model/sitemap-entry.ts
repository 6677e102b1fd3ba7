/** One URL that a source lists. */
export interface SitemapEntry {
  readonly source: string
  readonly url: string
  /** `lastmod` exactly as the sitemap gives it (sitemaps.org asks for W3C datetime; many give something else). */
  readonly lastModified?: string
  /** URL of the sitemap that lists it. */
  readonly listedIn: string
}
