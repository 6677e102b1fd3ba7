import jsonld from 'jsonld'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseQuads } from '../../../src/rdf/n-quads.ts'
import { CONTEXT, CONTEXT_REL } from '../../../src/serve/api/context.ts'
import { BASE, type DemoApi, openDemoApi } from './demo-api.ts'

/** Statements as lines without languages and datatypes, which JSON has not. */
const plain = (quads: readonly ReturnType<typeof parseQuads>[number][]): string[] =>
  quads.map(({ subject, predicate, object }) =>
    [
      subject.value,
      predicate.value,
      object.termType === 'Literal' ? JSON.stringify(object.value) : object.value,
    ].join(' '),
  )

const statementsOf = async (document: object, documentLoader?: object): Promise<string[]> => {
  const options = { format: 'application/n-quads' as const, base: `${BASE}/api/samples`, ...documentLoader }
  return plain(parseQuads((await jsonld.toRDF(document as never, options)) as unknown as string))
}

describe('the JSON-LD context of the API', () => {
  let api: DemoApi
  let kernel: Set<string>
  beforeAll(async () => {
    api = await openDemoApi()
    const changes = await api.archive.changesSince(0, 10_000)
    kernel = new Set(
      changes
        .filter(({ after }) => after.state === 'accepted')
        .flatMap(({ after }) => plain(parseQuads(after.kernelTriples))),
    )
  }, 120_000)
  afterAll(() => api?.close())

  it('makes nothing but statements of the default graph of every sample', async () => {
    const answer = await api.get('/api/samples?limit=1000', { accept: 'application/ld+json' })
    expect(answer.headers.get('content-type')).toContain('application/ld+json')
    const document = (await answer.json()) as { total: number }
    const made = await statementsOf(document)
    expect(made.filter(line => !kernel.has(line))).toEqual([])
    expect(made.length).toBeGreaterThan(8 * document.total)
  })

  it('says the same when it is applied to plain JSON by the Link header', async () => {
    const answer = await api.get('/api/samples?limit=5')
    const link = answer.headers.get('link') ?? ''
    expect(link).toContain(`<${BASE}/api/context.jsonld>; rel="${CONTEXT_REL}"; type="application/ld+json"`)
    const served = await api.get('/api/context.jsonld')
    const document = { '@context': `${BASE}/api/context.jsonld`, ...((await answer.json()) as object) }
    const remote = { document: await served.json(), documentUrl: `${BASE}/api/context.jsonld` }
    const made = await statementsOf(document, { documentLoader: async () => remote })
    const inline = await (await api.get('/api/samples?limit=5', { accept: 'application/ld+json' })).json()
    expect(made).toEqual(await statementsOf(inline as object))
    expect(made.length).toBeGreaterThan(20)
  })

  it('knows what a sample states of its materials, publications and people', async () => {
    const id = 'https://doi.org/10.5072/demo-find-0005'
    const path = `/api/samples/${encodeURIComponent(id)}`
    const made = await statementsOf(
      (await (await api.get(path, { accept: 'application/ld+json' })).json()) as object,
    )
    expect(made).toContain(
      `${id} https://schema.org/material https://w3id.org/isample/opencontext/material/iron`,
    )
    expect(made).toContain(
      `${id} http://purl.org/dc/terms/isReferencedBy https://doi.org/10.5072/demo-paper-25`,
    )
    expect(made.filter(line => !kernel.has(line))).toEqual([])
  })

  it('says nothing of a text that stands where a concept could', async () => {
    const item = {
      '@context': CONTEXT,
      id: 'https://doi.org/10.5072/demo-x',
      materials: [{ id: 'Blue stuff', label: 'x' }],
    }
    expect(await statementsOf(item)).toEqual([])
  })

  const sample = (id: string) => `/api/samples/${encodeURIComponent(`https://doi.org/10.5072/${id}`)}`
  const asLinked = async (path: string) => {
    const answer = await api.get(path, { accept: 'application/ld+json' })
    expect(`${path} ${answer.status}`).toBe(`${path} 200`)
    expect(answer.headers.get('content-type')).toContain('application/ld+json')
    expect(answer.headers.get('vary')).toMatch(/accept\b/i)
    return (await answer.json()) as Record<string, unknown>
  }

  it.each([
    '/api/sources',
    '/api/sources/demo-rock-and-core',
    '/api/sources/demo-rock-and-core/runs',
    '/api/profiles',
    '/api/vocabularies',
    '/api/vocabularies/used',
    '/api/changes?limit=3',
    '/api/clusters',
    '/api/timeline',
    '/api/facets',
    '/api/facets/material',
    '/api/queries',
    '/api/links?limit=3',
    '/api/export/manifest?format=csv&source=demo-rock-and-core',
    `${sample('demo-core-0001')}/validation`,
    `${sample('demo-core-0001')}/record`,
  ])('stands in %s for who likes JSON-LD better, and what the members are stays as it was', async path => {
    const { '@context': context, stated: _, ...members } = await asLinked(path)
    expect(context).toEqual(JSON.parse(JSON.stringify(CONTEXT)))
    const plainAnswer = await api.get(path)
    expect(plainAnswer.headers.get('content-type')).toMatch(/^application\/(?:geo\+)?json/)
    expect(plainAnswer.headers.get('link')).toContain(CONTEXT_REL)
    if (!path.includes('manifest')) expect(members).toEqual(await plainAnswer.json())
  })

  /** Statements that stand by themselves, and those of rdf:Statement with the records that make each. */
  const read = async (document: object) => {
    const made = await statementsOf(document)
    const parts = new Map<string, Map<string, string[]>>()
    for (const line of made.filter(each => each.startsWith('_:') || /^b\d/.test(each))) {
      const [, node = '', predicate = '', object = ''] = /^(\S+) (\S+) (.*)$/s.exec(line) ?? []
      const name = /[^#/]*$/.exec(predicate)?.[0] ?? ''
      const of = parts.get(node) ?? new Map<string, string[]>()
      parts.set(node, of.set(name, [...(of.get(name) ?? []), object]))
    }
    const reified = [...parts.values()].map(of => ({
      type: of.get('type'),
      line: ['subject', 'predicate', 'object'].map(name => of.get(name)?.join()).join(' '),
      records: of.get('wasDerivedFrom') ?? [],
    }))
    const direct = made.filter(line => line.startsWith('http'))
    return { direct, reified }
  }

  it.each([
    [`${sample('demo-find-0005')}/links`, 3],
    [`${sample('demo-find-0005')}/assertions`, 5],
    [`${sample('demo-core-0001')}/links`, 3],
    [`/api/publications/${encodeURIComponent('https://doi.org/10.5072/demo-paper-25')}/links`, 1],
  ])('says in %s what records state, and which records', async (path, least) => {
    const { direct, reified } = await read(await asLinked(path))
    expect(direct.filter(line => !kernel.has(line))).toEqual([])
    expect(direct.length).toBeGreaterThanOrEqual(least)
    expect(new Set(reified.map(({ line }) => line))).toEqual(new Set(direct))
    for (const { type, line, records } of reified) {
      expect(type).toEqual(['http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement'])
      expect(records.length).toBeGreaterThan(0)
      for (const url of records) {
        const record = await api.archive.record(url)
        expect(plain(parseQuads(record?.kernelTriples ?? ''))).toContain(line)
      }
    }
  })

  it.each([
    `${sample('demo-core-0001')}/family`,
    `${sample('demo-core-0001')}/family?of=descendants`,
    '/api/links?limit=50',
    '/api/links?limit=50&version=4',
  ])('says in %s only what the default graph does', async path => {
    const { direct, reified } = await read(await asLinked(path))
    expect(direct.length).toBeGreaterThan(2)
    expect(direct.filter(line => !kernel.has(line))).toEqual([])
    expect(reified).toEqual([])
  })

  it.each(['/api/people', '/api/sources', '/api/facets', '/api/timeline', '/api/changes', '/health'])(
    'is named by %s if that is the API',
    async path => {
      const link = (await api.get(path)).headers.get('link') ?? ''
      expect(link.includes(CONTEXT_REL)).toBe(path.startsWith('/api/'))
    },
  )
})
