/** The facets beside the results: links with counts. */
import { html } from 'hono/html'
import { FACETS, type FacetName } from '../../catalogue/facet-table.ts'
import type { FacetCounts } from '../../catalogue/facets.ts'
import { facetTree, type Row, valuesAtFirst } from './facet-tree.ts'
import { adding, filtersAt, removing } from './search-state.ts'
import { count, type Html } from './text.ts'

/** Facets in the order of the panel. */
export const PANEL: readonly FacetName[] = [
  'material',
  'objectType',
  'sampledFeature',
  'method',
  'source',
  'person',
  'organisation',
  'publication',
  'parent',
  'profile',
  'status',
]

/** Values shown at once, and values asked for. */
const SHOWN = 7
export const LISTED = 30

const PROPERTIES = [
  ['location', 'a location'],
  ['collected', 'a date of collection'],
  ['publication', 'publications'],
  ['person', 'people'],
  ['parent', 'a parent or collection'],
] as const

/** One value as a link that chooses it, or takes it back. */
export const facetValue = (
  facet: FacetName,
  row: Row,
  parameters: URLSearchParams,
  { folded = false } = {},
): Html => {
  const { value, label, selected, depth } = row
  const href = selected ? removing(parameters, facet, value) : adding(parameters, facet, value)
  return html`<li class="depth-${Math.min(depth, 6)}${folded ? ' more' : ''}"><a href="${href}" data-facet="${facet}"${selected ? html` aria-current="true"` : ''}><span class="box" aria-hidden="true"></span><span class="label">${label}</span> <span class="count">${count(row.count)}<span class="unseen"> samples${selected ? ', chosen: remove' : ''}</span></span></a></li>`
}

const facetSection = (facet: FacetName, counts: FacetCounts, parameters: URLSearchParams): Html => {
  const rows = facetTree(counts.values)
  if (rows.length === 0) return ''
  const first = valuesAtFirst(rows, SHOWN)
  const rest = rows.length - first.size
  const all = filtersAt(`/search/facets/${facet}`, parameters)
  return html`<section class="facet" aria-labelledby="facet-${facet}">
<h3 id="facet-${facet}">${FACETS[facet].title}</h3>
<ul>${rows.map(row => facetValue(facet, row, parameters, { folded: !first.has(row.value) }))}</ul>
${rest > 0 ? html`<details class="unfold"><summary>Show ${count(rest)} more<span class="unseen"> of ${FACETS[facet].title}, above</span></summary></details>` : ''}
${counts.total > rows.length ? html`<p class="all"><a href="${all}">All ${count(counts.total)} values</a></p>` : ''}
</section>`
}

const propertySection = (parameters: URLSearchParams): Html => {
  const chosen = parameters.getAll('has')
  return html`<section class="facet" aria-labelledby="facet-has"><h3 id="facet-has">Only samples with</h3><ul>${PROPERTIES.map(
    ([property, text]) => {
      const selected = chosen.includes(property)
      const href = selected ? removing(parameters, 'has', property) : adding(parameters, 'has', property)
      return html`<li><a href="${href}"${selected ? html` aria-current="true"` : ''}><span class="box" aria-hidden="true"></span><span class="label">${text}</span>${selected ? html`<span class="unseen">, chosen: remove</span>` : ''}</a></li>`
    },
  )}</ul></section>`
}

/** All facets that have values; on narrow screens they are folded away. */
export const facetPanel = (
  facets: Readonly<Partial<Record<FacetName, FacetCounts>>>,
  parameters: URLSearchParams,
): Html => html`<details class="filters" id="filters" open>
<summary>Filters</summary>
<h2 class="unseen">Filters</h2>
${PANEL.map(facet => {
  const counts = facets[facet]
  return counts ? facetSection(facet, counts, parameters) : ''
})}
${propertySection(parameters)}
</details>`
