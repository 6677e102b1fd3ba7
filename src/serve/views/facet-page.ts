/** /search/facets/{facet}: all values of one facet under the filters, searchable. */
import { html } from 'hono/html'
import { FACETS, type FacetName } from '../../catalogue/facet-table.ts'
import type { FacetCounts } from '../../catalogue/facets.ts'
import { facetValue } from './facet-panel.ts'
import { facetTree } from './facet-tree.ts'
import { filtersAt } from './search-state.ts'
import { count, type Html } from './text.ts'

/** What the page shows: `find` is the text that labels must match, `page` counts from 1. */
export interface FacetView {
  readonly facet: FacetName
  readonly counts: FacetCounts
  readonly find: string
  readonly page: number
  readonly pageSize: number
  /** The filters of the search. */
  readonly parameters: URLSearchParams
}

const pageLink = (view: FacetView, page: number, text: string): Html => {
  const address = new URLSearchParams(view.parameters)
  if (view.find !== '') address.set('find', view.find)
  address.set('page', String(page))
  return html`<a href="/search/facets/${view.facet}?${String(address)}">${text}</a>`
}

/** The page's content. */
export const facetPage = (view: FacetView): Html => {
  const { facet, counts, find, page, pageSize, parameters } = view
  const { title } = FACETS[facet]
  const last = Math.max(1, Math.ceil(counts.total / pageSize))
  return html`<p class="crumbs"><a href="${filtersAt('/search', parameters)}">Back to the search</a></p>
<h1>${title}</h1>
<form class="search" action="/search/facets/${facet}">
<label class="unseen" for="find">Find a value</label>
<input type="search" id="find" name="find" value="${find}" placeholder="Find among ${title.toLowerCase()} values">
${[...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">Find</button></form>
<p class="total" role="status">${count(counts.total)} values${find === '' ? '' : html` match “${find}”`}</p>
<ul class="facet wide">${(find === '' && last === 1 ? facetTree(counts.values) : counts.values.map(each => ({ ...each, depth: 0 }))).map(row => facetValue(facet, row, parameters))}</ul>
<nav class="pages" aria-label="Pages">${page > 1 ? pageLink(view, page - 1, 'Previous page') : ''}${page < last ? pageLink(view, page + 1, 'Next page') : ''}</nav>`
}
