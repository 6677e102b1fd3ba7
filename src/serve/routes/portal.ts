/** The portal: server-rendered pages for people. */
import { type Context, Hono } from 'hono'
import type { ResolverPages } from './api-answer.ts'
import { choosePage } from './portal/candidates.ts'
import type { PortalDeps } from './portal/deps.ts'
import { entity } from './portal/entity.ts'
import { home } from './portal/home.ts'
import { notFoundPage } from './portal/not-found.ts'
import { playground, playgroundResult } from './portal/playground.ts'
import { about, sources } from './portal/registry.ts'
import { sample, sampleTurtle } from './portal/sample.ts'
import { facetValues, search } from './portal/search.ts'
import { source } from './portal/source.ts'
import { sparqlEditor } from './portal/sparql.ts'
import { mountVerifyPage } from './portal/verify.ts'
import { mountProfilePages } from './profiles-pages.ts'

/** What stands in the path of an identifier that was not percent-encoded. */
const typedIdentifier = (path: string): string => {
  const text = path.slice('/samples/'.length)
  try {
    return decodeURIComponent(text).replace(/^(https?):\/+/i, '$1://')
  } catch {
    // No percent-encoding at all: the text itself is all there is.
    return text
  }
}

/** All pages, to be mounted at `/`. */
export const portalRoutes = (deps: PortalDeps): Hono => {
  const app = new Hono()
  app.get('/', c => home(c, deps))
  app.get('/search', c => search(c, deps))
  app.get('/search/facets/:facet', c => facetValues(c, deps))
  // The resolver sends people, organisations and publications here with the search's parameters.
  app.get('/samples', c => c.redirect(`/search${new URL(c.req.url).search}`, 302))
  app.get('/samples/:id', c => sample(c, deps, c.req.param('id')))
  app.get('/samples/:id/turtle', c => sampleTurtle(c, deps, c.req.param('id')))
  app.get('/samples/*', c => sample(c, deps, typedIdentifier(c.req.path)))
  app.get('/profiles/playground', c => playground(c, deps))
  app.post('/profiles/playground', c => playgroundResult(c, deps))
  app.get('/people/:id', c => entity(c, deps, 'person', c.req.param('id')))
  app.get('/organisations/:id', c => entity(c, deps, 'organisation', c.req.param('id')))
  app.get('/publications/:id', c => entity(c, deps, 'publication', c.req.param('id')))
  app.get('/sources', c => sources(c, deps))
  app.get('/sources/:id', c => source(c, deps, c.req.param('id')))
  app.get('/about', c => about(c, deps))
  mountProfilePages(app, deps)
  mountVerifyPage(app, deps)
  return app
}

/** The pages of /id/ for browsers. */
export const resolverPages = (deps: PortalDeps): ResolverPages => ({
  unknown: (c, text, why) => notFoundPage(c, deps, `“${text.slice(0, 200)}”`, why),
  choose: (c, text, candidates, why) => choosePage(c, deps, text, candidates, why),
})

/** The SPARQL editor, shown to browsers that come to /sparql without a query. */
export const sparqlPage = (c: Context, deps: PortalDeps): Promise<Response> => sparqlEditor(c, deps)
