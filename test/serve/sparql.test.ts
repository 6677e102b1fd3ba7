import type { Hono } from 'hono'
import { Parser } from 'n3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { sd } from '../../src/rdf/namespaces.ts'
import { sparqlRoutes } from '../../src/serve/routes/sparql.ts'
import { exampleRecords } from '../graph/example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from '../graph/small-archive.ts'

const SELECT = 'SELECT ?s WHERE { ?s a <http://www.w3.org/ns/sosa/Sample> }'
const CONSTRUCT = 'CONSTRUCT WHERE { ?s a <http://www.w3.org/ns/sosa/Sample> }'
const get = (query: string, more = ''): string => `/sparql?query=${encodeURIComponent(query)}${more}`
const post = (
  type: string | undefined,
  body: string | Uint8Array<ArrayBuffer>,
  accept?: string,
): RequestInit => ({
  method: 'POST',
  body,
  headers: { ...(type ? { 'content-type': type } : {}), ...(accept ? { accept } : {}) },
})
const FORM = 'application/x-www-form-urlencoded'
const DIRECT = 'application/sparql-query'

describe('/sparql', () => {
  let small: SmallArchive
  let graph: GraphStore
  let app: Hono

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1, deadlineMs: 500 })
    await graph.catchUp(await small.archive.generation())
    app = sparqlRoutes({
      graph,
      base: BASE,
      limits: { deadlineMs: 500, maxBodyBytes: 100_000 },
      page: c => c.html('<h1>Editor</h1>'),
    })
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
  })

  it.each([
    ['GET', () => app.request(get(SELECT))],
    ['POST with a form', () => app.request('/sparql', post(FORM, `query=${encodeURIComponent(SELECT)}`))],
    ['POST of the query itself', () => app.request('/sparql', post(DIRECT, SELECT))],
    [
      'POST of the query itself in UTF-8',
      () => app.request('/sparql', post(`${DIRECT}; charset=UTF-8`, SELECT)),
    ],
  ])('answers a query by %s', async (_, ask) => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/sparql-results+json')
    expect(response.headers.get('lodestone-generation')).toBe('3')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const answer = (await response.json()) as { results: { bindings: unknown[] } }
    expect(answer.results.bindings).toHaveLength(2)
  })

  it.each([
    [SELECT, 'application/sparql-results+xml', 'application/sparql-results+xml'],
    [SELECT, 'application/json', 'application/sparql-results+json'],
    [SELECT, 'text/csv;q=0.5, text/tab-separated-values;q=0.9', 'text/tab-separated-values; charset=utf-8'],
    [SELECT, 'text/turtle, text/csv;q=0.1', 'text/csv; charset=utf-8'],
    [SELECT, '*/*, application/sparql-results+json;q=0', 'application/sparql-results+xml'],
    [
      SELECT,
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'application/sparql-results+xml',
    ],
    ['ASK {}', '*/*', 'application/sparql-results+json'],
    [CONSTRUCT, '*/*', 'text/turtle; charset=utf-8'],
    [CONSTRUCT, 'application/rdf+xml;q=0.9, application/ld+json', 'application/ld+json'],
    [CONSTRUCT, 'application/*', 'application/n-triples'],
  ])('%s with Accept %s comes as %s', async (query, accept, expected) => {
    const response = await app.request(get(query), { headers: { accept } })
    expect(response.headers.get('content-type')).toBe(expected)
    expect(response.headers.get('vary')).toBe('Accept-Encoding, Accept')
  })

  it.each([
    [SELECT, 'csv', 'text/csv; charset=utf-8'],
    [CONSTRUCT, 'json', 'application/ld+json'],
    [CONSTRUCT, 'xml', 'application/rdf+xml'],
    [CONSTRUCT, 'nquads', 'application/n-quads'],
  ])('%s with format=%s comes as %s', async (query, format, expected) => {
    const response = await app.request(get(query, `&format=${format}`))
    expect(response.headers.get('content-type')).toBe(expected)
  })

  it('takes the dataset from the parameters', async () => {
    const named = encodeURIComponent('https://repository.example/sample/piece')
    const response = await app.request(get(SELECT, `&default-graph-uri=${named}&format=csv`))
    expect(await response.text()).toBe('s\r\nhttps://doi.org/10.60510/demo2\r\n')
    const form = `query=${encodeURIComponent('ASK { GRAPH ?g {} }')}&named-graph-uri=${named}&format=csv`
    expect(await (await app.request('/sparql', post(FORM, form))).text()).toBe('true')
  })

  it('describes itself when there is no query', async () => {
    const response = await app.request('/sparql')
    expect(response.headers.get('content-type')).toBe('text/turtle; charset=utf-8')
    const quads = new Parser().parse(await response.text())
    const endpoint = quads.filter(quad => quad.predicate.equals(sd('endpoint')))
    expect(endpoint.map(quad => quad.object.value)).toEqual([`${BASE}/sparql`])
    expect(quads.filter(quad => quad.predicate.equals(sd('resultFormat'))).length).toBe(11)
  })

  it('shows the editor to a browser that brings no query', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    expect(await (await app.request('/sparql', { headers: { accept } })).text()).toContain('Editor')
  })

  it.each([
    [
      'no format that fits',
      406,
      'not-acceptable',
      () => app.request(get(SELECT), { headers: { accept: 'image/png' } }),
    ],
    ['an unknown format', 406, 'not-acceptable', () => app.request(get(SELECT, '&format=pdf'))],
    ['several queries', 400, 'several-queries', () => app.request(get('ASK {}', '&query=ASK%20%7B%7D'))],
    ['a form without a query', 400, 'no-query', () => app.request('/sparql', post(FORM, 'x=1'))],
    [
      'a body of unknown type',
      415,
      'unsupported-media-type',
      () => app.request('/sparql', post('text/plain', SELECT)),
    ],
    [
      'another charset',
      415,
      'unsupported-media-type',
      () => app.request('/sparql', post(`${DIRECT}; charset=utf-16`, SELECT)),
    ],
    [
      'bytes that are not UTF-8',
      400,
      'not-utf-8',
      () => app.request('/sparql', post(DIRECT, new Uint8Array([0x41, 0xff]))),
    ],
    [
      'a body that is too long',
      413,
      'query-too-long',
      () => app.request('/sparql', post(DIRECT, `${SELECT}${' '.repeat(100_000)}`)),
    ],
    [
      'an update by its media type',
      403,
      'update-refused',
      () => app.request('/sparql', post('application/sparql-update', 'DROP ALL')),
    ],
    [
      'an update by its parameter',
      403,
      'update-refused',
      () => app.request('/sparql', post(FORM, 'update=DROP%20ALL')),
    ],
    ['an update as a query', 403, 'update-refused', () => app.request(get('DROP ALL'))],
    [
      'federation',
      403,
      'federation-refused',
      () => app.request(get('ASK { SERVICE <http://127.0.0.1/> {} }')),
    ],
    [
      'a bad graph name',
      400,
      'bad-graph-iri',
      () => app.request(get('ASK {}', '&default-graph-uri=nowhere')),
    ],
    ['DELETE', 405, 'method-not-allowed', () => app.request('/sparql', { method: 'DELETE' })],
  ])('refuses %s with %i', async (_, status, code, ask) => {
    const response = await ask()
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const body = await response.json()
    expect(body).toMatchObject({ status, type: `urn:problem:lodestone:${code}`, detail: expect.any(String) })
    if (status === 405) expect(response.headers.get('allow')).toContain('GET')
  })

  it('says where a query is wrong', async () => {
    const response = await app.request(get('SELECT * WHERE {\n ?s ?p }'))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      type: 'urn:problem:lodestone:query-syntax',
      line: 2,
      column: 9,
    })
  })

  it('ends a query at the deadline that it states', async () => {
    const endless =
      'ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(STR(?a) = CONCAT(STR(?m), STR(?j))) }'
    const response = await app.request(get(endless))
    expect(response.status).toBe(504)
    expect(response.headers.get('lodestone-deadline-seconds')).toBe('0.5')
    expect((await app.request(get(SELECT))).status).toBe(200)
  })

  it('gives the headers of an answer for HEAD, and the preflight answer for OPTIONS', async () => {
    const head = await app.request(get(SELECT), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('content-type')).toBe('application/sparql-results+json')
    const options = await app.request('/sparql', { method: 'OPTIONS' })
    expect(options.status).toBe(204)
    expect(options.headers.get('access-control-allow-methods')).toContain('POST')
    expect(options.headers.get('access-control-allow-origin')).toBe('*')
  })
})
