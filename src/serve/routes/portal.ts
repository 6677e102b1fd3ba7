/** The portal: server-rendered HTML pages. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ServeDeps } from '../app.ts'

/** The pages for people. */
export const portalRoutes = (deps: ServeDeps): Hono => {
  const app = new Hono()
  app.get('/', c =>
    c.html(
      html`<!doctype html><html lang="en"><title>Lodestone</title><main><h1>Lodestone</h1>
<p>${deps.catalogue.status().samples} samples from ${deps.sources.length} sources</p></main></html>`,
    ),
  )
  return app
}

/** The SPARQL editor, shown to browsers that come to /sparql without a query. */
export const sparqlPage = (c: Context, _deps: ServeDeps): Response | Promise<Response> =>
  c.html(
    html`<!doctype html><html lang="en"><title>SPARQL</title><main><h1>SPARQL</h1>
<form action="/sparql"><textarea name="query" aria-label="Query"></textarea><button>Run</button></form></main></html>`,
  )
