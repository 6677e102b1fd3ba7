/** Pages for what is not there: they say what can be done. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Candidate } from '../../../catalogue/resolve.ts'
import { renderPage } from '../../views/layout.ts'
import { searchForm } from '../../views/search-page.ts'
import type { Html } from '../../views/text.ts'
import { candidatePath } from './candidates.ts'
import { isDemo, type PortalDeps } from './deps.ts'

/** HTTP 404 for an address that leads nowhere. */
export const noSuchPage = (c: Context, deps: PortalDeps): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no page at <code>${c.req.path.slice(0, 200)}</code>. If a link on this site brought you here, the link is wrong; what you look for may be found by a search.</p>
${searchForm(new URLSearchParams())}
<p><a href="/">Home</a> · <a href="/about">About</a></p>`,
  })

/** HTTP 404 for a source that neither registry nor archive know; `hint` names the nearest one, or is empty. */
export const noSuchSource = (c: Context, deps: PortalDeps, id: string, hint: string): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no source “${id.slice(0, 200)}” here${hint || '.'} See <a href="/sources">all sources</a>.</p>`,
  })

const nearest = (candidates: readonly Candidate[]): Html =>
  candidates.length === 0
    ? ''
    : html`<p>Did you mean:</p><ul class="plain nearest">${candidates.map(each => html`<li><a href="${candidatePath(each)}">${each.label}</a> <span class="identifier">${each.id}</span></li>`)}</ul>`

/** HTTP 404 with a search box, the reason and the nearest things when they are known; `what` completes "There is no …". */
export const notFoundPage = (
  c: Context,
  deps: PortalDeps,
  what: string,
  why: { readonly detail?: string; readonly nearest?: readonly Candidate[] } = {},
): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Not found',
    status: 404,
    body: html`<h1>Not found</h1>
<p>There is no ${what} here. It may not have been harvested yet, or its identifier may be spelt differently: paste any form of it, or words of its name.</p>
${why.detail === undefined ? '' : html`<p class="note">${why.detail}.</p>`}
${nearest(why.nearest ?? [])}
${searchForm(new URLSearchParams())}
<p>Lodestone knows the samples of <a href="/sources">these sources</a>.</p>`,
  })
