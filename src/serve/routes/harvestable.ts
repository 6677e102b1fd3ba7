/** What makes this server itself a source that can be harvested: record pages, sitemap, robots.txt. */
import { Hono } from 'hono'
import { mountRecordPages, type RecordPageDeps } from './record.ts'
import { mountRobots } from './robots.ts'
import { mountSitemaps, type SitemapDeps } from './sitemap.ts'

/** The routes, to be mounted at `/`. */
export const harvestableRoutes = (deps: RecordPageDeps & SitemapDeps): Hono => {
  const app = new Hono()
  mountSitemaps(app, deps)
  mountRobots(app, deps.base)
  mountRecordPages(app, deps)
  return app
}
