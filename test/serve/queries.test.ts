import { OpenAPIHono } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import { type ExampleQuery, loadExamples, parseExample } from '../../src/graph/examples.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { queryRoutes } from '../../src/serve/routes/queries.ts'
import { exampleRecords, VOCABULARY } from '../graph/example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from '../graph/small-archive.ts'

const ALL = parseExample(
  '90-everything',
  `#+ title: Everything
#+ description: All statements of things like these.
#+ parameter: name string -- A name
#+ parameter: least integer -- A number
SELECT ?s ?p ?o WHERE { VALUES ?name { UNDEF } VALUES ?least { 0 } ?s ?p ?o . BIND(?name AS ?n) BIND(?least AS ?l) } ORDER BY ?s ?p ?o`,
  BASE,
)
const queries: readonly ExampleQuery[] = [...loadExamples(BASE), ALL]

describe('stored queries', () => {
  let small: SmallArchive
  let graph: GraphStore
  let app: OpenAPIHono
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  const problem = async (path: string) => {
    const answer = await get(path)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    return { status: answer.status, ...((await answer.json()) as { detail: string; parameter?: string }) }
  }

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, vocabulary: VOCABULARY, replicas: 1 })
    await graph.catchUp(await small.archive.generation())
    app = new OpenAPIHono()
    app.route('/', queryRoutes({ graph, base: BASE, queries, deadlineMs: 1500 }))
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
  })

  it('answer with what stands in them when nothing is given', async () => {
    const answer = await get('/api/queries/samples-of-a-collector?format=csv')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('lodestone-generation')).toBe('3')
    expect(answer.headers.get('lodestone-deadline-seconds')).toBe('1.5')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect((await answer.text()).trim().split(/\r?\n/)).toHaveLength(2)
  })

  it.each(['0000-0002-1825-0097', 'https://orcid.org/0000-0002-1825-0097', 'ORCID: 0000-0002-1825-0097'])(
    'take an identifier in any spelling: %s',
    async person => {
      const answer = await get(
        `/api/queries/samples-of-a-collector?person=${encodeURIComponent(person)}&format=csv`,
      )
      expect(await answer.text()).toContain('Demo core')
    },
  )

  it('give nothing for a value that nothing has', async () => {
    const answer = await get('/api/queries/is-it-a-sample?sample=10.5072/none', { accept: 'text/csv' })
    expect((await answer.text()).trim()).toBe('false')
  })

  it.each([
    ['a parameter that there is not', 'samples-named-like?txet=x', 400, 'txet', 'did you mean "text"'],
    [
      'an identifier with a bracket',
      'is-it-a-sample?sample=urn:x%3E%7D',
      400,
      'sample',
      'persistent identifier',
    ],
    ['an ORCID with a slip', 'samples-of-a-collector?person=0000-0002-1825-0098', 400, 'person', 'check'],
    ['a box of three corners', 'samples-within-a-box?bbox=1,2,3', 400, 'bbox', 'west,south,east,north'],
    ['a choice misspelt', 'deepest-and-highest?order=depest', 400, 'order', 'did you mean "deepest"'],
    ['a page of nothing', 'licences?limit=0', 400, 'limit', 'whole number from 1'],
    ['a negative offset', 'licences?offset=-1', 400, 'offset', 'whole number from 0'],
    ['a format that there is not', 'licences?format=pdf', 406, undefined, 'pdf'],
    ['a format of another form', 'licences?format=turtle', 406, undefined, 'text/turtle'],
    ['a query that there is not', 'licenses', 404, undefined, 'did you mean "licences"'],
  ])('refuse %s', async (_, path, status, parameter, detail) => {
    const found = await problem(`/api/queries/${path}`)
    expect(found).toMatchObject({ status, detail: expect.stringContaining(detail) })
    expect(found.parameter).toBe(parameter)
  })

  it('take hostile texts as texts', async () => {
    for (const text of ['"} DROP ALL #', '\\u0022 }', "'''", '{}<>\n\r\0', '?x', '%s', '\\']) {
      const answer = await get(`/api/queries/samples-named-like?format=csv&text=${encodeURIComponent(text)}`)
      expect([text, answer.status]).toEqual([text, 200])
      expect((await answer.text()).trim()).toBe('sample,name')
    }
  })

  it.each(['json', 'xml', 'csv', 'tsv'])(
    'link to the next page as long as a page is full: %s',
    async format => {
      const seen: number[] = []
      let next: string | undefined = `/api/queries/everything?format=${format}&limit=30`
      while (next) {
        const answer: Response = await get(next)
        expect(answer.status).toBe(200)
        next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
        seen.push((await answer.text()).length)
      }
      expect(seen.length).toBeGreaterThan(1)
      expect(seen.length).toBeLessThan(10)
    },
  )

  it('are told apart by their values: a tag is for one question', async () => {
    const path = '/api/queries/samples-named-like?text=core'
    const tag = (await get(path)).headers.get('etag') ?? ''
    expect((await get(path, { 'if-none-match': tag })).status).toBe(304)
    expect((await get('/api/queries/samples-named-like?text=piece', { 'if-none-match': tag })).status).toBe(
      200,
    )
  })

  it('answer OPTIONS and HEAD, and refuse what is no reading', async () => {
    const options = await app.request('/api/queries/licences', { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
    const head = await app.request('/api/queries/licences', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await app.request('/api/queries/licences', { method: 'POST' })).status).toBe(405)
  })

  it('are listed with their parameters and defaults', async () => {
    const answer = await get('/api/queries')
    const { queries: listed } = (await answer.json()) as { queries: { name: string; parameters: unknown }[] }
    expect(listed).toHaveLength(queries.length)
    expect(listed.find(({ name }) => name === 'everything')?.parameters).toEqual([
      { name: 'name', type: 'string', description: 'A name' },
      { name: 'least', type: 'integer', description: 'A number', default: '0' },
    ])
    expect((await get('/api/queries', { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(
      304,
    )
  })

  it('can be had as SHACL under three addresses', async () => {
    const document = await (
      await get('/.well-known/sparql-examples', { accept: 'application/n-triples' })
    ).text()
    expect(document).toContain('SPARQLAskExecutable')
    expect(await (await get('/api/queries/examples.nt')).text()).toBe(document)
    expect(await (await get('/api/queries/examples?format=nt')).text()).toBe(document)
    expect((await get('/api/queries/examples.doc')).status).toBe(404)
  })

  it('are described in OpenAPI, each with its own parameters', () => {
    const { paths } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'T', version: '1' } })
    expect(Object.keys(paths ?? {})).toHaveLength(queries.length + 3)
    const described = paths?.['/api/queries/samples-cited-by-several-papers']?.get?.parameters
    expect(described).toContainEqual(
      expect.objectContaining({
        name: 'least',
        schema: expect.objectContaining({ type: 'integer', default: 2 }),
      }),
    )
  })
})
