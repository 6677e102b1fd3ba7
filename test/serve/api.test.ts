import { describe, expect, it } from 'vitest'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { Source } from '../../src/model/source.ts'
import { SOURCE_DEFAULTS } from '../../src/registry/source-defaults.ts'
import { apiRoutes } from '../../src/serve/routes/api.ts'
import { type AgentSketch, recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed, sha256 } from '../support/build-record.ts'

const CORE = 'https://doi.org/10.60510/demo-core'
const PIECE = 'https://doi.org/10.60510/demo-piece'
const PAPER = 'https://doi.org/10.5555/demo-paper'
const PERSON: AgentSketch = { id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }
const MUSEUM: AgentSketch = { id: 'https://museum.example/', name: 'Demo museum' }
const BASALT = 'https://vocabulary.example/basalt'
const IGNEOUS = 'https://vocabulary.example/igneous'

const SOURCE: Source = {
  ...SOURCE_DEFAULTS,
  id: 'demo',
  name: 'Demo agent',
  feeds: [{ kind: 'sitemap', url: 'https://repository.example/sitemap.xml' }],
  profiles: ['kernel'],
  politeness: { concurrency: 1, delayMs: 0, timeoutMs: 1000, maxPageBytes: 1000 },
  allowPrivateAddresses: false,
  demo: true,
}

const records = (): RecordOutcome[] => [
  recordOf('https://repository.example/core', [
    {
      iri: CORE,
      identifier: 'IGSN:10.60510/DEMO-CORE',
      name: 'Demo core',
      materials: [BASALT],
      wkt: 'POINT(10 50)',
      from: '1998-07-21',
      collectors: [PERSON],
      custodians: [MUSEUM],
      publications: [{ id: PAPER, title: 'A demo paper', relation: 'IsCitedBy' }],
    },
  ]),
  recordOf('https://repository.example/piece', [
    { iri: PIECE, name: 'Demo piece', materials: [IGNEOUS], parents: [CORE], wkt: 'POINT(-170 -20)' },
  ]),
  recordOf('https://repository.example/bad', [{ iri: 'https://doi.org/10.60510/demo-bad' }], {
    state: 'rejected',
  }),
]

/** Members of answers that the tests look into; each answer has some of them. */
interface Answer {
  readonly items: { readonly id: string }[]
  readonly next: string
  readonly facets: Record<string, { readonly values: unknown[] }>
  readonly values: { readonly value: string }[]
  readonly links: unknown[]
  readonly statements: unknown[]
  readonly records: { readonly raw: string }[]
  readonly ancestors: unknown[]
  readonly descendants: unknown[]
  readonly sources: unknown
  readonly detail: string
}

const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer

/** The API over three records, as it runs behind the server, without a socket. */
const startApi = async () => {
  const outcomes = records()
  const feed = memoryFeed()
  feed.write(outcomes)
  const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
  const catalogue = await openCatalogue({ feed, vocabularies, sources: [SOURCE] })
  await catalogue.catchUp()
  const stored = outcomes.map(({ body: _, ...outcome }, index) => ({ ...outcome, seq: index + 1 }))
  const app = apiRoutes({
    catalogue,
    archive: {
      generation: () => feed.generation(),
      changeHeads: (since, limit) => feed.changeHeads(since, limit),
      versions: seqs => feed.versions(seqs),
      identity: () => feed.identity(),
      record: async url => stored.find(record => record.url === url),
      recordsOfSample: async sample => stored.filter(record => record.samples.some(each => each === sample)),
      body: async digest => outcomes.find(outcome => sha256(outcome.body) === digest)?.body,
      statistics: async () => [{ source: 'demo', accepted: 2, rejected: 1, unreadable: 0, withdrawn: 0 }],
    },
    sources: [SOURCE],
    profiles: [],
    vocabularies,
    base: 'http://localhost:3030',
  })
  const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { app, feed, catalogue, get, json: async (path: string) => answerOf(await get(path)) }
}

const encoded = encodeURIComponent

describe('the search', () => {
  it('answers items, total, generation and the facets that were asked for', async () => {
    const { json } = await startApi()
    const found = await json(`/api/samples?material=${encoded(IGNEOUS)}&facets=material,source&sort=name`)
    expect(found).toMatchObject({ total: 2, generation: 3 })
    expect(found.items.map(item => item.id)).toEqual([CORE, PIECE])
    expect(found.items[0]).toMatchObject({
      identifier: 'IGSN:10.60510/DEMO-CORE',
      source: 'demo',
      landingPage: 'https://repository.example/core',
      materials: [{ id: BASALT, label: 'Basalt' }],
      geometry: { type: 'Point', coordinates: [10, 50] },
      collected: { from: '1998-07-21' },
      people: [{ id: PERSON.id, name: 'Josiah Carberry', roles: ['collector'] }],
      organisations: [{ id: MUSEUM.id, name: 'Demo museum', roles: ['custodian'] }],
      publications: [{ id: PAPER, title: 'A demo paper', relation: 'IsCitedBy' }],
      conformsTo: ['kernel'],
    })
    expect(found.facets.source).toEqual({
      values: [{ value: 'demo', label: 'Demo agent', count: 2, selected: false }],
      total: 1,
    })
    expect(found.facets.material?.values).toContainEqual({
      value: IGNEOUS,
      label: 'Igneous rock',
      count: 2,
      selected: true,
      broader: ['https://vocabulary.example/rock'],
    })
  })

  it('leads to the next page by a path that repeats the request', async () => {
    const { json } = await startApi()
    const first = await json('/api/samples?limit=1&sort=-name')
    expect(first.items[0]?.id).toBe(PIECE)
    const second = await json(first.next)
    expect(second.items[0]?.id).toBe(CORE)
    expect(second.next).toBeUndefined()
  })

  it.each([
    ['/api/samples?materiel=x', 'unknown-parameter', 'did you mean "material"?'],
    ['/api/samples?facets=materiel', 'invalid-parameter', 'did you mean "material"?'],
    ['/api/samples?sort=nmae', 'invalid-parameter', 'did you mean "name"?'],
    ['/api/samples?has=locaton', 'invalid-parameter', 'did you mean "location"?'],
    ['/api/samples?limit=1001', 'invalid-parameter', 'from 0 to 1000'],
    ['/api/samples?bbox=1,2,3', 'invalid-parameter', 'minLon,minLat,maxLon,maxLat'],
    ['/api/samples?polygon=POLYGON(oops)', 'invalid-parameter', 'WKT'],
    ['/api/samples?collected=soon', 'invalid-parameter', 'FROM/TO'],
    ['/api/samples?cursor=xyz', 'invalid-cursor', 'damaged'],
    ['/api/clusters?zoom=19', 'invalid-parameter', 'from 0 to 18'],
    ['/api/timeline?interval=week', 'invalid-parameter', 'decade'],
    ['/api/people?sort=size', 'invalid-parameter', 'Known:'],
  ])('refuses %s and says what to write instead', async (path, code, advice) => {
    const { get } = await startApi()
    const response = await get(path)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const problem = await answerOf(response)
    expect(problem).toMatchObject({ type: `urn:problem:lodestone:${code}`, status: 400 })
    expect(problem.detail).toContain(advice)
  })

  it('refuses a cursor of another search', async () => {
    const { get, json } = await startApi()
    const { next } = await json('/api/samples?limit=1')
    const response = await get(next.replace('limit=1', 'limit=1&status=registered'))
    expect(response.status).toBe(400)
    expect((await answerOf(response)).detail).toContain('other filters')
  })

  it.each([
    'bbox=0,0,1,1&bbox=-180,-90,180,90',
    'q=a&q=b',
    'limit=1&limit=2',
    'polygon=POLYGON((1 2, 1 2))',
    'polygon=POLYGON((1 2, 3 4, 1 2))',
  ])('refuses %s rather than to drop a part of it', async query => {
    const { get } = await startApi()
    expect((await get(`/api/samples?${query}`)).status).toBe(400)
  })

  it('takes hostile values for what they are: texts', async () => {
    const { json } = await startApi()
    for (const value of ["x'); DROP TABLE sample; --", '$p1', '\u0000', '" OR 1=1', '\\', '[']) {
      expect(await json(`/api/samples?material=${encoded(value)}&q=${encoded(value)}`)).toMatchObject({
        total: 0,
      })
    }
    expect(await json('/api/samples')).toMatchObject({ total: 2 })
  })

  it('answers 304 to the ETag of the same generation, and anew after a change', async () => {
    const { get, feed, catalogue } = await startApi()
    const first = await get('/api/samples')
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('lodestone-generation')).toBe('3')
    expect((await get('/api/samples', { 'if-none-match': `"other", ${etag}` })).status).toBe(304)
    feed.withdraw('https://repository.example/piece')
    await catalogue.catchUp()
    const second = await get('/api/samples', { 'if-none-match': etag })
    expect(await second.json()).toMatchObject({ total: 1, generation: 4 })
  })

  it('may be read from pages of other origins', async () => {
    const { get } = await startApi()
    const response = await get('/api/samples', { origin: 'https://portal.example' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toContain('ETag')
  })
})

describe('one sample', () => {
  it('comes with statements, links both ways and records, by IRI or identifier, encoded or not', async () => {
    const { json, get } = await startApi()
    const detail = await json(`/api/samples/${encoded(CORE)}`)
    expect(detail).toMatchObject({ id: CORE, generation: 3, name: 'Demo core' })
    expect(detail.links).toContainEqual({
      relation: 'http://purl.org/dc/terms/isPartOf',
      type: 'IsPartOf',
      inverse: 'HasPart',
      direction: 'in',
      target: PIECE,
      kind: 'sample',
      title: 'Demo piece',
      assertedBy: [expect.objectContaining({ record: 'https://repository.example/piece', source: 'demo' })],
    })
    expect(detail.statements).toContainEqual({
      predicate: 'https://schema.org/name',
      object: { type: 'literal', value: 'Demo core' },
      assertedBy: ['https://repository.example/core'],
    })
    expect(detail.records).toMatchObject([
      { url: 'https://repository.example/core', state: 'accepted', coverage: 1 },
    ])
    expect(await json(`/api/samples/${encoded('10.60510/DEMO-CORE')}`)).toMatchObject({ id: CORE })
    const unencoded = await get('/api/samples/10.60510/demo-core/links')
    expect(unencoded.status).toBe(308)
    expect(unencoded.headers.get('location')).toBe('/api/samples/10.60510%2Fdemo-core/links')
    expect(await json(unencoded.headers.get('location') ?? '')).toMatchObject({ id: CORE })
    for (const path of [`/api/samples/${CORE}`, `/api/samples/${CORE.replace('//', '/')}`]) {
      const sentOn = await get(path)
      expect(await json(sentOn.headers.get('location') ?? '')).toMatchObject({ id: CORE })
    }
  })

  it('has a family', async () => {
    const { json } = await startApi()
    const { ancestors } = await json(`/api/samples/${encoded(PIECE)}/family`)
    expect(ancestors).toMatchObject([{ id: CORE, name: 'Demo core', distance: 1, known: true }])
    const { descendants } = await json(`/api/samples/${encoded(CORE)}/family`)
    expect(descendants).toMatchObject([{ id: PIECE }])
  })

  it('shows the reports of a record that validation kept out', async () => {
    const { json, get } = await startApi()
    const id = encoded('https://doi.org/10.60510/demo-bad')
    expect((await get(`/api/samples/${id}`)).status).toBe(404)
    const { records: found } = await json(`/api/samples/${id}/validation`)
    expect(found).toMatchObject([{ state: 'rejected', reports: [{ profile: 'kernel', conforms: false }] }])
  })

  it('gives the record as JSON, as N-Quads, and its page as text that no browser runs', async () => {
    const { json, get } = await startApi()
    const path = `/api/samples/${encoded(CORE)}/record`
    const { records: found } = await json(path)
    expect(found[0]).toMatchObject({ url: 'https://repository.example/core', mediaType: 'text/html' })
    expect((await get(path, { accept: 'application/n-quads' })).headers.get('content-type')).toBe(
      'application/n-quads',
    )
    expect((await get(path, { accept: 'image/png' })).status).toBe(406)
    const raw = await get(found[0]?.raw ?? '')
    expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(raw.headers.get('content-security-policy')).toContain('sandbox')
    expect(await raw.text()).toContain('<!doctype html>')
  })

  it('is not found with a problem that says where to look', async () => {
    const { get } = await startApi()
    const response = await get('/api/samples/nothing')
    expect(response.status).toBe(404)
    expect((await answerOf(response)).detail).toContain('/api/samples?q=')
  })
})

describe('the other side of the links', () => {
  it('lists people, searchable by name or ORCID, and their samples', async () => {
    const { json, get } = await startApi()
    const person = { id: PERSON.id, name: 'Josiah Carberry', samples: 1 }
    expect(await json('/api/people')).toMatchObject({ total: 1, items: [person] })
    expect(await json('/api/people?q=carb')).toMatchObject({ items: [person] })
    expect(await json('/api/people?q=0000-0002-1825')).toMatchObject({ items: [person] })
    expect(await json('/api/people?q=nobody')).toMatchObject({ total: 0, items: [] })
    expect(await json(`/api/people/${encoded(PERSON.id)}`)).toMatchObject({ ...person, sources: { demo: 1 } })
    const path = `/api/people/${encoded(PERSON.id)}/samples`
    expect(await json(`${path}?facets=material`)).toMatchObject({ total: 1, items: [{ id: CORE }] })
    expect((await get(`${path}?person=somebody`)).status).toBe(400)
    expect((await get('/api/people/nobody')).status).toBe(404)
  })

  it('lists organisations and publications alike', async () => {
    const { json } = await startApi()
    expect(await json('/api/organisations')).toMatchObject({
      items: [{ id: MUSEUM.id, name: 'Demo museum' }],
    })
    expect(await json(`/api/publications/${encoded(PAPER)}`)).toMatchObject({
      name: 'A demo paper',
      samples: 1,
    })
    expect(await json(`/api/publications/${encoded(PAPER)}/samples`)).toMatchObject({ total: 1 })
  })

  it('pages through the values of a facet', async () => {
    const { json, get } = await startApi()
    const first = await json('/api/facets/material?limit=2')
    expect(first).toMatchObject({ facet: 'material', total: 4 })
    const second = await json(first.next)
    const values = [...first.values, ...second.values].map(each => each.value)
    expect(new Set(values).size).toBe(4)
    expect(second.next).toBeUndefined()
    const unknown = await get('/api/facets/materiel')
    expect(unknown.status).toBe(404)
    expect((await answerOf(unknown)).detail).toContain('did you mean "material"?')
  })
})

describe('space, time and registry', () => {
  it('groups located samples as GeoJSON', async () => {
    const { get } = await startApi()
    const response = await get('/api/clusters?zoom=2&bbox=170,-50,-160,0')
    expect(response.headers.get('content-type')).toBe('application/geo+json')
    expect(await response.json()).toMatchObject({
      type: 'FeatureCollection',
      located: 1,
      features: [{ geometry: { coordinates: [-170, -20] }, properties: { count: 1, id: PIECE } }],
    })
  })

  it('counts by time of collection', async () => {
    const { json } = await startApi()
    expect(await json('/api/timeline?interval=decade')).toMatchObject({
      interval: 'decade',
      bars: [{ from: '1990', to: '1999', collected: '1990/1999', count: 1 }],
      undated: 1,
    })
  })

  it('tells of sources how their records fare', async () => {
    const { json, get } = await startApi()
    const { sources } = await json('/api/sources')
    expect(sources).toMatchObject([
      { id: 'demo', name: 'Demo agent', samples: 2, records: { accepted: 2, rejected: 1 } },
    ])
    expect(await json('/api/sources/demo')).toMatchObject({ conformsTo: { kernel: 2 } })
    expect((await get('/api/sources/demmo')).status).toBe(404)
    expect(await json('/api/profiles')).toMatchObject({ profiles: [] })
    expect(await json('/api/vocabularies')).toMatchObject({ vocabularies: [] })
  })

  it('describes itself as OpenAPI 3.1', async () => {
    const { app } = await startApi()
    const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Test', version: '1' } })
    expect(Object.keys(document.paths ?? {})).toEqual(
      expect.arrayContaining([
        '/api/samples',
        '/api/samples/{id}/family',
        '/api/people/{id}/samples',
        '/api/profiles/{id}',
        '/id/{id}',
      ]),
    )
    const parameters = document.paths?.['/api/samples']?.get?.parameters ?? []
    expect(parameters).toContainEqual(
      expect.objectContaining({
        name: 'material',
        in: 'query',
        required: false,
        schema: expect.objectContaining({ type: 'array' }),
      }),
    )
  })
})

describe('/id/', () => {
  it.each([
    'IGSN:10.60510/DEMO-CORE',
    'https://doi.org/10.60510/demo-core',
    '10.60510/demo-core',
    'https:/doi.org/10.60510/demo-core',
  ])('leads browsers to the page of %s', async text => {
    const { get } = await startApi()
    const response = await get(`/id/${text}`, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/samples/${encoded(CORE)}`)
    expect(response.headers.get('link')).toContain('rel="cite-as"')
  })

  it('leads programs to JSON, and gives RDF to those that read it', async () => {
    const { get } = await startApi()
    const path = `/id/${encoded(CORE)}`
    expect((await get(path, { accept: 'application/json' })).headers.get('location')).toBe(
      `/api/samples/${encoded(CORE)}`,
    )
    const turtle = await get(path, { accept: 'text/turtle' })
    expect(turtle.headers.get('content-type')).toContain('text/turtle')
    expect(await turtle.text()).toContain('a sosa:Sample')
    const expanded = await (await get(path, { accept: 'application/ld+json' })).json()
    expect(expanded).toContainEqual(
      expect.objectContaining({ '@id': CORE, '@type': ['http://www.w3.org/ns/sosa/Sample'] }),
    )
    expect((await get(path, { accept: 'image/png' })).status).toBe(406)
  })

  it('knows persons, and says so when it knows nothing', async () => {
    const { get } = await startApi()
    const person = await get(`/id/${encoded(PERSON.id)}`, { accept: 'application/json' })
    expect(person.headers.get('location')).toBe(`/api/people/${encoded(PERSON.id)}`)
    expect((await get('/id/10.60510/nothing')).status).toBe(404)
    expect((await get('/id/%E0%A4%A')).status).toBe(404)
  })
})
