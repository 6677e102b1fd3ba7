import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { openUserGraphs, type UserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { graphStoreRoutes } from '../../src/serve/routes/graph-store.ts'
import { sparqlRoutes } from '../../src/serve/routes/sparql.ts'
import { writingHooks } from '../../src/serve/routes/user-graphs/hooks.ts'
import { exampleRecords } from '../graph/example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from '../graph/small-archive.ts'

const TOKEN = 'a-token-for-this-test'
const RECORD = 'https://repository.example/sample/piece'

describe('writing graphs of users over HTTP', () => {
  let small: SmallArchive
  let graph: GraphStore
  let users: UserGraphs
  let store: ReturnType<typeof graphStoreRoutes>
  let sparql: ReturnType<typeof sparqlRoutes>
  const named = (iri: string): string => `/user-graphs?graph=${encodeURIComponent(iri)}`
  const send = (path: string, method: string, body?: string, headers: Record<string, string> = {}) =>
    store.request(path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { 'content-type': 'text/turtle', authorization: `Bearer ${TOKEN}`, ...headers },
    })

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1 })
    await graph.catchUp(await small.archive.generation())
    const isRecord = async (iri: string) => (await small.archive.record(iri)) !== undefined
    users = openUserGraphs({
      dataDir: small.dataDir,
      base: BASE,
      graph,
      isRecord,
      deadlineMs: 20_000,
      maxChanges: 50,
    })
    const hooks = writingHooks({ config: { writeToken: TOKEN, base: BASE }, users })
    store = graphStoreRoutes({ graph, base: BASE, ...hooks.graphStore })
    sparql = sparqlRoutes({
      graph,
      base: BASE,
      limits: { deadlineMs: 20_000, maxBodyBytes: 1e6 },
      ...hooks.sparql,
    })
  })
  afterAll(async () => {
    users.close()
    await graph.close()
    await small.remove()
  })

  it('puts, gives, adds to and deletes a graph with blank nodes', async () => {
    const path = named('urn:x:put')
    expect((await send(path, 'PUT', '[] <urn:x:p> [ <urn:x:q> "1" ] .')).status).toBe(201)
    expect((await send(path, 'POST', '<urn:x:a> <urn:x:p> 1 .')).status).toBe(204)
    const text = await (await store.request(path, { headers: { accept: 'application/n-triples' } })).text()
    expect(text.split('\n').filter(Boolean)).toHaveLength(3)
    expect(text).toMatch(/^_:\S+ <urn:x:p> _:/m)
    expect([(await send(path, 'DELETE')).status, (await send(path, 'DELETE')).status]).toEqual([204, 404])
    expect((await store.request(path)).status).toBe(404)
  })

  it('never says 304 for an answer that a write has changed', async () => {
    const query = `/sparql?query=${encodeURIComponent('SELECT ?o { GRAPH <urn:x:tag> { ?s ?p ?o } }')}`
    const tag = (await sparql.request(query)).headers.get('etag') ?? ''
    const again = () => sparql.request(query, { headers: { 'if-none-match': tag } })
    expect((await again()).status).toBe(304)
    await send(named('urn:x:tag'), 'PUT', '<urn:x:a> <urn:x:p> 1 .')
    expect((await again()).status).toBe(200)
  })

  it('says in which line a document cannot be read', async () => {
    const refused = await send(named('urn:x:g'), 'PUT', '<urn:x:a> <urn:x:b>\n  <urn:x:c> .\n<urn:x:a> .')
    expect(await refused.json()).toMatchObject({ line: 3, title: 'The document cannot be read' })
  })

  it.each([
    ['without a token', 401, named('urn:x:g'), 'text/turtle', '', { authorization: '' }],
    ['with a wrong token', 403, named('urn:x:g'), 'text/turtle', '', { authorization: 'Bearer other' }],
    ['to a record', 403, named(RECORD), 'text/turtle', '<urn:x:a> <urn:x:b> 1 .', {}],
    ['to the harvested default graph', 403, '/graphs?default', 'text/turtle', '<urn:x:a> <urn:x:b> 1 .', {}],
    ['of what is no Turtle', 400, named('urn:x:g'), 'text/turtle', '<urn:x:a> .', {}],
    ['of another type', 415, named('urn:x:g'), 'text/html', '', {}],
    ['that is packed', 415, named('urn:x:g'), 'text/turtle', '', { 'content-encoding': 'gzip' }],
    [
      'of too much',
      413,
      named('urn:x:g'),
      'text/turtle',
      Array.from({ length: 51 }, (_, i) => `<urn:x:a> <urn:x:b> ${i} .`).join('\n'),
      {},
    ],
  ])('refuses a write %s with %i', async (_, status, path, type, body, headers) => {
    expect((await send(path, 'PUT', body, { 'content-type': type, ...headers })).status).toBe(status)
    expect((await store.request(named('urn:x:g'))).status).toBe(404)
  })
})
