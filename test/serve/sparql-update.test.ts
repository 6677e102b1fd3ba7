/** Updates by the SPARQL 1.1 Protocol: who may, what is refused, and that answers never lag behind. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GraphStore } from '../../src/graph/store.ts'
import type { UserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { graphStoreRoutes } from '../../src/serve/routes/graph-store.ts'
import { sparqlRoutes } from '../../src/serve/routes/sparql.ts'
import { writingHooks } from '../../src/serve/routes/user-graphs/hooks.ts'
import { BASE } from '../graph/small-archive.ts'
import { openWritingHouse, type WritingHouse } from '../graph/user-graphs-house.ts'

const TOKEN = 'a-token-for-this-test'
const typeOf = (code: string): string => `urn:problem:lodestone:${code}`
const limits = { deadlineMs: 20_000, maxBodyBytes: 400_000 }
const numbers = (count: number): string =>
  `INSERT DATA { GRAPH <urn:x:many> { ${Array.from({ length: count }, (_, i) => `<urn:x:a> <urn:x:b> ${i} .`).join(' ')} } }`

describe('updates over HTTP', () => {
  let house: WritingHouse
  let graph: GraphStore
  let users: UserGraphs
  let sparql: ReturnType<typeof sparqlRoutes>
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const post = (body: string, headers: Record<string, string> = bearer(TOKEN), to = sparql) =>
    to.request('/sparql', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/sparql-update', ...headers },
    })
  const form = (fields: [string, string][]) =>
    sparql.request('/sparql', {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...bearer(TOKEN) },
    })
  const shown = async (name: string): Promise<string[]> => {
    const query = encodeURIComponent(`SELECT ?o { GRAPH <${name}> { ?s ?p ?o } } ORDER BY ?o`)
    const answer = await sparql.request(`/sparql?query=${query}`, { headers: { accept: 'text/csv' } })
    return (await answer.text()).trim().split(/\r?\n/).slice(1)
  }

  beforeAll(async () => {
    house = await openWritingHouse({ maxStatements: 10, maxChanges: 15 })
    graph = house.graph
    users = house.users
    const hooks = writingHooks({ config: { writeToken: TOKEN, base: BASE }, users })
    sparql = sparqlRoutes({ graph, base: BASE, limits, ...hooks.sparql })
  })
  beforeEach(async () => {
    expect((await post('DROP ALL')).status).toBe(200)
  })
  afterAll(async () => {
    await house.close()
  })

  it('takes an update as a body, and as a form with its dataset', async () => {
    const direct = await post('INSERT DATA { GRAPH <urn:x:from> { <urn:x:a> <urn:x:b> 1, 2 } }')
    expect([direct.status, await direct.json()]).toEqual([200, { added: 2, removed: 0 }])
    const copied = await form([
      ['update', 'INSERT { GRAPH <urn:x:to> { ?s ?p ?o } } WHERE { ?s ?p ?o }'],
      ['using-graph-uri', 'urn:x:from'],
    ])
    expect([copied.status, await copied.json()]).toEqual([200, { added: 2, removed: 0 }])
    expect(await shown('urn:x:to')).toEqual(['1', '2'])
    const twice = await form([
      ['update', 'INSERT { GRAPH <urn:x:to> { ?s ?p 3 } } USING <urn:x:from> WHERE { ?s ?p ?o }'],
      ['using-graph-uri', 'urn:x:from'],
    ])
    expect([twice.status, await twice.json()]).toMatchObject([400, { type: typeOf('dataset-conflict') }])
  })

  it('shows a write in the next answer, whose tag is another', async () => {
    const query = `/sparql?query=${encodeURIComponent('SELECT ?o { GRAPH <urn:x:tag> { ?s ?p ?o } }')}`
    const tags = new Set<string>()
    let tag = ''
    for (const number of [1, 2, 3]) {
      await post(`CLEAR ALL ; INSERT DATA { GRAPH <urn:x:tag> { <urn:x:a> <urn:x:b> ${number} } }`)
      const headers = { 'if-none-match': tag, accept: 'text/csv' }
      const fresh = await sparql.request(query, { headers })
      expect([fresh.status, await fresh.text()]).toEqual([200, `o\r\n${number}\r\n`])
      tag = fresh.headers.get('etag') ?? ''
      tags.add(tag)
      const same = await sparql.request(query, { headers: { ...headers, 'if-none-match': tag } })
      expect(same.status).toBe(304)
    }
    expect(tags.size).toBe(3)
  })

  it.each([
    ['no token', {}, 401, 'write-token-needed'],
    ['a token of another kind', { authorization: `Basic ${TOKEN}` }, 401, 'write-token-needed'],
    ['a wrong token', { authorization: 'Bearer other' }, 403, 'write-token-wrong'],
    ['the beginning of the token', bearer(TOKEN.slice(0, -1)), 403, 'write-token-wrong'],
  ])('refuses a writer with %s', async (_, headers: Record<string, string>, status, code) => {
    const refused = await post('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }', headers)
    expect([refused.status, await refused.json()]).toMatchObject([status, { type: typeOf(code) }])
    expect(refused.headers.has('www-authenticate')).toBe(status === 401)
    expect(await shown('urn:x:g')).toEqual([])
  })

  it('says that writing is not set up when there is no token', async () => {
    const hooks = writingHooks({ config: { base: BASE }, users })
    const reading = sparqlRoutes({ graph, base: BASE, limits, ...hooks.sparql })
    const refused = await post('DROP ALL', bearer(TOKEN), reading)
    const detail = expect.stringContaining('is not set up on this server')
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { type: typeOf('update-refused'), detail },
    ])
    const store = graphStoreRoutes({ graph, base: BASE, ...hooks.graphStore })
    const put = await store.request('/user-graphs?graph=urn:x:g', { method: 'PUT', headers: bearer(TOKEN) })
    expect([put.status, await put.json()]).toMatchObject([
      405,
      { type: typeOf('method-not-allowed'), detail },
    ])
    expect(put.headers.get('allow')).not.toContain('PUT')
  })

  it.each([
    [
      'SERVICE',
      'INSERT { GRAPH <urn:x:g> { ?s ?p ?o } } WHERE { SERVICE <urn:x:s> { ?s ?p ?o } }',
      403,
      'federation-refused',
    ],
    ['LOAD', 'LOAD <http://127.0.0.1:1/> INTO GRAPH <urn:x:g>', 403, 'load-refused'],
    ['LOAD SILENT', 'LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <urn:x:g>', 403, 'load-refused'],
    ['more changes than one request may make', numbers(16), 413, 'too-many-changes'],
    [
      'more solutions than one request may use',
      'INSERT { GRAPH <urn:x:g> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }',
      413,
      'too-many-changes',
    ],
    ['more statements than are kept', numbers(11), 507, 'user-graphs-full'],
    ['a text that is too long to be read', `# ${'x'.repeat(130 * 1024)}\nDROP ALL`, 413, 'query-too-long'],
    ['a body that is too long', `# ${'x'.repeat(400_000)}\nDROP ALL`, 413, 'query-too-long'],
  ])('refuses %s, and changes nothing', async (_, text, status, code) => {
    await post('INSERT DATA { GRAPH <urn:x:many> { <urn:x:a> <urn:x:b> "kept" } }')
    const { revision } = graph.status()
    const refused = await post(text)
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect([refused.status, await refused.json()]).toMatchObject([status, { type: typeOf(code) }])
    expect(await shown('urn:x:many')).toEqual(['kept'])
    expect(graph.status().revision).toBe(revision)
  })

  it('takes as many statements as are kept, and makes room again', async () => {
    expect((await post(numbers(10))).status).toBe(200)
    expect((await post('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')).status).toBe(507)
    expect((await post('DELETE DATA { GRAPH <urn:x:many> { <urn:x:a> <urn:x:b> 1 } }')).status).toBe(200)
    expect((await post('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')).status).toBe(200)
  })

  it.each([
    ['INSERT DATA {\n  GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> } }', 2],
    ['DROP ALL ;\n\nINSERT { GRAPH <urn:x:g> { ?s ?p ?o } }', 3],
    ['INSERT DATA {\n  GRAPH <urn:x:g> { <urn:x:a> mine:b 1 } }', 2],
  ])('says where an update cannot be read: %j', async (text, line) => {
    const refused = await post(text)
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { type: typeOf('query-syntax'), line, column: expect.any(Number) },
    ])
  })

  it('lets scripts of other sites send the token to graphs that can be written, and only there', async () => {
    const allowed = async (routes: { request: typeof sparql.request }, path: string) => {
      const answer = await routes.request(path, { method: 'OPTIONS' })
      return (answer.headers.get('access-control-allow-headers') ?? '').split(', ').includes('authorization')
    }
    const { graphStore } = writingHooks({ config: { writeToken: TOKEN, base: BASE }, users })
    expect(await allowed(sparql, '/sparql')).toBe(true)
    expect(await allowed(graphStoreRoutes({ graph, base: BASE, ...graphStore }), '/user-graphs')).toBe(true)
    expect(await allowed(graphStoreRoutes({ graph, base: BASE }), '/user-graphs')).toBe(false)
  })
})
