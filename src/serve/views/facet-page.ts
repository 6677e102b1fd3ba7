/** /search/facets/{facet}: all values of one facet under the filters, searchable. */
import { html } from 'hono/html'
import { type EntityKind, FACETS, type FacetName } from '../../catalogue/facet-table.ts'
import type { FacetCounts } from '../../catalogue/facets.ts'
import { facetValue } from './facet-panel.ts'
import { facetTree, type Row } from './facet-tree.ts'
import { isNameOnly } from './name-only.ts'
import { filtersAt } from './search-state.ts'
import { count, entityPath, type Html, plural } from './text.ts'

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

const isEntityKind = (facet: FacetName): facet is EntityKind =>
  facet === 'person' || facet === 'organisation' || facet === 'publication'

const pageLink = (view: FacetView, page: number, text: string): Html => {
  const address = new URLSearchParams(view.parameters)
  if (view.find !== '') address.set('find', view.find)
  address.set('page', String(page))
  return html`<a href="/search/facets/${view.facet}?${String(address)}">${text}</a>`
}

const PLURALS: Readonly<Record<string, string>> = {
  person: 'People',
  organisation: 'Organisations',
  publication: 'Publications and data',
}

// Without filters there is nothing to narrow: each leads to its own page.
const entityRow = (kind: EntityKind, { value, label, count: samples }: Row): Html =>
  html`<li><a class="page" href="${entityPath(kind, value)}"><span class="label">${label}${isNameOnly(value) ? html` <span class="note">without identifier</span>` : ''}</span> <span class="count">${count(samples)}<span class="unseen"> samples</span></span></a></li>`

const rowsOf = ({ facet, counts, find, page, pageSize, parameters }: FacetView): Html[] => {
  const flat = find !== '' || page > 1 || counts.total > pageSize
  const rows = flat ? counts.values.map(each => ({ ...each, depth: 0 })) : facetTree(counts.values)
  const kind = isEntityKind(facet) && parameters.size === 0 ? facet : undefined
  return rows.map(row => (kind ? entityRow(kind, row) : facetValue(facet, row, parameters)))
}

/** The page's content. */
export const facetPage = (view: FacetView): Html => {
  const { facet, counts, find, page, pageSize, parameters } = view
  const { title } = FACETS[facet]
  const isNamed = counts.values.some(({ value }) => isEntityKind(facet) && isNameOnly(value))
  const last = Math.max(1, Math.ceil(counts.total / pageSize))
  return html`<p class="crumbs"><a href="${filtersAt('/search', parameters)}">Back to the search</a></p>
<h1>${PLURALS[facet] ?? title}</h1>
<form class="search" action="/search/facets/${facet}">
<label class="unseen" for="find">Find a value</label>
<input type="search" id="find" name="find" value="${find}" placeholder="${`Find among ${(PLURALS[facet] ?? `${title} values`).toLowerCase()}`}">
${[...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">Find</button></form>
<p class="total" role="status">${PLURALS[facet] ? `${count(counts.total)} in all` : plural(counts.total, 'value')}${find === '' ? '' : html` match “${find}”`}</p>
${isNamed ? html`<p class="note">Whoever has an identifier is counted once. Of a name alone nobody can tell whose it is: it stands once for every record that gives it.</p>` : ''}
<ul class="facet wide">${rowsOf(view)}</ul>
<nav class="pages" aria-label="Pages">${page > 1 ? pageLink(view, page - 1, 'Previous page') : ''}${page < last ? pageLink(view, page + 1, 'Next page') : ''}</nav>`
}
