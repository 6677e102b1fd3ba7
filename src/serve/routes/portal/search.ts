/** /search and /search/facets/{facet}. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { isFacetName } from '../../../catalogue/facet-table.ts'
import { FILTER_PARAMETERS, parseFilters, parseSearch, wholeNumber } from '../../../catalogue/parameters.ts'
import type { Problem } from '../../../model/problem.ts'
import { facetPage } from '../../views/facet-page.ts'
import { LISTED, PANEL } from '../../views/facet-panel.ts'
import { renderPage } from '../../views/layout.ts'
import { hasMap, searchForm, searchPage } from '../../views/search-page.ts'
import { plural } from '../../views/text.ts'
import { isDemo, type PortalDeps, sourceNames } from './deps.ts'
import { notFoundPage } from './not-found.ts'

const CLUSTER_ZOOM = 3
const VALUES_PER_PAGE = 200

const refused = (c: Context, deps: PortalDeps, { detail }: Problem): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Search',
    status: 400,
    body: html`<h1>This search cannot be understood</h1><p class="problem">${detail}</p>
<p><a href="/search">Start a new search</a></p>${searchForm(new URLSearchParams())}`,
  })

/** The two fields of the form of years -> the parameter `collected`; undefined when they were not sent. */
const yearsAsked = (parameters: URLSearchParams): string | undefined => {
  if (!parameters.has('from') && !parameters.has('to')) return undefined
  const copy = new URLSearchParams(parameters)
  const [from, to] = ['from', 'to'].map(name => (copy.get(name) ?? '').trim())
  for (const name of ['from', 'to', 'cursor', 'collected']) copy.delete(name)
  if (from || to) copy.set('collected', `${from || '..'}/${to || '..'}`)
  return copy.size > 0 ? `/search?${copy}` : '/search'
}

/** Renders one page of a search; the parameters are those of /api/samples. */
export const search = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const parameters = new URL(c.req.url).searchParams
  const elsewhere = yearsAsked(parameters)
  if (elsewhere !== undefined) return c.redirect(elsewhere, 303)
  for (const name of ['facets', 'facetLimit']) parameters.delete(name)
  for (const [name, value] of [...parameters]) if (value === '') parameters.delete(name)
  const request = parseSearch(parameters)
  if (!request.ok) return refused(c, deps, request.problem)
  const { catalogue, vocabularies } = deps
  const [result, clusters, timeline] = await Promise.all([
    catalogue.search({ ...request.value, facets: PANEL, facetLimit: LISTED }),
    catalogue.clusters(request.value, CLUSTER_ZOOM),
    catalogue.timeline(request.value),
  ])
  if (!result.ok) return refused(c, deps, result.problem)
  const body = searchPage({
    parameters,
    result: result.value,
    sort: request.value.sort,
    clusters,
    ...(timeline.ok && { timeline: timeline.value }),
    sourceName: sourceNames(deps),
    conceptLabel: iri => vocabularies.label(iri),
  })
  const title = `${request.value.q ? `“${request.value.q}”: ` : ''}${plural(result.value.total, 'sample')}`
  return renderPage(c, isDemo(deps), {
    title,
    description: `${plural(result.value.total, 'physical sample')}, by place, time, material, type and people.`,
    body,
    ...(hasMap(parameters, result.value.total) && {
      modules: ['map.js'],
      styles: ['vendor/leaflet.css'],
    }),
  })
}

/** Renders all values of one facet under the filters, `find` and `page` choosing among them. */
export const facetValues = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const facet = c.req.param('facet') ?? ''
  if (!isFacetName(facet)) return notFoundPage(c, deps, `a facet “${facet}”`)
  const asked = new URL(c.req.url).searchParams
  const parameters = new URLSearchParams([...asked].filter(([name]) => FILTER_PARAMETERS.includes(name)))
  const filters = parseFilters(parameters)
  if (!filters.ok) return refused(c, deps, filters.problem)
  const page = wholeNumber(asked, 'page', { least: 1, most: 100_000, preset: 1 })
  if (!page.ok) return refused(c, deps, page.problem)
  const find = (asked.get('find') ?? '').slice(0, 200)
  const { value: counts } = await deps.catalogue.facet(facet, filters.value, {
    limit: VALUES_PER_PAGE,
    offset: (page.value - 1) * VALUES_PER_PAGE,
    ...(find !== '' && { q: find }),
  })
  const body = facetPage({ facet, counts, find, page: page.value, pageSize: VALUES_PER_PAGE, parameters })
  return renderPage(c, isDemo(deps), { title: `All values of ${facet}`, body })
}
