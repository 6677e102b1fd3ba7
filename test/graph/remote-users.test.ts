/** User graphs in an external store: they are shown, given again to a store that lost them, and healed after a crash. */

import { afterEach, describe, expect, it } from 'vitest'
import { openRemoteGraph } from '../../src/graph/remote/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { openUserGraphs, type UserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { buildOutcomes } from '../support/build-record.ts'
import { type FakeStore, type FakeStoreOptions, startFakeStore } from '../support/fake-sparql-store.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const SHOWN = 'SELECT ?g ?o { GRAPH ?g { <urn:x:a> <urn:x:b> ?o } } ORDER BY ?g ?o'

describe('user graphs in a SPARQL store', () => {
  const cleanups: (() => unknown)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })
  const startAll = async (
    options: FakeStoreOptions = {},
  ): Promise<{ store: FakeStore; small: SmallArchive }> => {
    const small = await createSmallArchive()
    cleanups.push(() => small.remove())
    await small.archive.write(buildOutcomes(2))
    const store = await startFakeStore(options)
    cleanups.push(() => store.stop())
    return { store, small }
  }
  const open = async (
    { query, update, graphStore }: FakeStore,
    { dataDir, archive }: SmallArchive,
  ): Promise<{ graph: GraphStore; users: UserGraphs }> => {
    const graph = openRemoteGraph({ query, update, graphStore, dataDir, base: BASE, pollMs: 10, probeMs: 20 })
    cleanups.push(() => graph.close())
    expect(await graph.catchUp(await archive.generation())).toMatchObject({ ok: true })
    const isRecord = async (iri: string) => (await archive.record(iri)) !== undefined
    const users = openUserGraphs({ dataDir, base: BASE, graph, isRecord, deadlineMs: 20_000 })
    cleanups.push(() => users.close())
    await expect.poll(() => shown(graph), { timeout: 10_000, interval: 10 }).not.toBe('starting')
    return { graph, users }
  }
  const update = (users: UserGraphs, text: string) =>
    users.update(text, { usingGraphs: [], usingNamedGraphs: [] })
  const shown = async (graph: GraphStore): Promise<string> => {
    const answer = await graph.query(SHOWN, { accept: 'text/csv' })
    if (!answer.ok) return answer.problem.code
    return new TextDecoder().decode(answer.value.body).trim().split(/\r?\n/).slice(1).join(' ')
  }
  const untilShown = (graph: GraphStore, rows: string) =>
    expect.poll(() => shown(graph), { timeout: 10_000, interval: 20 }).toBe(rows)

  it('shows a write in the next answer, also one that looks at what it did before', async () => {
    const { store, small } = await startAll()
    const { graph, users } = await open(store, small)
    await update(users, 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')
    expect(await shown(graph)).toBe('urn:x:g,1')
    const two = `INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 2 } } ;
      DELETE { GRAPH <urn:x:g> { ?s ?p ?o } } INSERT { GRAPH <urn:x:h> { ?s ?p ?o } } WHERE { GRAPH <urn:x:g> { ?s ?p ?o } }`
    expect(await update(users, two)).toMatchObject({ ok: true, value: { added: 2, removed: 1 } })
    expect(await shown(graph)).toBe('urn:x:h,1 urn:x:h,2')
    expect(await update(users, 'DROP ALL')).toMatchObject({ ok: true, value: { removed: 2 } })
    expect(await shown(graph)).toBe('')
  })

  it('takes a deadline that is no whole number of milliseconds', async () => {
    const { store, small } = await startAll()
    const { graph } = await open(store, small)
    expect(await graph.query('ASK {}', { deadlineMs: 1999.5 })).toMatchObject({ ok: true })
  })

  it('shows nobody what an update that failed had put in to look at it', async () => {
    const { store, small } = await startAll()
    const { graph, users } = await open(store, small)
    const failing = `INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } } ;
      INSERT { ?s ?p ?o } WHERE { GRAPH <urn:x:g> { ?s ?p ?o } }`
    expect(await update(users, failing)).toMatchObject({ ok: false, problem: { code: 'harvested-graph' } })
    const late = `INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } } ;
      INSERT { GRAPH ?o { ?s ?p ?o } } WHERE { GRAPH <urn:x:g> { ?s ?p ?n } BIND(<${BASE}/graph/void> AS ?o) }`
    expect(await update(users, late)).toMatchObject({ ok: false, problem: { code: 'harvested-graph' } })
    expect(store.updates.join()).toContain('"-1"')
    expect(await shown(graph)).toBe('')
    expect(users.lines('urn:x:g')).toBeUndefined()
  })

  it('gives a store that lost its data the graphs of users again', async () => {
    const { store, small } = await startAll()
    const { graph, users } = await open(store, small)
    await update(users, 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')
    store.engine.update('CLEAR ALL')
    await untilShown(graph, 'urn:x:g,1')
  })

  it('goes on after a restart with what was committed meanwhile, and sends nothing twice', async () => {
    const { store, small } = await startAll()
    const first = await open(store, small)
    await update(first.users, 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')
    await first.graph.close()
    await update(first.users, 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 2 } }')
    first.users.close()
    const before = store.updates.length
    const second = await open(store, small)
    await untilShown(second.graph, 'urn:x:g,1 urn:x:g,2')
    const sent = store.updates.slice(before).join('\n')
    expect(sent).toContain('<urn:x:b> "2"')
    expect(sent).not.toContain('<urn:x:b> "1"')
  })

  /** A store that takes no update any more once it was asked about <urn:x:crash>, which it answers or not. */
  const startFragile = async (answers: boolean) => {
    const state = { away: false }
    const parts = await startAll({
      intercept(request, body) {
        const crash = request.url.endsWith('/query') && body.includes('crash')
        state.away ||= crash
        return state.away && (crash ? !answers : !request.url.endsWith('/query'))
          ? new Response('no', { status: 503 })
          : undefined
      },
    })
    return { ...parts, state }
  }
  const INTERRUPTED = `DELETE DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } } ;
    INSERT DATA { GRAPH <urn:x:new> { <urn:x:a> <urn:x:b> 2 } } ;
    INSERT { GRAPH <urn:x:g> { ?s <urn:x:b> 3 } } WHERE { GRAPH <urn:x:new> { ?s ?p ?o } FILTER(?s != <urn:x:crash>) }`

  it.each([
    ['after a restart', true],
    ['by itself when the store takes updates again', false],
  ])('takes away what a look at unwritten changes left in the store, %s', async (_, restart) => {
    const { store, small, state } = await startFragile(false)
    const { graph, users } = await open(store, small)
    await update(users, 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } }')
    expect(await update(users, INTERRUPTED)).toMatchObject({ ok: false })
    // The store has the unwritten statements now, under the mark of what is written nowhere.
    expect(store.engine.query('ASK { GRAPH <urn:x:new> { ?s ?p ?o } }')).toBe(true)
    expect(store.engine.query(`ASK { GRAPH <${BASE}/graph/user-watermark> { ?s ?p -1 } }`)).toBe(true)
    expect(await shown(graph)).not.toContain('urn:x:new')
    if (restart) {
      await graph.close()
      users.close()
    }
    state.away = false
    await untilShown(restart ? (await open(store, small)).graph : graph, 'urn:x:g,1')
  })

  it('says that a write is written which the store cannot show yet, and shows it later', async () => {
    const { store, small, state } = await startFragile(true)
    const { graph, users } = await open(store, small)
    expect(await update(users, INTERRUPTED)).toMatchObject({ ok: false, problem: { code: 'not-shown-yet' } })
    state.away = false
    await untilShown(graph, 'urn:x:g,3 urn:x:new,2')
  })
})
