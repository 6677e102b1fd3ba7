import type { Hono } from 'hono'
import { Parser } from 'n3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { graphStoreRoutes } from '../../src/serve/routes/graph-store.ts'
import { exampleRecords } from '../graph/example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from '../graph/small-archive.ts'

describe('/graphs', () => {
  let small: SmallArchive
  let graph: GraphStore
  let app: Hono
  const named = (iri: string): string => `/graphs?graph=${encodeURIComponent(iri)}`

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1 })
    await graph.catchUp(await small.archive.generation())
    app = graphStoreRoutes({ graph })
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
  })

  it('gives the graph of a record', async () => {
    const response = await app.request(named('https://repository.example/sample/piece'))
    expect(response.headers.get('content-type')).toBe('text/turtle; charset=utf-8')
    expect(response.headers.get('lodestone-generation')).toBe('3')
    expect(new Parser().parse(await response.text())).toHaveLength(7)
  })

  it('gives the provenance graph and the default graph', async () => {
    for (const path of [named(`${BASE}/graph/provenance`), '/graphs?default']) {
      const response = await app.request(path, { headers: { accept: 'application/n-triples' } })
      expect(response.status).toBe(200)
      expect(new Parser().parse(await response.text()).length).toBeGreaterThan(10)
    }
  })

  it('gives a fixed graph by its own address', async () => {
    const response = await app.request(`${BASE}/graph/provenance`, { headers: { accept: 'text/turtle' } })
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(text).toContain('@prefix prov:')
    expect(new Parser().parse(text).length).toBeGreaterThan(10)
    expect((await app.request(`${BASE}/graph/nothing`)).status).toBe(404)
  })

  it('says 304 while the generation stands, and takes format=', async () => {
    const path = `${named('https://repository.example/sample/piece')}&format=ntriples`
    const { headers } = await app.request(path)
    expect(headers.get('content-type')).toBe('application/n-triples')
    const again = await app.request(path, { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect([again.status, again.headers.get('lodestone-generation')]).toEqual([304, '3'])
  })

  it('answers OPTIONS with what is possible', async () => {
    const response = await app.request('/graphs', { method: 'OPTIONS' })
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  })

  it('hands writes to who carries them out, when somebody does', async () => {
    const writing = graphStoreRoutes({
      graph,
      base: BASE,
      write: async (c, { iri }) => c.text(`${c.req.method} ${iri}`),
    })
    const response = await writing.request('/graphs/mine/1', { method: 'PUT' })
    expect(await response.text()).toBe(`PUT ${BASE}/graphs/mine/1`)
    expect((await writing.request('/graphs?default', { method: 'LOCK' })).status).toBe(405)
  })

  it('answers HEAD without a body', async () => {
    const response = await app.request('/graphs?default', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it.each([
    ['a graph that does not exist', 404, 'no-such-graph', named('https://repository.example/none'), 'GET'],
    ['no graph', 400, 'which-graph', '/graphs', 'GET'],
    ['two graphs', 400, 'which-graph', '/graphs?graph=http%3A%2F%2Fa&default', 'GET'],
    ['a name that is no IRI', 400, 'bad-graph-iri', named('x> } ; DROP ALL'), 'GET'],
    ['a write', 405, 'method-not-allowed', '/graphs?default', 'PUT'],
  ])('refuses %s with %i', async (_, status, code, path, method) => {
    const response = await app.request(path, { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ type: `urn:problem:lodestone:${code}` })
  })
})
