/** The same searches as SPARQL over Oxigraph server, as a portal without a catalogue would ask them: one query per facet. */
import { join } from 'node:path'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { openDatabase } from '../../src/catalogue/database.ts'
import { parseSearch } from '../../src/catalogue/parameters.ts'
import type { RecordFacts } from '../../src/catalogue/records.ts'
import { SCHEMA_VERSION } from '../../src/catalogue/schema.ts'
import type { Vocabularies } from '../../src/registry/vocabularies.ts'
import { ask, closeClient } from '../sparql/client.ts'
import { type Store, startStore } from '../sparql/servers.ts'
import { quantile } from '../sparql/timing.ts'
import { fillCatalogue } from '../synthetic/catalogue.ts'
import { triplesOf } from '../synthetic/triples.ts'

export interface Compared {
  readonly name: string
  readonly catalogue: number
  readonly sparql: number
}

const REPEATS = 3
const PREFIXES = `PREFIX schema: <https://schema.org/> PREFIX sosa: <http://www.w3.org/ns/sosa/>
  PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>`

/** Facet -> how a sample leads to its values; concepts above a value are left out, which is less work than the catalogue does. */
const PATHS = {
  material: '?s schema:material ?v',
  objectType: '?s schema:additionalType ?v',
  sampledFeature: '?s sosa:isSampleOf ?v',
  method: '?s sosa:isResultOf/sosa:usedProcedure ?v',
  person: '?s (sosa:isResultOf/prov:wasAssociatedWith)|schema:creator ?v',
  organisation: '?s schema:holdingArchive ?v',
  publication: '?s dcterms:isReferencedBy ?v',
  status: '?s schema:creativeWorkStatus ?v',
} as const
const FACETS = Object.keys(PATHS) as (keyof typeof PATHS)[]

const triples = (store: Store, body: string): Promise<Response> =>
  fetch(`${store.graphStore}?default`, {
    ...{ method: 'POST', body, headers: { 'content-type': 'application/n-triples' } },
  })

const load = async (store: Store, samples: number, make: (i: number) => RecordFacts): Promise<void> => {
  for (let first = 0; first < samples; first += 5_000) {
    const lines: string[] = []
    for (let i = first; i < Math.min(samples, first + 5_000); i++)
      for (const [sample, facts] of make(i).facts) lines.push(triplesOf(sample, facts))
    const reply = await triples(store, lines.join(''))
    if (!reply.ok) throw new Error(await reply.text())
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let n = 0; n < REPEATS; n++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return quantile(times, 0.5)
}

interface Search {
  readonly name: string
  /** What samples must fulfil. */
  readonly where: string
  readonly query: string
  /** The facet that has a filter: its own counts leave it out. */
  readonly own?: string
}

const inSparql = (store: Store, { where, own }: Search): Promise<number> =>
  timed(async () => {
    const queries = [
      `SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a sosa:Sample . ${where} }`,
      `SELECT DISTINCT ?s ?identifier { ?s a sosa:Sample ; dcterms:identifier ?identifier . ${where} } ORDER BY ?identifier LIMIT 20`,
      ...FACETS.map(
        facet =>
          `SELECT ?v (COUNT(DISTINCT ?s) AS ?n) { ?s a sosa:Sample . ${facet === own ? '' : where} ${PATHS[facet]} } GROUP BY ?v ORDER BY DESC(?n) LIMIT 10`,
      ),
    ]
    for (const query of queries) {
      const reply = await ask({ name: 'oxigraph', url: store.url }, `${PREFIXES} ${query}`)
      if (reply.status !== 200) throw new Error(reply.body.slice(0, 300))
    }
  })

/** Times both; empty when the store cannot be had here. */
export const sparqlTimes = async (
  work: string,
  samples: number,
  make: (i: number) => RecordFacts,
  vocabularies: Vocabularies,
): Promise<Compared[]> => {
  if (samples === 0) return []
  const store = await startStore('oxigraph', join(work, 'oxigraph'))
  if (!store) return []
  await load(store, samples, make)
  const dataDir = join(work, `compared-${samples}`)
  const database = await openDatabase(dataDir)
  const labels = { concept: () => undefined, source: new Map(), profile: new Map() }
  const surroundings = { concepts: vocabularies, labels, digest: `${SCHEMA_VERSION}:bench` }
  await fillCatalogue(database, { samples, make, surroundings })
  await database.close()
  const feed = {
    generation: async () => samples,
    changesSince: async () => [],
    snapshot: async () => samples,
  }
  const catalogue = await openCatalogue({ dataDir, feed, vocabularies, sources: [], answersKept: 0 })
  const material = make(0).facts[0]?.[1].materials[0] ?? ''
  const searches: Search[] = [
    { name: 'no filter', where: '', query: '' },
    {
      ...{ name: 'one status', where: '?s schema:creativeWorkStatus "destroyed" .' },
      ...{ query: 'status=destroyed', own: 'status' },
    },
    {
      ...{ name: 'one material', where: `?s schema:material <${material}> .`, own: 'material' },
      query: `material=${encodeURIComponent(material)}`,
    },
    {
      ...{ name: 'a word', where: '?s schema:name ?name FILTER(CONTAINS(LCASE(?name), "basalt"))' },
      query: 'q=basalt',
    },
  ]
  const compared: Compared[] = []
  for (const search of searches) {
    const request = parseSearch(new URLSearchParams(`${search.query}&facets=${FACETS.join(',')}`))
    if (!request.ok) throw new Error(request.problem.detail)
    const own = await timed(() => catalogue.search(request.value))
    compared.push({ name: search.name, catalogue: own, sparql: await inSparql(store, search) })
  }
  await catalogue.close()
  await closeClient()
  return compared
}
