/** How much the sitemaps of one feed may list. */

/** How much one feed may list. */
export interface SitemapLimits {
  /** Bytes of one sitemap, unpacked; sitemaps.org allows 50 MB. */
  readonly maxBytes: number
  /** Addresses in one sitemap; sitemaps.org allows 50,000. */
  readonly maxUrls: number
  /** Indexes one within the other; sitemaps.org allows one. */
  readonly maxDepth: number
  /** Sitemaps of one feed: opened, or listed by the indexes that are being followed. */
  readonly maxSitemaps: number
}

/** Generous against the standard, and small enough to keep in memory. */
export const SITEMAP_LIMITS: SitemapLimits = {
  maxBytes: 128 * 1024 * 1024,
  maxUrls: 500_000,
  maxDepth: 5,
  maxSitemaps: 20_000,
}
