/** A store that goes, comes back, loses its data, is shared, lies or refuses. */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Store } from 'oxigraph'
import { afterEach, describe, expect, it } from 'vitest'
import { openRemoteGraph } from '../../src/graph/remote/open.ts'
import type { RemoteGraphOptions } from '../../src/graph/remote/options.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'
import { type FakeStore, type FakeStoreOptions, startFakeStore } from '../support/fake-sparql-store.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const COUNT = 'SELECT (COUNT(*) AS ?n) WHERE { ?s a <http://www.w3.org/ns/sosa/Sample> }'

describe('a graph in a SPARQL store', () => {
  const cleanups: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })
  const started = async (options: FakeStoreOptions = {}, engine = new Store()): Promise<FakeStore> => {
    const fake = await startFakeStore(options, engine)
    cleanups.push(() => fake.stop())
    return fake
  }
  const filled = async (count = 3): Promise<SmallArchive> => {
    const small = await createSmallArchive()
    cleanups.push(() => small.remove())
    await small.archive.write(buildOutcomes(count))
    return small
  }
  const opened = (
    { query, update, graphStore }: FakeStore,
    dataDir: string,
    more: Partial<RemoteGraphOptions> = {},
  ): GraphStore => {
    const graph = openRemoteGraph({
      query,
      update,
      graphStore,
      dataDir,
      base: BASE,
      pollMs: 10,
      probeMs: 20,
      ...more,
    })
    cleanups.push(() => graph.close())
    return graph
  }
  const countOf = async (graph: GraphStore): Promise<string> => {
    const result = await graph.query(COUNT, { accept: 'text/csv' })
    return result.ok
      ? (new TextDecoder().decode(result.value.body).split('\r\n')[1] ?? '')
      : result.problem.code
  }
  const untilCount = (graph: GraphStore, count: string) =>
    expect.poll(() => countOf(graph), { timeout: 10_000, interval: 20 }).toBe(count)

  it('says that the store is away, and heals by itself when it comes', async () => {
    const { dataDir } = await filled()
    const first = await started()
    const { port } = first
    await first.stop()
    const graph = opened(first, dataDir)
    expect(await graph.catchUp(3)).toMatchObject({ ok: false, problem: { code: 'store-unreachable' } })
    expect(await countOf(graph)).toBe('store-unreachable')
    expect(graph.status()).toMatchObject({ replicas: 0, problem: { code: 'store-unreachable' } })
    await started({ port })
    await untilCount(graph, '3')
    expect(graph.status()).not.toHaveProperty('problem')
  })

  it('fills a store again that lost its data', async () => {
    const { dataDir, archive } = await filled()
    const store = await started()
    const graph = opened(store, dataDir)
    await graph.catchUp(3)
    store.engine.update('CLEAR ALL')
    await archive.write([buildOutcome({ id: 'later' })])
    await untilCount(graph, '4')
  })

  it('goes on where it was after a restart, without sending everything again', async () => {
    const { dataDir, archive } = await filled()
    const store = await started()
    const graph = opened(store, dataDir)
    await graph.catchUp(3)
    await graph.close()
    const before = store.updates.length
    await archive.write([buildOutcome({ id: 'later' })])
    const again = opened(store, dataDir)
    expect(await again.catchUp(4)).toMatchObject({ ok: true })
    expect(store.updates.length).toBe(before + 1)
    expect(await countOf(again)).toBe('4')
  })

  it('clears what a lost ledger left in the store, and nothing that is not its own', async () => {
    const { dataDir, archive } = await filled()
    const store = await started()
    const graph = opened(store, dataDir)
    await graph.catchUp(3)
    await graph.close()
    for (const end of ['', '-wal', '-shm']) await rm(join(dataDir, `remote-graph.db${end}`), { force: true })
    store.engine.update('INSERT DATA { GRAPH <urn:x-test:mine> { <urn:x-test:a> <urn:x-test:b> 1 } }')
    await archive.withdraw('https://repository.example/sample/2', 'gone (410)')
    const again = opened(store, dataDir)
    expect(await again.catchUp(4)).toMatchObject({ ok: true })
    const left = store.engine.query('SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }') as Map<
      string,
      { value: string }
    >[]
    const graphs = left.map(row => row.get('g')?.value)
    expect(graphs).toContain('urn:x-test:mine')
    expect(graphs).not.toContain('https://repository.example/sample/2')
    expect(await countOf(again)).toBe('2')
  })

  it('survives a store that fails in the middle of a batch', async () => {
    const { dataDir, archive } = await filled()
    let failing = 0
    const store = await started({
      intercept: request =>
        request.url.endsWith('/update') && failing-- > 0
          ? new Response('out of space', { status: 507 })
          : undefined,
    })
    const graph = opened(store, dataDir, { batchSize: 7 })
    await graph.catchUp(3)
    failing = 3
    await archive.withdraw('https://repository.example/sample/2', 'gone (410)')
    expect(await graph.catchUp(4)).toMatchObject({ ok: false, problem: { code: 'store-failed' } })
    await untilCount(graph, '2')
  })

  it('leaves a store alone that another Lodestone has taken', async () => {
    const [one, two] = [await filled(), await filled(5)]
    const store = await started()
    const first = opened(store, one.dataDir)
    await first.catchUp(3)
    const second = opened(store, two.dataDir)
    await second.catchUp(5)
    await expect.poll(() => first.status().problem?.code, { timeout: 10_000 }).toBe('store-taken')
    expect(await countOf(second)).toBe('5')
  })

  it.each([
    ['an error behind half an answer', new Response('n\r\n3\r\nThe query failed'), 'query-failed'],
    ['a timeout behind half an answer', new Response('n\r\nThe query has timed out'), 'deadline'],
    ['an error without a place', new Response('no', { status: 500 }), 'query-failed'],
  ])('never gives part of an answer: %s', async (_, response, code) => {
    const { dataDir } = await filled()
    const store = await started({
      headers: { server: 'Oxigraph/fake' },
      intercept: (_request, body) => (body.includes('COUNT') ? response.clone() : undefined),
    })
    const graph = opened(store, dataDir)
    await graph.catchUp(3)
    expect(await countOf(graph)).toBe(code)
  })

  it('leaves out a single statement that the store refuses, and says so', async () => {
    const { dataDir, archive } = await filled()
    const store = await started({
      intercept: (request, body) =>
        !request.url.endsWith('/query') && body.includes('Unloved')
          ? new Response('no', { status: 400 })
          : undefined,
    })
    const graph = opened(store, dataDir)
    await graph.catchUp(3)
    await archive.write([buildOutcome({ id: 'x', name: 'Unloved' })])
    expect(await graph.catchUp(4)).toMatchObject({ ok: true })
    expect(await countOf(graph)).toBe('4')
    expect(graph.status().problem).toMatchObject({
      code: 'store-refused',
      detail: expect.stringContaining('2 statements'),
    })
  })
})
