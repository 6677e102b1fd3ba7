/** /sitemap.xml: every record page, for harvesters (sitemaps.org 0.9). */
import type { Hono } from 'hono'
import type { Archive } from '../../archive/archive.ts'
import type { Published } from '../../archive/listing.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER } from '../headers.ts'

/** What sitemaps are made from. `base` is the public address without a trailing slash. */
export interface SitemapDeps {
  readonly archive: Pick<Archive, 'published' | 'stretches' | 'generation'>
  readonly base: string
}

/**
 * Sequence numbers per sitemap. The protocol allows 50,000 addresses and 50 MiB: with so many, even addresses of 2,000
 * characters fit.
 */
export const SITEMAP_SIZE = 20_000

/** Entries put together at once while a sitemap is sent. */
const AT_ONCE = 500

// The namespace is what makes it a sitemap; it names no term of the graph.
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The path of a record's page, given the record's URL. */
export const recordPath = (url: string): string => `/records/${encodeURIComponent(url)}`

const head = (root: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n`

// Percent-encoded addresses have one character that XML minds: the apostrophe needs no escape in an element.
const entry = ({ url, at }: Published, base: string): string =>
  `<url><loc>${base}${recordPath(url)}</loc><lastmod>${at}</lastmod></url>\n`

/** A sitemap as its text comes to be, some entries at a time. */
function* sitemapText(published: readonly Published[], base: string): Generator<string> {
  yield head('urlset')
  for (let from = 0; from < published.length; from += AT_ONCE)
    yield published
      .slice(from, from + AT_ONCE)
      .map(each => entry(each, base))
      .join('')
  yield '</urlset>\n'
}

const streamed = (texts: Iterator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: controller => {
      const { done, value } = texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

const headersOf = (generation: number) => ({
  'content-type': 'application/xml; charset=utf-8',
  'cache-control': 'no-cache',
  'access-control-allow-origin': '*',
  etag: `W/"sitemap-${generation}"`,
  [GENERATION_HEADER]: String(generation),
})

const isKnown = (header: string | undefined, generation: number): boolean =>
  (header ?? '').split(',').some(tag => tag.trim().replace(/^W\//, '') === `"sitemap-${generation}"`)

const noSuchSitemap = (name: string): Response =>
  problemResponse({
    status: 404,
    code: 'not-found',
    title: 'No such sitemap',
    detail: `there is no sitemap "${name.slice(0, 100)}"; /sitemap.xml lists all`,
  })

/**
 * Mounts `/sitemap.xml`, an index, and what it lists: `/sitemaps/records-N.xml`, the record pages whose records changed
 * last within the N-th stretch of the archive's sequence numbers, with the time of the change. A change moves a record to
 * the last file, so that files before it only ever get shorter.
 */
export const mountSitemaps = (app: Hono, { archive, base }: SitemapDeps): void => {
  app.get('/sitemap.xml', async c => {
    // Asked for first: what is listed is at least as new.
    const generation = await archive.generation()
    const headers = headersOf(generation)
    if (isKnown(c.req.header('if-none-match'), generation))
      return new Response(null, { status: 304, headers })
    const stretches = await archive.stretches(SITEMAP_SIZE)
    const entries = stretches.map(
      ({ number }) => `<sitemap><loc>${base}/sitemaps/records-${number + 1}.xml</loc></sitemap>\n`,
    )
    return new Response(`${head('sitemapindex')}${entries.join('')}</sitemapindex>\n`, { headers })
  })
  app.get('/sitemaps/:name', async c => {
    const name = c.req.param('name')
    const number = Number(/^records-([1-9]\d{0,8})\.xml$/.exec(name)?.[1])
    const generation = await archive.generation()
    if (!(number <= Math.ceil(generation / SITEMAP_SIZE))) return noSuchSitemap(name)
    const headers = headersOf(generation)
    if (isKnown(c.req.header('if-none-match'), generation))
      return new Response(null, { status: 304, headers })
    const published = await archive.published(number - 1, SITEMAP_SIZE)
    return new Response(streamed(sitemapText(published, base)), { headers })
  })
}
