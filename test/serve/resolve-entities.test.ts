import { afterAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { StoredRecord } from '../../src/model/record.ts'
import { apiRoutes } from '../../src/serve/routes/api.ts'
import { recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource } from './portal-house.ts'

const ORCID = 'https://orcid.org/0000-0002-1825-0097'
const ISNI = 'https://isni.org/isni/0000000121032683'
const ROR = 'https://ror.org/03yrm5c26'
const GRID = 'https://www.grid.ac/institutes/grid.413492.9'
const CORE = 'https://doi.org/10.60510/demo-core'
const at = (id: string) => `/id/${encodeURIComponent(id)}`

const start = async () => {
  const person = { id: ORCID, name: 'Josiah Carberry', sameAs: [ISNI] }
  const custodian = { id: ROR, name: 'Demo museum', sameAs: [GRID] }
  const feed = memoryFeed()
  feed.write([
    recordOf('https://a.example/core', [{ iri: CORE, collectors: [person], custodians: [custodian] }]),
  ])
  const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
  const catalogue = await openCatalogue({ feed, vocabularies, sources: [demoSource] })
  await catalogue.catchUp()
  const stored: readonly StoredRecord[] = (await feed.changesSince(0, 9)).map(({ after }) => after)
  const { write: _, withdraw: __, ...reads } = feed
  const archive = {
    ...reads,
    record: async () => undefined,
    recordsOfSample: async (id: string) =>
      stored.filter(({ samples }) => samples.some(sample => sample === id)),
  } as Partial<Archive> as Archive
  const deps = { archive, catalogue, vocabularies, sources: [demoSource], profiles: [] }
  const app = apiRoutes({ ...deps, base: 'http://localhost:3030' })
  return {
    catalogue,
    get: async (path: string, accept: string) => app.request(path, { headers: { accept } }),
  }
}
const house = start()
const get = async (path: string, accept = '*/*') => (await house).get(path, accept)

afterAll(async () => (await house).catalogue.close())

const FORMATS = [
  ['application/ld+json', 'jsonld'],
  ['text/turtle', 'turtle'],
  ['application/n-triples', 'ntriples'],
  ['application/n-quads', 'nquads'],
  ['application/trig', 'trig'],
  ['application/rdf+xml', 'rdfxml'],
  ['text/n3', 'n3'],
  ['application/linkset+json', 'linkset'],
] as const

describe.each([
  [
    'a person',
    ORCID,
    [ISNI, 'isni:0000 0001 2103 2683', 'ORCID:0000-0002-1825-0097'],
    'Josiah Carberry',
    'people',
  ],
  ['an organisation', ROR, [GRID, 'grid.413492.9', 'ror.org/03yrm5c26'], 'Demo museum', 'organisations'],
])('/id/ of %s', (_, id, aliases, name, list) => {
  it.each(FORMATS)('gives %s to who accepts it, and by ?format=%s', async (type, format) => {
    const accepted = await get(at(id), `${type}, text/html;q=0.1`)
    expect([accepted.status, accepted.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    const text = await accepted.text()
    expect(text).toContain(format === 'linkset' ? 'describedby' : name)
    expect(await (await get(`${at(id)}?format=${format}`, 'text/html')).text()).toBe(text)
  })

  it.each(FORMATS)('leads each of its other names to the canonical one, for %s', async (type, format) => {
    for (const alias of aliases) {
      const accepted = await get(at(alias), type)
      expect([alias, accepted.status, accepted.headers.get('location')]).toEqual([alias, 302, at(id)])
      const asked = await get(`${at(alias)}?format=${format}`)
      expect([asked.status, asked.headers.get('location')]).toEqual([302, `${at(id)}?format=${format}`])
    }
  })

  it('leads browsers and clients that read JSON to the page and the entry, by each of its names', async () => {
    for (const text of [id, ...aliases]) {
      const page = await get(at(text), 'text/html,application/xhtml+xml,*/*;q=0.8')
      expect([page.status, page.headers.get('location')]).toEqual([303, `/${list}/${encodeURIComponent(id)}`])
      const json = await get(at(text), 'application/json')
      expect([json.status, json.headers.get('location')]).toEqual([
        303,
        `/api/${list}/${encodeURIComponent(id)}`,
      ])
      expect(await (await get(json.headers.get('location') ?? '')).json()).toMatchObject({ id, name })
    }
  })

  it('offers no citation, by whatever name', async () => {
    for (const text of [id, ...aliases]) {
      expect((await get(`${at(text)}?format=bibtex`)).status).toBe(406)
      expect((await get(at(text), 'application/x-bibtex')).status).toBe(406)
    }
  })
})
