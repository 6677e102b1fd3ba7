/** One Lodestone harvests another, over HTTP, by its sitemap: it ends with the same default graph and the same samples. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openArchive } from '../../src/archive/open.ts'
import { readConfig } from '../../src/config.ts'
import type { Source } from '../../src/model/source.ts'
import { type RunningServer, startServer } from '../../src/serve/server.ts'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import { buildOutcome, sha256 } from '../support/build-record.ts'
import { archiveDemo } from '../support/demo-archive.ts'
import { closeNow, listen } from '../support/loopback.ts'
import { type HarvestHouse, openHouse } from './harvest-house.ts'

const MIRROR = 'http://mirror.example'

const opened = async (folder: string): Promise<Archive> => {
  const archive = await openArchive(folder)
  if (!archive.ok) throw new Error(archive.problem.detail)
  return archive.value
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server)
  await closeNow(server)
  return port
}

const serving = async (
  data: string,
  base: string,
  port: number,
  sources: readonly Source[] = [],
): Promise<RunningServer> => {
  const config = readConfig({ data, base, port, graphReplicas: 1 }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const server = await startServer({ config: config.value, sources })
  if (!server.ok) throw new Error(server.problem.detail)
  return server.value
}

/** The default graph and the number of samples, as everybody gets them. */
const shown = async ({ url, caughtUp }: RunningServer): Promise<{ graph: string[]; samples: number }> => {
  const ready = await caughtUp()
  if (!ready.ok) throw new Error(ready.problem.detail)
  const query = encodeURIComponent('CONSTRUCT WHERE { ?s ?p ?o }')
  const answer = await fetch(`${url}/sparql?query=${query}`, { headers: { accept: 'application/n-triples' } })
  expect(answer.status).toBe(200)
  const { total } = (await (await fetch(`${url}/api/samples?limit=0`)).json()) as { total: number }
  return { graph: (await answer.text()).trimEnd().split('\n').sort(), samples: total }
}

const differences = (a: readonly string[], b: readonly string[]): string[] => {
  const [inA, inB] = [new Set(a), new Set(b)]
  return [...a.filter(line => !inB.has(line)), ...b.filter(line => !inA.has(line))].slice(0, 20)
}

describe('a mirror', () => {
  let folder: string
  let original: RunningServer
  let converter: Converter
  let house: HarvestHouse
  let archive: Archive

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-original-'))
    const port = await freePort()
    const base = `http://127.0.0.1:${port}`
    const sources = await archiveDemo(folder, base)
    archive = await opened(folder)
    original = await serving(folder, base, port, sources)
    converter = await openConverter({ base: MIRROR }, 0)
    house = await openHouse(converter)
  }, 120_000)
  afterAll(async () => {
    await original?.close()
    await archive?.close()
    await house?.dispose()
    await converter?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const harvest = () =>
    house.harvest(`${original.url.replace('localhost', '127.0.0.1')}/sitemap.xml`, {
      source: { withdrawal: { misses: 1, days: 0, share: 1 } },
    })
  const both = async () => {
    const mirror = await serving(house.dataDir, MIRROR, 0)
    try {
      return [await shown(original), await shown(mirror)] as const
    } finally {
      await mirror.close()
    }
  }

  it('has every statement and every sample of the original, and no other', async () => {
    const harvested = await harvest()
    expect(harvested.problems).toEqual([])
    expect(harvested.reports.filter(({ state }) => state !== 'accepted')).toEqual([])
    const [first, second] = await both()
    expect(first.samples).toBeGreaterThan(400)
    expect(second.samples).toBe(first.samples)
    expect(first.graph.length).toBeGreaterThan(10_000)
    // Generated IRIs keep the address of the original, so that the graphs are equal, not only isomorphic.
    expect(differences(first.graph, second.graph)).toEqual([])
  }, 300_000)

  it('writes nothing when nothing changed', async () => {
    const { written, reports } = await harvest()
    expect(written).toBe(0)
    expect(reports.filter(({ ending }) => ending !== 'unchanged')).toEqual([])
  }, 120_000)

  it('is the same again after a record changed, one came and one went', async () => {
    const [changed, gone] = (await archive.list({ limit: 2 })) as [
      Awaited<ReturnType<Archive['list']>>[number],
      Awaited<ReturnType<Archive['list']>>[number],
    ]
    const body = new TextEncoder().encode('another page')
    const { seq: _, state: __, ...outcome } = changed
    await archive.write([
      {
        ...outcome,
        state: 'accepted',
        kernelTriples: changed.kernelTriples.replaceAll(
          /(<https:\/\/schema\.org\/name> )"/g,
          '$1"</script><!-- Łódź & ',
        ),
        body,
        bodyDigest: sha256(body),
      },
      buildOutcome({ id: 'new', source: changed.source }),
    ])
    await archive.withdraw(gone.url, 'gone (410)')
    const { reports } = await harvest()
    expect(reports.filter(({ ending }) => ending !== 'unchanged')).toHaveLength(3)
    const [first, second] = await both()
    expect(first.graph.some(line => line.includes('</script>'))).toBe(true)
    expect(second.samples).toBe(first.samples)
    expect(differences(first.graph, second.graph)).toEqual([])
  }, 300_000)

  it('finds the same in the page for people as in the JSON-LD', async () => {
    const [{ url } = { url: '' }] = await archive.list({ limit: 1, state: 'accepted' })
    const at = `${original.url}/records/${encodeURIComponent(url)}`
    const [html, json] = await Promise.all(
      ['text/html', 'application/ld+json'].map(async accept =>
        (await fetch(at, { headers: { accept } })).text(),
      ),
    )
    const [, embedded = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html ?? '') ?? []
    expect(JSON.parse(embedded)).toEqual(JSON.parse(json ?? ''))
    expect(embedded).toContain('script\\u003e\\u003c!--')
  })

  it('tells of each record where it is from', async () => {
    const [record] = await house.archive.list({ limit: 1 })
    expect(record?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/records\/https%3A%2F%2F/)
    const said = record?.recordQuads.split('\n').filter(line => line.includes('wasDerivedFrom'))
    expect(said?.join()).toMatch(/wasDerivedFrom> <https:\/\/demo-[a-z-]+\.example\.org\/samples\//)
  })
})
