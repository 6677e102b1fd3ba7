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

  it.each(['/api/people', '/api/sources', '/api/facets', '/api/timeline', '/api/changes', '/health'])(
    'is named by %s if that is the API',
    async path => {
      const link = (await api.get(path)).headers.get('link') ?? ''
      expect(link.includes(CONTEXT_REL)).toBe(path.startsWith('/api/'))
    },
  )
})
