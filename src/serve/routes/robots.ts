/** /robots.txt: what robots may read (RFC 9309). */
import type { Hono } from 'hono'

/** What costs work and leads nowhere: searches in all their combinations, queries, exports, forms. */
const DISALLOWED = [
  '/search',
  '/sparql',
  '/graphs',
  '/api/samples?',
  '/api/samples$',
  '/api/facets/',
  '/api/clusters',
  '/api/timeline',
  '/api/export',
  '/api/links',
  '/api/verify',
  '/api/validate',
  '/api/queries',
  '/profiles/playground',
  '/metrics',
]

/** The text of robots.txt; `base` is the public address without a trailing slash. */
export const robotsText = (base: string): string =>
  [
    'User-agent: *',
    ...DISALLOWED.map(path => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${base}/sitemap.xml`,
    '',
  ].join('\n')

/** Mounts `/robots.txt`. */
export const mountRobots = (app: Hono, base: string): void => {
  const text = robotsText(base)
  app.get('/robots.txt', c =>
    c.body(text, 200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'max-age=3600' }),
  )
}
