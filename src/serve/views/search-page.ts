/** /search: facets, map, time and the list of one search. */
import { html } from 'hono/html'
import type { Clusters } from '../../catalogue/clusters.ts'
import { FACETS } from '../../catalogue/facet-table.ts'
import { SORTS, type Sort } from '../../catalogue/query.ts'
import type { SearchResult } from '../../catalogue/search.ts'
import type { Timeline } from '../../catalogue/timeline.ts'
import { facetPanel } from './facet-panel.ts'
import { resultCard } from './results.ts'
import { type Chip, carried, chipsOf, filtersAt, removing, setting } from './search-state.ts'
import { count, entityPath, type Html, plural } from './text.ts'
import { timelineChart } from './timeline-chart.ts'
import { located, worldMap } from './world-map.ts'

/** Everything that the page shows. */
export interface SearchView {
  readonly parameters: URLSearchParams
  readonly result: SearchResult
  readonly sort: Sort
  readonly clusters: Clusters
  readonly timeline?: Timeline
  readonly sourceName: (id: string) => string
  readonly conceptLabel: (iri: string) => string | undefined
}

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  relevance: 'Relevance',
  identifier: 'Identifier, A to Z',
  '-identifier': 'Identifier, Z to A',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  collected: 'Collected, oldest first',
  '-collected': 'Collected, newest first',
}

/** The search box, with whatever else is in force kept. */
export const searchForm = (
  parameters: URLSearchParams,
): Html => html`<form class="search" role="search" action="/search">
<label class="unseen" for="q">Search samples</label>
<input type="search" id="q" name="q" value="${parameters.get('q') ?? ''}" placeholder="Words, a name or an identifier" autocomplete="off" spellcheck="false">
${carried(parameters, ['q', 'sort']).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">Search</button>
</form>`

const chipList = (chips: readonly Chip[]): Html =>
  chips.length === 0
    ? ''
    : html`<ul class="chips" aria-label="Filters in force">${chips.map(
        ({ name, text, without }) =>
          html`<li><a href="${without}"><span class="name">${name}</span> ${text} <span class="cross" aria-hidden="true">×</span><span class="unseen">: remove this filter</span></a></li>`,
      )}${chips.length > 1 ? html`<li><a class="clear" href="/search">Clear all</a></li>` : ''}</ul>`

const sortForm = (
  sort: Sort,
  parameters: URLSearchParams,
): Html => html`<form class="sort" action="/search" data-submit>
${carried(parameters, ['sort']).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="sort">Sort by</label>
<select id="sort" name="sort">${SORTS.filter(
  each => each !== 'relevance' || parameters.get('q') !== null,
).map(
  each => html`<option value="${each}"${each === sort ? html` selected` : ''}>${SORT_NAMES[each]}</option>`,
)}</select>
<button type="submit" class="quiet">Sort</button>
</form>`

const mapSection = ({ parameters, result, clusters }: SearchView): Html => {
  const filters = filtersAt('', parameters)
  return html`<section class="map" aria-labelledby="map-title">
<div class="heading"><h2 id="map-title">Where</h2><a class="skip-inline" href="#results">Skip the map</a></div>
<div id="map" data-query="${filters.slice(1)}">${worldMap(clusters, box => setting(parameters, 'bbox', box))}</div>
<div class="under"><p id="map-status" role="status" aria-live="polite">${located(clusters, result.total)}</p>
<button type="button" class="quiet" id="search-area" hidden>Search in this area</button></div>
</section>`
}

const nothingFound = (chips: readonly Chip[]): Html => html`<div class="empty">
<p><strong>No sample matches all of this.</strong></p>
<p>${chips.length > 0 ? 'Take a filter away above, or ' : ''}<a href="/search">start again</a>. Text finds samples in which every word, or the beginning of a word, occurs.</p></div>`

const moreLinks = ({ parameters, result }: SearchView): Html => {
  const next = result.cursor && new URLSearchParams(parameters)
  if (next && result.cursor) next.set('cursor', result.cursor)
  return html`<nav class="pages" aria-label="Pages">
${parameters.has('cursor') ? html`<a href="${removing(parameters, 'cursor')}">First page</a>` : ''}
${next ? html`<a class="next" rel="next" href="/search?${String(next)}">Next page</a>` : ''}
</nav>`
}

/** Name of a form of exports, its parameters, and who it is for. */
const EXPORTS: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['CSV', { format: 'csv' }, 'one sample a line'],
  ['CSV for spreadsheets', { format: 'csv', spreadsheet: 'true' }, 'opens safely in Excel and the like'],
  ['JSON Lines', { format: 'jsonl' }, 'as the API shows them'],
  ['GeoJSON', { format: 'geojson' }, 'for maps'],
  ['GeoParquet', { format: 'geoparquet' }, 'for data frames and GIS'],
  ['N-Quads', { format: 'nquads' }, 'all statements, and who makes them'],
  ['RO-Crate', { format: 'ro-crate' }, 'a package to archive, with licences'],
]

/** The samples that the page finds, all of them, as files. */
const exportMenu = (parameters: URLSearchParams): Html => {
  const address = (form: Readonly<Record<string, string>>): string =>
    filtersAt('/api/export', parameters, form)
  return html`<details class="note"><summary>Download all as a file</summary><ul id="download">${EXPORTS.map(
    ([name, form, what]) => html`<li><a href="${address(form)}" download>${name}</a>: ${what}</li>`,
  )}</ul></details>`
}

const exportLinks = (parameters: URLSearchParams): Html =>
  html`<p class="note">The same as data: <a href="${filtersAt('/api/samples', parameters)}">JSON</a> · <a href="${filtersAt('/api/clusters', parameters)}">GeoJSON of groups</a> · <a href="/about#api">about the API</a></p>`

/** Whether there is a map: nothing found is nothing to draw, but the map of an area is needed to leave it. */
export const hasMap = (parameters: URLSearchParams, total: number): boolean =>
  total > 0 || parameters.has('bbox') || parameters.has('polygon')

const overview = (view: SearchView): Html => {
  const { parameters, result, timeline } = view
  if (!hasMap(parameters, result.total)) return ''
  return html`<div class="overview">${mapSection(view)}${timeline ? timelineChart(timeline, parameters) : ''}</div>`
}

const ENTITIES = ['person', 'organisation', 'publication'] as const

/** Links to the pages of the people, organisations and publications that are chosen. */
const aboutChosen = ({ parameters, result, conceptLabel }: SearchView): Html =>
  html`${ENTITIES.flatMap(kind =>
    parameters.getAll(kind).map(id => {
      const label = result.facets[kind]?.values.find(({ value }) => value === id)?.label
      return html` · About <a href="${entityPath(kind, id)}">${label ?? conceptLabel(id) ?? id}</a>`
    }),
  )}`

/** The page's content. */
export const searchPage = (view: SearchView): Html => {
  const { parameters, result, sort, sourceName, conceptLabel } = view
  const chips = chipsOf(
    parameters,
    facet => FACETS[facet].title,
    (facet, value) =>
      result.facets[facet]?.values.find(each => each.value === value)?.label ?? conceptLabel(value) ?? value,
  )
  return html`<h1 class="unseen">Search samples</h1>
${searchForm(parameters)}
<div class="heading"><p class="total" role="status"><strong id="total" data-total="${result.total}">${plural(result.total, 'sample')}</strong>${chips.length > 0 ? ' match' : ' in all'}</p>
${result.total > 0 ? html`<p class="note"><a href="#download">Download ${result.total === 1 ? 'it' : 'all of them'}</a>${aboutChosen(view)}</p>` : ''}</div>
${chipList(chips)}
<div class="columns">
<aside aria-label="Filters">${facetPanel(result.facets, parameters)}</aside>
<div class="found">
${overview(view)}
<section aria-labelledby="results-title" id="results" tabindex="-1">
<div class="heading"><h2 id="results-title">Samples</h2>${result.total > 1 ? sortForm(sort, parameters) : ''}</div>
${result.items.length === 0 ? nothingFound(chips) : html`<ol class="results">${result.items.map(item => resultCard(item, sourceName))}</ol>`}
${moreLinks(view)}
${result.total > 0 ? html`${exportMenu(parameters)}${exportLinks(parameters)}` : ''}
</section>
</div>
</div>
<p class="note">State of the archive: change ${count(result.generation)}.</p>`
}
