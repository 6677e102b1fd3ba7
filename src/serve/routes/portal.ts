/** The portal: server-rendered pages for people. */
import { type Context, Hono } from 'hono'
import type { PortalDeps } from './portal/deps.ts'
import { home } from './portal/home.ts'
import { facetValues, search } from './portal/search.ts'

/** All pages, to be mounted at `/`. */
export const portalRoutes = (deps: PortalDeps): Hono => {
  const app = new Hono()
  app.get('/', c => home(c, deps))
  app.get('/search', c => search(c, deps))
  app.get('/search/facets/:facet', c => facetValues(c, deps))
  // The resolver sends people, organisations and publications here with the search's parameters.
  app.get('/samples', c => c.redirect(`/search${new URL(c.req.url).search}`, 302))
  return app
}

/** The SPARQL editor, shown to browsers that come to /sparql without a query. */
export const sparqlPage = (c: Context, _deps: PortalDeps): Response | Promise<Response> => c.text('soon')
