/** `/`: what is here, how fresh it is, and what to try. */
import { html } from 'hono/html'
import type { Clusters } from '../../catalogue/clusters.ts'
import type { Timeline } from '../../catalogue/timeline.ts'
import { type BarRow, barList } from './bars.ts'
import { searchForm } from './search-page.ts'
import { type SourceRow, sourceTable } from './source-table.ts'
import { count, type Html, momentText, plural } from './text.ts'
import { timelineChart } from './timeline-chart.ts'
import { located, worldMap } from './world-map.ts'

/** People or organisations: those with an identifier, and names that records give without one, once for each record. */
export interface Known {
  readonly identified: number
  readonly namesAlone: number
}

/** Everything that the page shows. */
export interface HomeView {
  readonly base: string
  readonly samples: number
  readonly publications: number
  readonly people: Known
  readonly organisations: Known
  readonly sources: readonly SourceRow[]
  /** Last change of the archive, and how many the search does not show yet. */
  readonly generation: number
  readonly lag: number
  readonly clusters: Clusters
  readonly timeline?: Timeline
  readonly materials: readonly BarRow[]
  /** A search that finds something, from the data themselves. */
  readonly tries: readonly { readonly href: string; readonly text: string; readonly note: string }[]
}

const tile = (href: string, value: number, name: string, more: Html = ''): Html =>
  html`<li><a href="${href}"><strong>${count(value)}</strong><span>${name}</span>${more}</a></li>`

// Of a name alone nobody can tell whose it is: to count it as somebody would count the same people many times.
const knownTile = (href: string, { identified, namesAlone }: Known, name: string): Html =>
  namesAlone === 0
    ? tile(href, identified, name)
    : tile(
        href,
        identified,
        `${name} with an identifier`,
        html`<span class="note">and ${plural(namesAlone, 'name')} without</span>`,
      )

const freshness = ({ sources, generation, lag }: HomeView): Html => {
  const newest = sources
    .flatMap(({ statistics }) => statistics?.lastFetched ?? [])
    .sort()
    .at(-1)
  return html`<p class="note">${newest === undefined ? 'Nothing has been harvested yet.' : html`Newest change fetched <time datetime="${newest}">${momentText(newest)}</time>.`} State: change ${count(generation)}, ${lag === 0 ? 'search is up to date' : `search is ${count(lag)} changes behind`}.</p>`
}

const tryOut = ({
  base,
  tries,
}: HomeView): Html => html`<section aria-labelledby="try"><h2 id="try">What to try</h2>
<ul class="cards">${tries.map(
  ({ href, text, note }) => html`<li><a href="${href}">${text}</a><span>${note}</span></li>`,
)}</ul>
<pre tabindex="0" aria-label="A request to the API"><code>curl '${base}/api/samples?facets=material,objectType&amp;limit=3'</code></pre>
</section>`

/** The page's content. */
export const homePage = (view: HomeView): Html => html`<section class="hero">
<h1>Physical samples, and what they are linked to</h1>
<p class="lead">Rocks, cores, soils, specimens and finds, with the papers, people and collections they belong to: one graph, harvested from the landing pages of repositories.</p>
${searchForm(new URLSearchParams())}
<ul class="tiles">
${tile('/search', view.samples, 'samples')}
${tile('/search/facets/publication', view.publications, 'publications')}
${knownTile('/search/facets/person', view.people, 'people')}
${knownTile('/search/facets/organisation', view.organisations, 'organisations')}
${tile('/sources', view.sources.length, 'sources')}
</ul>
${freshness(view)}
</section>
<section class="wide-map" aria-labelledby="where"><h2 id="where">Where they come from</h2>
${worldMap(view.clusters, box => `/search?bbox=${encodeURIComponent(box)}`)}
<p class="note">${located(view.clusters, view.samples)} Choose a circle to search there.</p></section>
<div class="pair">
<section aria-labelledby="materials"><h2 id="materials">What they are made of</h2>${barList(view.materials)}</section>
${view.timeline ? timelineChart(view.timeline, new URLSearchParams()) : ''}
</div>
<section aria-labelledby="sources"><h2 id="sources">Who publishes them</h2>
${sourceTable(view.sources, false)}
<p class="note">Coverage: how much of what the pages say reached the graph. <a href="/sources">More about the sources</a></p></section>
${tryOut(view)}`
