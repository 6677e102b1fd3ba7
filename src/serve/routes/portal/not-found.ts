/** Pages for what is not there: they say what can be done. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { renderPage } from '../../views/layout.ts'
import { searchForm } from '../../views/search-page.ts'
import { isDemo, type PortalDeps } from './deps.ts'

/** HTTP 404 for an address that leads nowhere. */
export const noSuchPage = (c: Context, deps: PortalDeps): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no page at <code>${c.req.path.slice(0, 200)}</code>. If a link on this site brought you here, the link is wrong; what you look for may be found by a search.</p>
${searchForm(new URLSearchParams())}
<p><a href="/">Home</a> · <a href="/about">About & API</a></p>`,
  })

/** HTTP 404 for a source that neither registry nor archive know; `hint` names the nearest one, or is empty. */
export const noSuchSource = (c: Context, deps: PortalDeps, id: string, hint: string): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no source “${id.slice(0, 200)}” here${hint || '.'} See <a href="/sources">all sources</a>.</p>`,
  })

/** HTTP 404 with a search box; `what` completes "There is no …". */
export const notFoundPage = (c: Context, deps: PortalDeps, what: string): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no ${what} here. It may not have been harvested yet, or its identifier may be spelt differently: paste any form of it, or words of its name.</p>
${searchForm(new URLSearchParams())}
<p>Lodestone knows the samples of <a href="/sources">these sources</a>.</p>`,
  })
