/** Where things lie in a published site. Paths depend on identifiers alone, so that they survive a reordered table. */
import { createHash } from 'node:crypto'

/** Longest file name made from an identifier; longer ones end in a digest. */
const MAX_SLUG = 120

/**
 * File name of a sample: the identifier without its resolver, in lower case. The mapping is one to one: `/` becomes
 * `_`, other characters that are not `a-z 0-9 . -` become `~` and their UTF-8 bytes in hexadecimal.
 */
export const slugOf = (iri: string): string => {
  const tail = iri.replace(/^https?:\/\/[^/]+\//, '').toLowerCase()
  const slug = tail
    .replaceAll(/[^a-z0-9./-]/gu, character => `~${Buffer.from(character).toString('hex')}~`)
    .replaceAll('/', '_')
    // A leading dot would hide the file from many servers.
    .replace(/^\./, '~2e~')
  if (slug.length <= MAX_SLUG) return slug
  return `${slug.slice(0, 80)}~~${createHash('sha256').update(tail).digest('hex').slice(0, 16)}`
}

/** Paths relative to the site's root. */
export const PATHS = {
  page: (iri: string): string => `samples/${slugOf(iri)}.html`,
  jsonLd: (iri: string): string => `samples/${slugOf(iri)}.jsonld`,
  list: (page: number): string => `list/${page}.html`,
  sitemap: (number: number): string => `sitemaps/samples-${number}.xml.gz`,
  sitemapIndex: 'sitemap.xml',
  robots: 'robots.txt',
  index: 'index.html',
  stylesheet: 'assets/site.css',
  land: 'assets/land.svg',
  /** Marks a folder as ours: what may be cleaned up. */
  marker: 'lodestone-site.json',
} as const
