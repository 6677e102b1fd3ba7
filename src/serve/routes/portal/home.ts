/** `/`: the home page. */
import type { Context } from 'hono'
import type { FacetCounts, FacetValueCount } from '../../../catalogue/facets.ts'
import type { BarRow } from '../../views/bars.ts'
import { type HomeView, homePage } from '../../views/home-page.ts'
import { renderPage } from '../../views/layout.ts'
import { GENERATED } from '../../views/name-only.ts'
import { searchBy } from '../../views/search-state.ts'
import { sourceRows } from '../../views/source-table.ts'
import { plural } from '../../views/text.ts'
import { EVERYTHING, isDemo, type PortalDeps } from './deps.ts'

const BARS = 8
const CLUSTER_ZOOM = 3

// The top concept of a vocabulary holds everything and tells nothing: what lies right below it does.
const mainGroups = (values: readonly FacetValueCount[], total: number): FacetValueCount[] => {
  const counts = new Map(values.map(({ value, count }) => [value, count]))
  // Nor does a concept that holds just what the one above it holds.
  const telling = values.filter(
    ({ count, broader = [] }) => count < total * 0.9 && !broader.some(parent => counts.get(parent) === count),
  )
  return (telling.length > 2 ? telling : values).slice(0, BARS)
}

const barsOf = (material: FacetCounts | undefined, total: number): BarRow[] =>
  mainGroups(material?.values ?? [], total).map(({ value, label, count }) => ({
    label,
    count,
    href: searchBy('material', value),
  }))

const searchesToTry = (
  facets: Readonly<Partial<Record<string, FacetCounts>>>,
  examples: PortalDeps['examples'],
): HomeView['tries'] => {
  const [publication, parent] = [facets.publication?.values[0], facets.parent?.values[0]]
  const [example] = examples
  return [
    ...(publication
      ? [
          {
            href: searchBy('publication', publication.value),
            text: publication.label,
            note: `${plural(publication.count, 'sample')} of one publication`,
          },
        ]
      : []),
    ...(parent
      ? [
          {
            href: searchBy('parent', parent.value),
            text: parent.label,
            note: `${plural(parent.count, 'part')} of one collection`,
          },
        ]
      : []),
    { href: '/search?collected=../1979&has=location', text: 'Collected before 1980', note: 'on the map' },
    ...(example
      ? [{ href: `/sparql#example=${example.id}`, text: example.title, note: 'a SPARQL query' }]
      : []),
  ]
}

/** How many there are whose IRI was made for one record: values are found by the words of their IRIs as well. */
const namesAlone = async ({ catalogue }: PortalDeps, kind: 'person' | 'organisation'): Promise<number> =>
  (await catalogue.facet(kind, EVERYTHING, { limit: 1, q: GENERATED })).value.total

const known = (counts: FacetCounts | undefined, names: number): HomeView['people'] => ({
  identified: Math.max(0, (counts?.total ?? 0) - names),
  namesAlone: names,
})

/** Renders the home page from one look at every part. */
export const home = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const { catalogue, archive, sources, examples, config } = deps
  const [result, clusters, timeline, people, organisations, statistics, generation] = await Promise.all([
    catalogue.search({
      ...EVERYTHING,
      facets: ['material', 'publication', 'person', 'organisation', 'source', 'parent'],
      facetLimit: 100,
      sort: 'identifier',
      limit: 0,
    }),
    catalogue.clusters(EVERYTHING, CLUSTER_ZOOM),
    catalogue.timeline(EVERYTHING),
    namesAlone(deps, 'person'),
    namesAlone(deps, 'organisation'),
    archive.statistics(),
    archive.generation(),
  ])
  // Without a cursor a search has nothing to refuse.
  if (!result.ok) throw new Error(result.problem.detail)
  const { facets, total } = result.value
  const samples = new Map(facets.source?.values.map(({ value, count }) => [value, count]))
  const body = homePage({
    base: config.base,
    samples: total,
    publications: facets.publication?.total ?? 0,
    people: known(facets.person, people),
    organisations: known(facets.organisation, organisations),
    sources: sourceRows(sources, statistics, samples),
    generation,
    lag: Math.max(0, generation - result.value.generation),
    clusters,
    ...(timeline.ok && { timeline: timeline.value }),
    materials: barsOf(facets.material, total),
    tries: searchesToTry(facets, examples),
  })
  const description =
    'Search physical samples and the publications, people and organisations they are linked to; SPARQL endpoint and API.'
  return renderPage(c, isDemo(deps), { title: 'Lodestone', description, body })
}
