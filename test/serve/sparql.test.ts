import { brotliDecompressSync } from 'node:zlib'
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
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1, deadlineMs: 1500 })
    await graph.catchUp(await small.archive.generation())
    app = sparqlRoutes({
      graph,
      base: BASE,
      limits: { deadlineMs: 1500, maxBodyBytes: 100_000 },
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
    ['QUERY of the query itself', () => app.request('/sparql', { ...post(DIRECT, SELECT), method: 'QUERY' })],
    [
      'QUERY with a form',
      () => app.request('/sparql', { ...post(FORM, `query=${encodeURIComponent(SELECT)}`), method: 'QUERY' }),
    ],
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
    [CONSTRUCT, 'n3', 'text/n3; charset=utf-8'],
    [SELECT, 'application/sparql-results+xml', 'application/sparql-results+xml'],
    [SELECT, '', 'application/sparql-results+json'],
    [SELECT, 'json&output=csv', 'application/sparql-results+json'],
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

  it('takes empty fields of a form for nothing, and output= for format=', async () => {
    const response = await app.request(
      get(SELECT, '&default-graph-uri=&named-graph-uri=&output=csv&timeout=0'),
    )
    expect((await response.text()).split('\r\n')).toHaveLength(4)
  })

  it('writes Turtle with the prefixes of the query before those that everybody knows', async () => {
    const query = `PREFIX my: <http://www.w3.org/ns/sosa/> CONSTRUCT WHERE { ?s a my:Sample ; ?p ?o }`
    const text = await (await app.request(get(query))).text()
    expect(text).toContain('@prefix my: <http://www.w3.org/ns/sosa/> .')
    expect(text).toContain('my:Sample')
    expect(text).toMatch(/schema:name/)
    expect(text).not.toContain('@prefix sosa:')
    expect(new Parser().parse(text).length).toBeGreaterThan(4)
  })

  it('says 304 without running the query while the generation stands, whatever its white space', async () => {
    const first = await app.request(get(SELECT))
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"3\./)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const asked: string[] = []
    const watched: GraphStore = {
      ...graph,
      query: (text, options) => {
        asked.push(text)
        return graph.query(text, options)
      },
    }
    const other = sparqlRoutes({
      graph: watched,
      base: BASE,
      limits: { deadlineMs: 1500, maxBodyBytes: 1000 },
    })
    const ask = (query: string, more: Record<string, string> = {}, parameters = '') =>
      Promise.resolve(other.request(get(query, parameters), { headers: { 'if-none-match': tag, ...more } }))
    for (const query of [SELECT, `#c\n${SELECT.replaceAll(' ', '  \n')} `]) {
      const second = await ask(query)
      expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag])
      expect(second.headers.get('vary')).toBe('Accept-Encoding, Accept')
    }
    expect(asked).toEqual([])
    for (const [query, more, parameters] of [
      [SELECT.replace('Sample', 'Sampling'), {}, ''],
      [SELECT, { accept: 'text/csv' }, ''],
      [SELECT, {}, '&default-graph-uri=http%3A%2F%2Fa.example'],
    ] as const)
      expect((await ask(query, more, parameters)).status).toBe(200)
    expect(asked).toHaveLength(3)
  })

  it('says 304 for the very bytes of another generation, and never by a tag of an answer in a coding that is not wanted', async () => {
    const { headers } = await app.request(get(SELECT))
    const old = (headers.get('etag') ?? '').replace('"3.', '"2.')
    const ask = async (tag: string, coding = '') =>
      app.request(get(SELECT), { headers: { 'if-none-match': tag, 'accept-encoding': coding } })
    expect((await ask(old)).status).toBe(304)
    expect((await ask(`"x", W/${old}`)).status).toBe(304)
    expect((await ask('*')).status).toBe(304)
    const packed = old.replace(/"$/, '-br"')
    expect([(await ask(packed)).status, (await ask(packed, 'br')).status]).toEqual([200, 304])
  })

  it.each([
    'SELECT (NOW() AS ?x) {}',
    'SELECT (rand() AS ?x) {}',
    'SELECT (UUID() AS ?x) {}',
    'SELECT (STRUUID() AS ?x) {}',
    'SELECT (BNODE() AS ?x) {}',
  ])('gives no tag for %s, whose answer is another one each time', async query => {
    const { status, headers } = await app.request(get(query))
    expect([status, headers.get('etag'), headers.get('cache-control')]).toEqual([200, null, 'no-store'])
  })

  it('packs long answers with br or gzip', async () => {
    const long = `SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }`
    const response = await app.request(get(long), { headers: { 'accept-encoding': 'gzip, br' } })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('etag')).toMatch(/-br"$/)
    const text = brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()
    expect(JSON.parse(text).results.bindings.length).toBeGreaterThan(10)
  })

  it.each([
    'text/turtle',
    'application/n-triples',
    'application/n-quads',
    'application/trig',
    'application/rdf+xml',
    'application/ld+json',
    'text/n3',
  ])('describes itself as %s', async accept => {
    const response = await app.request('/sparql', { headers: { accept } })
    expect(response.headers.get('content-type')).toContain(accept)
    const again = await app.request('/sparql', {
      headers: { accept, 'if-none-match': response.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
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
    [
      'a query in body and address',
      400,
      'several-queries',
      () => app.request(get('ASK {}'), post(DIRECT, 'ASK {}')),
    ],
    [
      'several updates',
      400,
      'several-updates',
      () => app.request('/sparql', post(FORM, 'update=CLEAR%20ALL&update=CLEAR%20ALL')),
    ],
    [
      'query and update at once',
      400,
      'query-and-update',
      () => app.request('/sparql', post(FORM, 'query=ASK%20%7B%7D&update=CLEAR%20ALL')),
    ],
    ['an update in the address', 403, 'update-refused', () => app.request('/sparql?update=CLEAR%20ALL')],
    [
      'percent-encoded bytes that are not UTF-8',
      400,
      'not-utf-8',
      () => app.request('/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%E9%22%20%7D'),
    ],
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
      'a packed body',
      415,
      'unsupported-coding',
      () =>
        app.request('/sparql', {
          ...post(DIRECT, new Uint8Array([0x1f, 0x8b])),
          headers: { 'content-type': DIRECT, 'content-encoding': 'gzip' },
        }),
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
      column: 8,
      detail: 'line 2, column 8: something is missing before this "}"',
    })
  })

  it.each([
    ['SELECT ("a\\u0001b" AS ?x) {}', 'xml', 'json'],
    ['SELECT ("a\\uFFFFb" AS ?x) {}', 'xml', 'csv'],
    ['CONSTRUCT { <urn:x:a> <urn:x:b> "a\\u001Fb" } WHERE {}', 'rdfxml', 'turtle'],
  ])('writes no XML that nobody can read: %s', async (query, xml, other) => {
    const refused = await app.request(get(query, `&format=${xml}`))
    expect([refused.status, await refused.json()]).toMatchObject([
      406,
      { type: 'urn:problem:lodestone:not-xml' },
    ])
    expect((await app.request(get(query, `&format=${other}`))).status).toBe(200)
    const fine = query.replace(/\\u..../, '\\n\\t\\u00FF')
    expect((await app.request(get(fine, `&format=${xml}`))).status).toBe(200)
  })

  it('ends a query at the deadline that it states', async () => {
    const endless =
      'ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(STR(?a) = CONCAT(STR(?m), STR(?j))) }'
    const response = await app.request(get(endless))
    expect(response.status).toBe(504)
    expect(response.headers.get('lodestone-deadline-seconds')).toBe('1.5')
    expect((await app.request(get(SELECT))).status).toBe(200)
  })

  it('hands an update to who carries it out, when somebody does', async () => {
    const taken: unknown[] = []
    const writing = sparqlRoutes({
      graph,
      base: BASE,
      limits: { deadlineMs: 1500, maxBodyBytes: 1000 },
      update: async (_, update) => {
        taken.push(update)
        return new Response(null, { status: 204 })
      },
    })
    const update = post('application/sparql-update', 'CLEAR ALL')
    expect((await writing.request('/sparql?using-graph-uri=http%3A%2F%2Fa.example', update)).status).toBe(204)
    expect(taken).toEqual([{ text: 'CLEAR ALL', usingGraphs: ['http://a.example'], usingNamedGraphs: [] }])
    expect((await writing.request('/sparql?update=CLEAR%20ALL')).status).toBe(400)
    expect(await (await writing.request('/sparql')).text()).toContain('SPARQL11Update')
  })

  it('gives the headers of an answer for HEAD, and the preflight answer for OPTIONS', async () => {
    const head = await app.request(get(SELECT), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('content-type')).toBe('application/sparql-results+json')
    const options = await app.request('/sparql', { method: 'OPTIONS' })
    expect(options.status).toBe(204)
    expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, QUERY, OPTIONS')
    expect(options.headers.get('access-control-allow-headers')).toContain('if-none-match')
    expect(options.headers.get('accept-query')).toContain('application/sparql-query')
    expect(options.headers.get('access-control-allow-origin')).toBe('*')
  })
})
