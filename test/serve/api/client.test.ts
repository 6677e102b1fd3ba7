import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Lodestone, LodestoneError } from '../../../client/lodestone.ts'
import { currentClient } from '../../../client/make.ts'
import { type DemoApi, openDemoApi } from './demo-api.ts'

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const SAMPLE = 'https://doi.org/10.5072/demo-find-0005'

describe('the client for TypeScript', () => {
  let api: DemoApi
  let client: Lodestone
  const clientOver = (answer: (url: string, init: RequestInit) => Response | Promise<Response>): Lodestone =>
    new Lodestone({ base: 'http://localhost:3030/', fetch: async (url, init) => answer(url, init) })

  beforeAll(async () => {
    api = await openDemoApi()
    client = clientOver((url, init) => api.app.request(url, init))
  }, 120_000)
  afterAll(() => api?.close())

  it('is what `npm run client` makes of the API as it is now', () => {
    const kept = readFileSync(file('client/lodestone.ts'), 'utf8')
    expect(kept === currentClient(api) || 'run npm run client').toBe(true)
  })

  it('compiles by the strictest rules, on nothing but what browsers have', () => {
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
    const target = [
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--lib',
      'es2022,dom,dom.iterable,dom.asynciterable',
    ]
    const own = [
      '--types',
      '',
      '--ignoreConfig',
      '--noUnusedLocals',
      '--noUnusedParameters',
      'client/lodestone.ts',
    ]
    const run = (): string =>
      execFileSync(file('node_modules/.bin/tsc'), [...flags, ...target, ...own], {
        cwd: file('.'),
        encoding: 'utf8',
      })
    expect(run()).toBe('')
  })

  it('asks with all kinds of parameters and reads typed answers', async () => {
    const found = await client.searchSamples({ has: ['location', 'collected'], facets: 'source', limit: 3 })
    expect(found.items.length).toBe(3)
    expect(found.facets.source?.values[0]?.count).toBeGreaterThan(0)
    const sample = await client.getSample(SAMPLE)
    expect([sample.id, sample.links.length > 0]).toEqual([SAMPLE, true])
    const near = await client.clusterSamples({ zoom: 0, bbox: '-180,-90,180,90' })
    expect(near.features.reduce((sum, each) => sum + each.properties.count, 0)).toBe(near.located)
  })

  it('goes through all pages, item by item', async () => {
    const filters = { source: 'demo-natural-history' }
    const { total } = await client.searchSamples({ ...filters, limit: 0 })
    const seen = new Set<string>()
    for await (const { id } of client.items(client.searchSamples({ ...filters, limit: 50 }))) seen.add(id)
    expect(seen.size).toBe(total)
    const pages = []
    for await (const page of client.pages(client.getFacet('material', { limit: 40 }))) pages.push(page)
    expect(pages.length).toBeGreaterThan(1)
  })

  it('throws the problem that the server describes', async () => {
    const refused = client.searchSamples({ bbox: '1,2,3' })
    await expect(refused).rejects.toBeInstanceOf(LodestoneError)
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid-parameter' })
    await expect(client.getSample('nothing')).rejects.toMatchObject({ status: 404, code: 'not-found' })
    const between = clientOver(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(between.listFacets()).rejects.toMatchObject({ status: 502, code: 'http' })
  })

  it('sends a request again when it was too early, as often as it is told and not before it is time', async () => {
    let asked = 0
    const busy = (times: number, seconds: string) =>
      clientOver((url, init) => {
        asked += 1
        const headers = { 'retry-after': seconds }
        return asked <= times ? new Response('{}', { status: 429, headers }) : api.app.request(url, init)
      })
    expect((await busy(2, '0').listFacets()).facets.length).toBeGreaterThan(5)
    expect(asked).toBe(3)
    asked = 0
    await expect(busy(9, '0').listFacets()).rejects.toMatchObject({ status: 429 })
    expect(asked).toBe(4)
    asked = 0
    await expect(busy(9, '3600').listFacets()).rejects.toMatchObject({ status: 429 })
    expect(asked).toBe(1)
  })

  it('stops waiting when its signal says so', async () => {
    const stop = new AbortController()
    const headers = { 'retry-after': '30' }
    const busy = clientOver(() => {
      queueMicrotask(() => stop.abort(new Error('enough')))
      return new Response('{}', { status: 503, headers })
    })
    await expect(busy.listFacets({ signal: stop.signal })).rejects.toThrow('enough')
  })
})
