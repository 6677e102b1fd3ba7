import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { StoredRecord } from '../../src/model/record.ts'
import { apiDocument } from '../../src/serve/api/document.ts'
import { apiRoutes } from '../../src/serve/routes/api.ts'
import { harvestableRoutes } from '../../src/serve/routes/harvestable.ts'
import { recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource } from './portal-house.ts'

const CORE = 'https://doi.org/10.60510/demo-core'
const PIECE = 'https://doi.org/10.60510/demo-piece'
const OLD_PIECE = 'https://hdl.handle.net/10273/OLDPIECE1'
const GONE = 'https://doi.org/10.60510/demo-gone'
const PAPER = 'https://doi.org/10.5555/demo-paper'
const BASE = 'http://localhost:3030'
const at = (id: string) => `/id/${encodeURIComponent(id)}`

describe('the resolver', () => {
  let get: (path: string, accept?: string, more?: Record<string, string>) => Promise<Response>
  let close: () => Promise<void>
  let described: ReturnType<typeof apiDocument>
  beforeAll(async () => {
    const collectors = [{ id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }]
    const publications = [{ id: PAPER, title: 'A demo paper', relation: 'IsCitedBy' }]
    const outcomes = [
      recordOf('https://repository.example/core', [
        { iri: CORE, identifier: 'IGSN:10.60510/DEMO-CORE', name: 'Demo core', collectors, publications },
      ]),
      recordOf('https://repository.example/piece', [
        {
          ...{ iri: PIECE, name: 'Demo piece', parents: [CORE] },
          publications: [{ id: OLD_PIECE, title: 'Demo piece', relation: 'IsIdenticalTo' }],
        },
      ]),
      recordOf('https://repository.example/gone', [{ iri: GONE, name: 'Demo gone' }]),
    ]
    const feed = memoryFeed()
    feed.write(outcomes)
    feed.withdraw('https://repository.example/gone', 'gone (410)')
    const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
    const catalogue = await openCatalogue({ feed, vocabularies, sources: [demoSource] })
    await catalogue.catchUp()
    const current = new Map<string, StoredRecord>()
    for (const { url, after } of await feed.changesSince(0, 100)) current.set(url, after)
    const { write: _, withdraw: __, ...reads } = feed
    const archive = {
      ...reads,
      record: async (url: string) => current.get(url),
      recordsOfSample: async (id: string) =>
        [...current.values()].filter(({ samples }) => samples.some(each => each === id)),
    } as Partial<Archive> as Archive
    const deps = { archive, catalogue, vocabularies, sources: [demoSource], profiles: [], base: BASE }
    const app = apiRoutes(deps).route('/', harvestableRoutes(deps))
    described = apiDocument(apiRoutes(deps), BASE)
    get = async (path, accept, more = {}) =>
      app.request(path, { headers: { ...(accept !== undefined && { accept }), ...more } })
    close = () => catalogue.close()
  })
  afterAll(() => close())

  it.each([
    ['text/turtle', 'turtle'],
    ['application/ld+json', 'jsonld'],
    ['application/n-triples', 'ntriples'],
    ['application/trig', 'trig'],
    ['application/rdf+xml', 'rdfxml'],
    ['application/vnd.datacite.datacite+json', 'datacite'],
    ['application/vnd.citationstyles.csl+json', 'csl'],
    ['application/x-bibtex', 'bibtex'],
    ['application/x-research-info-systems', 'ris'],
    ['text/x-bibliography', 'citation'],
    ['application/linkset+json', 'linkset'],
    ['application/linkset', 'linkset-text'],
  ])('gives %s to who accepts it, and by ?format=%s', async (type, format) => {
    const accepted = await get(at(CORE), `image/png, ${type};q=0.9, text/html;q=0.1`)
    expect([accepted.status, accepted.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    expect(accepted.headers.get('vary')).toContain('Accept')
    expect(accepted.headers.get('access-control-allow-origin')).toBe('*')
    const named = await get(`${at(CORE)}?format=${format}`, 'text/html')
    expect(await named.text()).toBe(await accepted.text())
    const etag = accepted.headers.get('etag') ?? ''
    expect((await get(at(CORE), type, { 'if-none-match': etag })).status).toBe(304)
  })

  it('leads another spelling to the canonical address, in the same format', async () => {
    for (const text of ['10.60510%2FDEMO-CORE', 'https%253A%252F%252Fdoi.org%252F10.60510%252Fdemo-core']) {
      const turtle = await get(`/id/${text}`, 'text/turtle')
      expect([turtle.status, turtle.headers.get('location')]).toEqual([302, at(CORE)])
      const bibtex = await get(`/id/${text}?format=bibtex`)
      expect([bibtex.status, bibtex.headers.get('location')]).toEqual([302, `${at(CORE)}?format=bibtex`])
    }
    const page = await get('/id/https://repository.example/core', 'application/x-bibtex')
    expect(page.headers.get('location')).toBe(at(CORE))
  })

  it('signposts author, citation, formats, parts and link set', async () => {
    const links = (await get(at(CORE), 'text/html')).headers.get('link') ?? ''
    expect(links).toContain('<https://orcid.org/0000-0002-1825-0097>; rel="author"')
    expect(links).toContain(`<${CORE}>; rel="cite-as"`)
    expect(links).toContain(
      `<${BASE}${at(CORE)}?format=bibtex>; rel="describedby"; type="application/x-bibtex"`,
    )
    expect(links).toContain(`<${BASE}/samples/${encodeURIComponent(PIECE)}>; rel="item"; type="text/html"`)
    expect(links).toContain('rel="linkset"; type="application/linkset+json"')
    const { linkset } = (await (await get(`${at(PIECE)}?format=linkset`)).json()) as {
      linkset: Record<string, unknown>[]
    }
    expect(linkset[0]).toMatchObject({
      anchor: `${BASE}/samples/${encodeURIComponent(PIECE)}`,
      collection: [{ href: `${BASE}/samples/${encodeURIComponent(CORE)}` }],
    })
    expect(linkset).toContainEqual(expect.objectContaining({ describes: expect.anything() }))
  })

  it('gives publications and people, too', async () => {
    expect(await (await get(`${at(PAPER)}?format=bibtex`)).text()).toContain('title = {{A demo paper}}')
    expect(await (await get(`${at(PAPER)}?format=datacite`)).json()).toMatchObject({
      relatedIdentifiers: [{ relationType: 'Cites', relatedIdentifier: '10.60510/demo-core' }],
    })
    const person = await get(at('https://orcid.org/0000-0002-1825-0097'), 'text/turtle')
    expect(await person.text()).toContain('Josiah Carberry')
    expect((await get(`${at('https://orcid.org/0000-0002-1825-0097')}?format=bibtex`)).status).toBe(406)
  })

  it.each([GONE, '10.60510/DEMO-GONE', 'https://repository.example/gone'])(
    'says of %s what is known',
    async text => {
      const response = await get(at(text), 'text/turtle, application/json;q=0.5')
      expect(response.status).toBe(410)
      expect(await response.json()).toMatchObject({
        ...{ id: GONE, name: 'Demo gone', landingPage: 'https://repository.example/gone' },
        records: [
          {
            record: 'https://repository.example/gone',
            source: 'demo',
            because: 'gone (410)',
            gone: '2026-01-01T00:00:00.000Z',
          },
        ],
      })
    },
  )

  it('resolves what was copied with brackets or a full stop around it', async () => {
    for (const text of ['(10.60510/DEMO-CORE)', '10.60510/DEMO-CORE.', '“10.60510/demo-core”,'])
      expect((await get(at(text), 'text/turtle')).headers.get('location')).toBe(at(CORE))
  })

  it('proposes for a legacy handle what has its code, but does not take it for that', async () => {
    for (const text of [
      'hdl:10273/DEMO-CORE',
      'https://hdl.handle.net/10273/DEMO-CORE',
      '10273/demo-core',
      'https://igsn.org/DEMO-CORE',
    ]) {
      const response = await get(at(text))
      expect(response.status, text).toBe(404)
      expect(await response.json()).toMatchObject({ reason: 'not-harvested', nearest: [{ id: CORE }] })
    }
    // This a record says.
    const stated = await get(at('hdl:10273/OLDPIECE1'), 'text/turtle')
    expect(stated.headers.get('location')).toBe(at(PIECE))
  })

  it('takes no legacy handle for a sample in the API either, but where a record says so', async () => {
    const sample = (text: string) => get(`/api/samples/${encodeURIComponent(text)}`)
    for (const text of ['hdl:10273/DEMO-CORE', '10273/DEMO-CORE', 'https://igsn.org/demo-core']) {
      expect((await sample(text)).status, text).toBe(404)
      expect((await get(at(text))).status, text).toBe(404)
    }
    expect(await (await sample('10273/OLDPIECE1')).json()).toMatchObject({ id: PIECE })
    expect(await (await sample('10.60510/DEMO-CORE')).json()).toMatchObject({ id: CORE })
  })

  it('names the parts of a sample to who misspells one', async () => {
    const below = await get(`/api/samples/${encodeURIComponent(CORE)}/famly`)
    expect(below.status).toBe(404)
    expect(await below.json()).toMatchObject({
      detail: expect.stringMatching(
        /no "famly" below .*, did you mean "family"\? There is \/links, \/family,/,
      ),
    })
    const typed = await get('/api/samples/10.60510/DEMO-CORE/famly')
    expect(typed.status).toBe(308)
    const answer = await get(typed.headers.get('location') ?? '')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('did you mean "family"?') })
    const people = await get(
      `/api/people/${encodeURIComponent('https://orcid.org/0000-0002-1825-0097')}/links`,
    )
    expect(await people.json()).toMatchObject({ detail: expect.stringContaining('There is /samples') })
    expect((await get('/api/samples/10.60510/DEMO-CORE/family')).headers.get('location')).toBe(
      '/api/samples/10.60510%2FDEMO-CORE/family',
    )
  })

  it('says that a bare code is ambiguous, though only one sample here has it', async () => {
    for (const text of [
      'DEMO-CORE',
      'demo-core',
      'IGSN:DEMO-CORE',
      'igsn: demo-core',
      'urn:igsn:DEMO-CORE',
    ]) {
      const response = await get(at(text), 'text/turtle, application/json;q=0.5')
      expect(response.status, text).toBe(300)
      const problem = (await response.json()) as { detail: string; candidates: { id: string }[] }
      expect(problem.candidates.map(({ id }) => id)).toEqual([CORE])
      expect(problem.detail).toMatch(/"DEMO-CORE" is a bare code, .* ambiguous, .* one of the candidates/)
    }
    // A record says that the legacy IGSN is that sample's; the code without its label could still be another agent's.
    expect((await get(at('IGSN:OLDPIECE1'), 'text/turtle')).headers.get('location')).toBe(at(PIECE))
    const bare = await get(at('OLDPIECE1'))
    expect([bare.status, ((await bare.json()) as { candidates: unknown[] }).candidates]).toMatchObject([
      300,
      [{ id: PIECE }],
    ])
  })

  it('describes every status that it answers with', () => {
    const responses = described.paths['/id/{id}']?.get?.responses ?? {}
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '300', '302', '303', '304', '404', '406', '410']),
    )
    expect(Object.keys(responses['200']?.content ?? {})).toContain('application/x-bibtex')
  })

  it('says why it knows nothing, and what is called nearly so', async () => {
    const response = await get(at('10.60510/DEMO-C0RE'))
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      reason: 'not-harvested',
      nearest: [{ id: CORE, href: at(CORE) }],
    })
    expect((await get(`${at(CORE)}?format=docx`)).status).toBe(406)
  })

  it('has pages of records, 410 for one that is gone, and disallows robots what is costly', async () => {
    const record = (name: string) => `/records/${encodeURIComponent(`https://repository.example/${name}`)}`
    const page = await get(record('core'), 'text/html')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('application/ld+json')])
    expect((await get(record('gone'), 'text/html')).status).toBe(410)
    expect(await (await get(record('gone'), 'application/ld+json')).json()).toMatchObject({
      because: 'gone (410)',
    })
    expect((await get(record('none'))).status).toBe(404)
    const robots = await (await get('/robots.txt')).text()
    expect(robots).toContain('Disallow: /sparql\n')
    expect(robots).toContain(`Sitemap: ${BASE}/sitemap.xml\n`)
  })
})
