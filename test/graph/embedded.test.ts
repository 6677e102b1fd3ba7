import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { type EmbeddedGraphOptions, openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'
import { ENDLESS } from '../support/endless-query.ts'
import { graphStoreContract } from './graph-store.contract.ts'
import { disguised, LETHAL } from './lethal-queries.ts'
import { BASE, createSmallArchive } from './small-archive.ts'

graphStoreContract('the embedded graph', dataDir => openEmbeddedGraph({ dataDir, base: BASE, pollMs: 50 }))

const COUNT = 'SELECT (COUNT(*) AS ?n) WHERE { ?s a <http://www.w3.org/ns/sosa/Sample> }'
const NO_LIMITS = {
  maxBytes: 10_000_000,
  maxDepth: 10_000,
  maxOperators: 100_000,
  maxListItems: 100_000,
  maxTerms: 1_000_000,
}

describe('the embedded graph', () => {
  const cleanups: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })

  const opened = (dataDir: string, options: Partial<EmbeddedGraphOptions> = {}): GraphStore => {
    const graph = openEmbeddedGraph({ dataDir, base: BASE, pollMs: 50, ...options })
    cleanups.push(() => graph.close())
    return graph
  }
  const filled = async (count = 3) => {
    const small = await createSmallArchive()
    cleanups.push(() => small.remove())
    await small.archive.write(buildOutcomes(count))
    return small
  }
  const countOf = async (graph: GraphStore): Promise<string> => {
    const result = await graph.query(COUNT, { accept: 'text/csv' })
    return result.ok ? new TextDecoder().decode(result.value.body).trim().slice(3) : result.problem.code
  }

  it('replaces a replica whose engine broke, and says what happened', async () => {
    const { dataDir } = await filled()
    const graph = opened(dataDir, { replicas: 1, limits: NO_LIMITS })
    const chain = `ASK { FILTER(${Array(20_000).fill('1 = 1').join(' || ')}) }`
    for (let round = 0; round < 3; round++) {
      expect(await graph.query(chain)).toMatchObject({ ok: false, problem: { code: 'query-crashed' } })
      expect(await countOf(graph)).toBe('3')
    }
  })

  it('answers on one replica while another is killed again and again', async () => {
    const { dataDir, archive } = await filled()
    const graph = opened(dataDir)
    await graph.catchUp(await archive.generation())
    const endless = (async () => {
      const codes: string[] = []
      for (let round = 0; round < 3; round++) {
        const result = await graph.query(ENDLESS, { deadlineMs: 400 })
        codes.push(result.ok ? 'ok' : result.problem.code)
      }
      return codes
    })()
    let done = false
    void endless.finally(() => {
      done = true
    })
    while (!done) expect(await countOf(graph)).toBe('3')
    expect(await endless).toEqual(Array(3).fill('deadline'))
  })

  it('answers every normal query rightly while lethal ones are fired past the guard', async () => {
    const { dataDir, archive } = await filled()
    const graph = opened(dataDir, {
      limits: NO_LIMITS,
      deadlineMs: 1000,
      queryBytes: 2 ** 26,
      maxWaitMs: 60_000,
    })
    await graph.catchUp(await archive.generation())
    const attacks = [
      ...Object.values(LETHAL).flatMap((query, index) => [query, disguised(query, index)]),
      ENDLESS,
    ]
    let done = false
    const attack = Promise.all(attacks.map(query => graph.query(query))).finally(() => {
      done = true
    })
    do expect(await countOf(graph)).toBe('3')
    while (!done)
    const codes = new Set((await attack).map(result => (result.ok ? 'answered' : result.problem.code)))
    for (const code of codes)
      expect(['answered', 'query-crashed', 'deadline', 'answer-too-large', 'busy']).toContain(code)
    expect(codes).toContain('deadline')
    expect(await countOf(graph)).toBe('3')
  }, 120_000)

  it('gives no answer larger than it may be, and says so', async () => {
    const { dataDir } = await filled(20)
    const graph = opened(dataDir, { maxAnswerBytes: 1000 })
    const result = await graph.query('SELECT * WHERE { ?s ?p ?o }')
    expect(result).toMatchObject({ ok: false, problem: { code: 'answer-too-large' } })
    expect(await countOf(graph)).toBe('20')
  })

  it('does not run again what has ended its worker twice', async () => {
    const { dataDir } = await filled()
    const graph = opened(dataDir, { replicas: 1, limits: NO_LIMITS })
    const nested = LETHAL['nested groups, 800'] ?? ''
    const details = []
    for (let round = 0; round < 3; round++) {
      const result = await graph.query(nested)
      details.push(result.ok ? 'answered' : result.problem.detail)
    }
    expect(details[1]).toContain('memory access out of bounds')
    expect(details[2]).toContain('not run again')
  })

  it('lets no query run longer than its own limit', async () => {
    const { dataDir } = await filled()
    const graph = opened(dataDir, { replicas: 1, deadlineMs: 200 })
    expect(await graph.query(ENDLESS, { deadlineMs: 60_000 })).toMatchObject({
      problem: { code: 'deadline' },
    })
  })

  it('is empty until there is an archive, and follows it from then on', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'lodestone-graph-'))
    cleanups.push(() => rm(dataDir, { recursive: true, force: true }))
    const graph = opened(dataDir, { replicas: 1 })
    expect(await countOf(graph)).toBe('0')
    const archive = await openArchive(dataDir)
    if (!archive.ok) throw new Error(archive.problem.detail)
    cleanups.push(() => archive.value.close())
    await archive.value.write([buildOutcome()])
    await graph.catchUp(1)
    expect(await countOf(graph)).toBe('1')
  })

  it('stays at the last generation that fits, and tells health why', async () => {
    const { dataDir, archive } = await filled()
    const graph = opened(dataDir, { replicas: 1, maxQuads: 150 })
    await graph.catchUp(3)
    await archive.write(buildOutcomes(10, {}, 10))
    expect(await graph.catchUp(13)).toMatchObject({ ok: false, problem: { code: 'over-capacity' } })
    expect(graph.status().lag).toBeGreaterThan(0)
    expect(Number(await countOf(graph))).toBe(graph.status().generation)
  })

  it('refuses to answer when not even the start fits', async () => {
    const { dataDir } = await filled(10)
    const graph = opened(dataDir, { replicas: 1, maxQuads: 50 })
    expect(await graph.catchUp(10)).toMatchObject({ ok: false, problem: { code: 'over-capacity' } })
    expect(await countOf(graph)).toBe('over-capacity')
    expect(graph.status()).toMatchObject({ replicas: 0, problem: { code: 'over-capacity' } })
  })

  it('fails what waits or runs when it is closed', async () => {
    const { dataDir } = await filled()
    const graph = openEmbeddedGraph({ dataDir, base: BASE, replicas: 1 })
    await graph.catchUp(3)
    const queries = [graph.query(ENDLESS), graph.query(COUNT), graph.catchUp(99)]
    await graph.close()
    expect(await Promise.all([...queries, graph.query(COUNT)])).toMatchObject(
      Array(4).fill({ ok: false, problem: { code: 'closed' } }),
    )
  })
})
