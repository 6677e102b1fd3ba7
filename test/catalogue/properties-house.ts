/** The API in process over a catalogue whose content can be replaced, with a random vocabulary read as the program reads its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import { loadVocabularies, type Vocabularies } from '../../src/registry/vocabularies.ts'
import { apiRoutes } from '../../src/serve/routes/api.ts'
import { demoSource } from '../serve/portal-house.ts'
import { memoryFeed } from '../support/build-record.ts'
import { CONCEPTS } from './properties-corpus.ts'

export interface FacetAnswer {
  readonly total: number
  readonly values: readonly {
    readonly value: string
    readonly count: number
    readonly selected: boolean
    readonly broader?: readonly string[]
  }[]
}

/** Members of the answers that properties speak of; each answer has some of them. */
export interface Answer {
  readonly total: number
  readonly generation: number
  readonly items: readonly { readonly id: string; readonly geometry?: unknown }[]
  readonly facets: Readonly<Record<string, FacetAnswer>>
  readonly next?: string
  readonly located: number
  readonly features: readonly { readonly properties: { readonly count: number } }[]
  readonly bars: readonly { readonly collected: string; readonly count: number }[]
  readonly undated: number
  readonly samples: number
}

/** Reads a vocabulary of CONCEPTS for materials, in which concept n lies below those that `hierarchy[n]` numbers. */
export const vocabularyOf = (hierarchy: readonly (readonly number[])[]): Vocabularies => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-vocabulary-'))
  const concepts = CONCEPTS.map((iri, n) => {
    const broader = (hierarchy[n] ?? []).map(above => `; skos:broader <${CONCEPTS[above]}>`).join(' ')
    return `<${iri}> a skos:Concept ; skos:inScheme <https://vocabulary.example/> ; skos:prefLabel "Concept ${n}"@en ${broader} .`
  })
  const head =
    '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://vocabulary.example/> a skos:ConceptScheme .'
  writeFileSync(join(folder, 'rocks.ttl'), [head, ...concepts].join('\n'))
  writeFileSync(
    join(folder, 'schemes.json'),
    JSON.stringify({ schemes: [{ file: 'rocks.ttl', field: 'material' }], additions: [] }),
  )
  const vocabularies = loadVocabularies(folder)
  rmSync(folder, { recursive: true })
  return vocabularies
}

/** One API; `close` it in the end. */
export interface House {
  readonly catalogue: Catalogue
  readonly vocabularies: Vocabularies
  /** Makes these records the whole content. */
  fill(records: readonly RecordOutcome[]): Promise<void>
  /** Writes or withdraws single records and catches up. */
  write(records: readonly RecordOutcome[]): Promise<void>
  withdraw(url: string): Promise<void>
  /** The accepted records. */
  accepted(): StoredRecord[]
  get(path: string): Promise<Response>
  /** The answer to a path and parameters; throws when it is refused. */
  ask(path: string, parameters?: URLSearchParams | Record<string, string>): Promise<Answer>
}

/** Opens an API without records. */
export const openHouse = async (hierarchy: readonly (readonly number[])[]): Promise<House> => {
  const feed = memoryFeed()
  const vocabularies = vocabularyOf(hierarchy)
  const catalogue = await openCatalogue({ feed, vocabularies, sources: [] })
  let current = new Map<string, StoredRecord>()
  const write = async (outcomes: readonly RecordOutcome[]) => {
    const last = new Map(outcomes.map(outcome => [outcome.url, outcome]))
    for (const { body: _, ...outcome } of last.values()) current.set(outcome.url, { ...outcome, seq: 1 })
    feed.write([...last.values()])
    await catalogue.catchUp()
  }
  const app = apiRoutes({
    catalogue,
    archive: {
      generation: () => feed.generation(),
      changeHeads: (since, limit) => feed.changeHeads(since, limit),
      versions: seqs => feed.versions(seqs),
      identity: () => feed.identity(),
      record: async url => current.get(url),
      recordsOfSample: async sample =>
        [...current.values()].filter(record => record.samples.some(each => each === sample)),
      body: async () => undefined,
      statistics: async () => [],
    },
    sources: ['a', 'b', 'c', 'd'].map(id => ({ ...demoSource, id })),
    profiles: [],
    vocabularies,
    base: 'http://localhost:3030',
  })
  const get = async (path: string) => app.request(path)
  return {
    catalogue,
    vocabularies,
    write,
    fill: async outcomes => {
      for (const url of current.keys()) feed.withdraw(url)
      current = new Map()
      await write(outcomes)
    },
    withdraw: async url => {
      current.delete(url)
      feed.withdraw(url)
      await catalogue.catchUp()
    },
    accepted: () => [...current.values()].filter(({ state }) => state === 'accepted'),
    get,
    ask: async (path, parameters = {}) => {
      const address = `${path}?${new URLSearchParams(parameters)}`
      const response = await get(address)
      const text = await response.text()
      if (!response.ok) throw new Error(`${address}: ${response.status} ${text}`)
      return JSON.parse(text) as Answer
    },
  }
}

/** The parameters with others set, added or taken away. */
export const changed = (
  parameters: URLSearchParams,
  {
    set = {},
    add = [],
    drop = [],
  }: { set?: Record<string, string>; add?: [string, string][]; drop?: string[] },
): URLSearchParams => {
  const copy = new URLSearchParams(parameters)
  for (const name of drop) copy.delete(name)
  for (const [name, value] of Object.entries(set)) copy.set(name, value)
  for (const [name, value] of add) copy.append(name, value)
  return copy
}
