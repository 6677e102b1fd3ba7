/** What other harvesters are documented to get wrong, over the whole walk; the names are those of their public issues. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import { sampleIri, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { type HarvestHouse, openHouse } from './harvest-house.ts'

let converter: Converter
let agent: FakeAgent
let house: HarvestHouse
let sitemap: string

beforeAll(async () => {
  converter = await openConverter({ base: 'http://lodestone.example' }, 0)
})
afterAll(() => converter.close())
beforeEach(async () => {
  agent = await startFakeAgent()
  house = await openHouse(converter)
  sitemap = `${agent.origin}/sitemap.xml`
})
afterEach(async () => {
  await house.dispose()
  await agent.close()
})

const at = (path: string): string => `${agent.origin}${path}`
const urlset = (entries: readonly (readonly [path: string, lastmod: string])[]): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries
    .map(([path, lastmod]) => `<url><loc>${at(path)}</loc><lastmod>${lastmod}</lastmod></url>`)
    .join('')}</urlset>`
const asXml = (body: string) => ({ headers: { 'content-type': 'application/xml' }, body })

describe('a harvest', () => {
  it('leaves nothing of what a page said before (gleaner#44: stale objects stay beside new ones)', async () => {
    agent.page('/a', sampleJson('a', { name: 'the old name' }))
    agent.sitemap('/sitemap.xml', ['/a'])
    await house.harvest(sitemap)
    agent.page('/a', sampleJson('a', { name: 'the new name' }))
    await house.harvest(sitemap)
    const records = await house.archive.recordsOfSample(sampleIri('a'))
    expect(records).toHaveLength(1)
    expect(records[0]?.kernelTriples).toContain('"the new name"')
    expect(records[0]?.kernelTriples).not.toContain('the old name')
  })

  it('heeds lastmod, over several sitemaps (gleaner#18, gleaner#2)', async () => {
    for (const name of ['a', 'b', 'c']) agent.page(`/${name}`, sampleJson(name))
    const index = ['/1.xml', '/2.xml'].map(path => `<sitemap><loc>${at(path)}</loc></sitemap>`)
    agent.on('/sitemap.xml', asXml(`<sitemapindex>${index.join('')}</sitemapindex>`))
    agent.on(
      '/1.xml',
      asXml(
        urlset([
          ['/a', '2024-05-01'],
          ['/b', '2024-05-01'],
        ]),
      ),
    )
    agent.on('/2.xml', asXml(urlset([['/c', '2019-06-17 11:44:17.94 -0600 MDT m=+82.8']])))
    expect((await house.harvest(sitemap)).written).toBe(3)
    agent.page('/b', sampleJson('b', { name: 'changed' }))
    agent.on(
      '/1.xml',
      asXml(
        urlset([
          ['/a', '2024-05-01'],
          ['/b', '2024-05-02'],
        ]),
      ),
    )
    const { reports, written } = await house.harvest(sitemap)
    expect(written).toBe(1)
    expect(reports.map(({ url, ending }) => [new URL(url).pathname, ending]).sort()).toEqual([
      ['/a', 'unchanged'],
      ['/b', 'written'],
      ['/c', 'unchanged'],
    ])
    expect(['/a', '/b', '/c'].map(path => agent.count(path))).toEqual([1, 2, 1])
  })

  it('asks again, now and then, for pages whose lastmod never changes', async () => {
    agent.page('/a', sampleJson('a'))
    agent.on('/sitemap.xml', asXml(urlset([['/a', '2024-05-01']])))
    await house.harvest(sitemap)
    const refresh = { days: 0, withoutLastmodDays: 0 }
    await house.harvest(sitemap, { source: { refresh } })
    expect(agent.count('/a')).toBe(2)
  })

  it('says of every page that could not be had why, by its source (gleaner#207)', async () => {
    agent.page('/a', sampleJson('a'))
    agent.on('/forbidden', { status: 403 })
    agent.sitemap('/sitemap.xml', ['/a', '/forbidden', '/missing'])
    const { reports } = await house.harvest(sitemap)
    expect(
      reports
        .map(({ url, source, problems }) => [new URL(url).pathname, source, problems[0]?.code])
        .sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
    ).toEqual([
      ['/a', 'demo', undefined],
      ['/forbidden', 'demo', 'refused'],
      ['/missing', 'demo', 'gone'],
    ])
    const [run] = await house.archive.runs('demo', 1)
    expect(run?.figures.problems).toMatchObject({ refused: 1, gone: 1 })
  })

  it('withdraws what is listed no more, in time (Norconex crawler#390: orphans are never deleted)', async () => {
    const withdrawal = { misses: 2, days: 0, share: 0.5 }
    for (const name of ['a', 'b', 'c']) agent.page(`/${name}`, sampleJson(name))
    agent.sitemap('/sitemap.xml', ['/a', '/b', '/c'])
    await house.harvest(sitemap, { source: { withdrawal } })
    agent.sitemap('/sitemap.xml', ['/a', '/b'])
    await house.harvest(sitemap, { source: { withdrawal } })
    expect((await house.archive.record(at('/c')))?.state).toBe('accepted')
    const { reports } = await house.harvest(sitemap, { source: { withdrawal } })
    expect(reports.find(({ url }) => url === at('/c'))?.ending).toBe('withdrawn')
    expect((await house.archive.record(at('/c')))?.state).toBe('withdrawn')
  })

  it('withdraws nothing when the sitemap fails or loses most of its pages', async () => {
    const withdrawal = { misses: 1, days: 0, share: 0.5 }
    for (const name of ['a', 'b', 'c', 'd']) agent.page(`/${name}`, sampleJson(name))
    agent.sitemap('/sitemap.xml', ['/a', '/b', '/c', '/d'])
    await house.harvest(sitemap, { source: { withdrawal } })
    agent.on('/sitemap.xml', { headers: { 'content-type': 'text/html' }, body: '<html>Maintenance</html>' })
    await house.harvest(sitemap, { source: { withdrawal } })
    agent.sitemap('/sitemap.xml', ['/a'])
    const { problems } = await house.harvest(sitemap, { source: { withdrawal } })
    expect(problems.map(({ code }) => code)).toEqual(['withdrawal-held-back'])
    const states = (await house.archive.list({ limit: 10 })).map(({ state }) => state)
    expect(states).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  })

  it('visits again only what failed, when asked to', async () => {
    agent.page('/a', sampleJson('a'))
    agent.on('/b', { status: 403 })
    agent.sitemap('/sitemap.xml', ['/a', '/b'])
    await house.harvest(sitemap)
    agent.page('/b', sampleJson('b'))
    const { reports } = await house.harvest(sitemap, { retryFailed: true })
    expect(reports.map(({ url, ending }) => [new URL(url).pathname, ending])).toEqual([['/b', 'written']])
    expect([agent.count('/a'), agent.count('/sitemap.xml')]).toEqual([1, 1])
  })
})
