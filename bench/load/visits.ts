/** What visitors do: searches and clicks, paging, maps, entity pages, identifiers, small queries; each checks its answers. */
import { type Chance, zipf } from '../synthetic/chance.ts'
import type { Client, FacetValue } from './client.ts'

const pick = <T>(chance: Chance, values: readonly T[]): T | undefined =>
  values[Math.floor(chance() * values.length)]

const COUNTED = [
  'material',
  'objectType',
  'sampledFeature',
  'source',
  'person',
  'organisation',
  'status',
  'parent',
]
const SORTS = ['identifier', '-identifier', 'name', '-name', 'collected', '-collected', 'relevance']
const WORDS = ['core', 'basalt', 'soil', 'demo', 'dredge', 'sed', 'lake sample', 'gran', 'south']
const BOXES = ['-180,-90,180,0', '170,-60,-170,60', '-30,0,40,70', '-60,-40,0,60', '0,0,180,90']
const POLYGON = 'POLYGON((-60 -40,20 -30,40 60,-60 60,-60 -40))'
const DATES = ['1990/..', '../2005', '2000/2010-06']
const earlier = zipf(12)

/** What a visitor remembers of earlier answers. */
export interface Memory {
  readonly values: Map<string, FacetValue[]>
  identifiers: readonly string[]
}

/** At most two filters, of facet values that were seen or of any other kind. */
const filtersOf = (chance: Chance, { values }: Memory): URLSearchParams => {
  const parameters = new URLSearchParams()
  for (let n = Math.floor(chance() * 3); n > 0; n--) {
    const facet = pick(chance, COUNTED) ?? 'material'
    const known = values.get(facet) ?? []
    const value = known[earlier(chance) % Math.max(1, known.length)]
    const others: readonly (() => void)[] = [
      () => value && parameters.append(facet, value.value),
      () => parameters.set('q', pick(chance, WORDS) ?? 'core'),
      () => parameters.set('bbox', pick(chance, BOXES) ?? ''),
      () => parameters.set('polygon', POLYGON),
      () => parameters.set('collected', pick(chance, DATES) ?? '1990/..'),
      () => parameters.set('has', pick(chance, ['location', 'publication', 'person']) ?? 'location'),
    ]
    pick(chance, [others[0], others[0], ...others])?.()
  }
  return parameters
}

const having = (parameters: URLSearchParams, more: Record<string, string>): URLSearchParams => {
  const copy = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(more)) copy.set(name, value)
  return copy
}

type Visit = (client: Client, chance: Chance, memory: Memory) => Promise<void>

const click: Visit = async (client, chance, memory) => {
  const asked = filtersOf(chance, memory)
  const found = await client.ask(
    'search',
    '/api/samples',
    having(asked, { facets: COUNTED.join(','), facetLimit: '20' }),
  )
  for (const facet of COUNTED) {
    const values = found.facets[facet]?.values ?? []
    if (values.length > 0) memory.values.set(facet, [...values])
  }
  if (found.items.length > 0) memory.identifiers = found.items.map(({ identifier }) => identifier)
  const facet = pick(chance, COUNTED) ?? 'material'
  const value = pick(chance, found.facets[facet]?.values ?? [])
  if (!value) return
  const clicked = having(asked, { [facet]: value.value, limit: '1000' })
  const after = await client.ask('click', '/api/samples', clicked)
  client.same(`click ${clicked}`, [found.generation, after.generation], [value.count, after.total])
  client.same(`items ${clicked}`, [after.generation], [Math.min(1000, after.total), after.items.length])
}

const pages: Visit = async (client, chance, memory) => {
  const asked = having(filtersOf(chance, memory), { sort: pick(chance, SORTS) ?? 'name', limit: '100' })
  let page = await client.ask('page', '/api/samples', asked)
  const { total } = page
  const [generations, ids] = [[page.generation], page.items.map(({ id }) => id)]
  for (let n = 1; n < 5 && page.next !== undefined; n++) {
    page = await client.ask('page', page.next)
    generations.push(page.generation)
    ids.push(...page.items.map(({ id }) => id))
  }
  client.once(`pages of ${asked}`, ids)
  if (page.next === undefined) client.same(`pages of ${asked}`, generations, [total, ids.length])
}

const map: Visit = async (client, chance, memory) => {
  const asked = filtersOf(chance, memory)
  const zoom = String(Math.floor(chance() * 8))
  const clusters = await client.ask('clusters', '/api/clusters', having(asked, { zoom }))
  const located = await client.ask(
    'search',
    '/api/samples',
    having(asked, { limit: '0', ...(!asked.has('has') && { has: 'location' }) }),
  )
  if (asked.has('has') && asked.get('has') !== 'location') return
  const shown = clusters.features.reduce((sum, { properties }) => sum + properties.count, 0)
  client.same(
    `clusters ${asked}`,
    [clusters.generation, located.generation],
    [clusters.located, located.total, shown],
  )
}

const time: Visit = async (client, chance, memory) => {
  const asked = filtersOf(chance, memory)
  const { generation, bars } = await client.ask(
    'timeline',
    '/api/timeline',
    having(asked, { interval: 'decade' }),
  )
  const bar = pick(chance, bars)
  if (!bar) return
  const within = await client.ask(
    'search',
    '/api/samples',
    having(asked, { collected: bar.collected, limit: '0' }),
  )
  client.same(`bar ${bar.collected} of ${asked}`, [generation, within.generation], [bar.count, within.total])
}

const ENTITIES = { person: 'people', organisation: 'organisations', publication: 'publications' } as const

const entity: Visit = async (client, chance, memory) => {
  const kind = pick(chance, Object.keys(ENTITIES) as (keyof typeof ENTITIES)[]) ?? 'person'
  const { id } =
    pick(
      chance,
      (memory.values.get(kind) ?? []).map(({ value }) => ({ id: value })),
    ) ?? {}
  if (id === undefined) return
  const page = await client.ask('entity', `/api/${ENTITIES[kind]}/${encodeURIComponent(id)}`)
  const found = await client.ask('search', '/api/samples', new URLSearchParams({ [kind]: id, limit: '0' }))
  client.same(`${kind} ${id}`, [page.generation, found.generation], [page.samples, found.total])
}

const resolve: Visit = async (client, chance, { identifiers }) => {
  const identifier = pick(chance, identifiers)
  if (identifier === undefined) return
  const accept = pick(chance, ['text/html', 'application/json', 'text/turtle']) ?? 'text/html'
  await client.fetch('resolver', `/id/${encodeURIComponent(identifier)}`, { headers: { accept } })
}

const COUNT = `PREFIX sosa: <http://www.w3.org/ns/sosa/>
SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s a sosa:Sample } UNION { ?s a sosa:SampleCollection } }`

const sparql: Visit = async client => {
  const answer = await client.fetch('sparql', '/sparql', {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-query', accept: 'text/csv' },
    body: COUNT,
  })
  const found = await client.ask('search', '/api/samples', new URLSearchParams({ limit: '0' }))
  if (!answer) return
  const generation = Number(answer.response.headers.get('lodestone-generation') ?? -1)
  client.same(
    'samples by SPARQL',
    [generation, found.generation],
    [Number(answer.text.split('\n')[1]), found.total],
  )
}

const portal: Visit = async (client, chance, memory) => {
  await client.fetch('portal', `/search?${filtersOf(chance, memory)}`, { headers: { accept: 'text/html' } })
}

/** The visits; those listed several times are as much more frequent. */
export const VISITS: readonly Visit[] = [
  click,
  click,
  click,
  pages,
  map,
  time,
  entity,
  resolve,
  resolve,
  sparql,
  portal,
]
