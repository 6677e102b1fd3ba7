/** The whole walk over a small agent: sitemap in, records and their states out. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import type { VisitReport } from '../../src/walk/visit.ts'
import { personJson, sampleIri, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { dumpOf, type HarvestHouse, openHouse } from './harvest-house.ts'

const BASE = 'http://lodestone.example'

let converter: Converter
let agent: FakeAgent
let house: HarvestHouse
let sitemap: string

beforeAll(async () => {
  converter = await openConverter({ base: BASE }, 0)
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
const html = (body: string) => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body })
const linksTo = (...hrefs: string[]): string =>
  hrefs.map(href => `<link rel="alternate" type="application/ld+json" href="${href}">`).join('')
const summary = (reports: readonly VisitReport[]): Record<string, string> =>
  Object.fromEntries(
    reports.map(({ url, ending, state, problems }) => [
      new URL(url).pathname,
      [ending, state ?? 'no record', ...problems.map(({ code }) => code)].join(' '),
    ]),
  )

/** Pages `/1` to `/n`, each with a sample of its own. */
const publish = (n: number): string[] => {
  const paths = Array.from({ length: n }, (_, i) => `/${i + 1}`)
  for (const [i, path] of paths.entries()) agent.page(path, sampleJson(i + 1))
  agent.sitemap('/sitemap.xml', paths)
  return paths
}

describe('a harvest', () => {
  it('accounts for every listed page once, whatever it is', async () => {
    agent.page('/good', sampleJson('good'))
    agent.on('/linked', html(linksTo('/missing.jsonld', '/linked.jsonld')))
    agent.on('/linked.jsonld', {
      headers: { 'content-type': 'application/ld+json' },
      body: JSON.stringify(sampleJson('linked')),
    })
    agent.on('/dead-links', html(linksTo('/missing.jsonld', '/broken.jsonld')))
    agent.on('/broken.jsonld', { headers: { 'content-type': 'application/ld+json' }, body: '{"a":' })
    agent.on('/empty', html('<p>Demo</p>'))
    agent.on('/invalid', html('<script type="application/ld+json">{"@context":</script>'))
    agent.page('/unknown-context', { '@context': 'https://nowhere.example/context.jsonld', name: 'Demo' })
    agent.page('/rejected', personJson)
    agent.on('/refused', { status: 403 })
    const paths = [
      ...['/good', '/linked', '/dead-links', '/empty', '/invalid', '/unknown-context', '/rejected', '/gone'],
      ...['/refused', '/good'],
    ]
    agent.sitemap('/sitemap.xml', paths)
    const { reports, problems, written } = await house.harvest(sitemap)
    expect(reports).toHaveLength(9)
    expect(summary(reports)).toEqual({
      '/good': 'written accepted',
      '/linked': 'written accepted gone',
      '/dead-links': 'written unreadable alternates-unreadable gone invalid-json',
      '/empty': 'written unreadable no-json-ld',
      '/invalid': 'written unreadable invalid-json',
      '/unknown-context': 'written unreadable unknown-context',
      '/rejected': 'written rejected',
      '/gone': 'failed no record gone',
      '/refused': 'failed no record refused',
    })
    expect([written, problems]).toEqual([7, []])
    const records = await house.archive.list({ limit: 100 })
    expect(records.map(({ url, state }) => [new URL(url).pathname, state])).toEqual([
      ['/dead-links', 'unreadable'],
      ['/empty', 'unreadable'],
      ['/good', 'accepted'],
      ['/invalid', 'unreadable'],
      ['/linked', 'accepted'],
      ['/rejected', 'rejected'],
      ['/unknown-context', 'unreadable'],
    ])
    const linked = records.find(({ url }) => url === at('/linked'))
    expect([linked?.samples, linked?.finalUrl]).toEqual([[sampleIri('linked')], at('/linked.jsonld')])
  })

  it('gives a listing that cannot be read as a problem of the source', async () => {
    const { reports, problems } = await house.harvest(at('/nowhere.xml'))
    expect(reports).toEqual([])
    expect(problems.map(({ stage, code, subject }) => [stage, code, subject])).toEqual([
      ['gate', 'gone', at('/nowhere.xml')],
    ])
  })

  it('of unchanged pages asks conditionally and writes nothing', async () => {
    const paths = publish(100)
    agent.page('/1', personJson)
    agent.on('/2', html('<p>Demo</p>'))
    agent.on('/3', { ...html('no validators'), validators: false })
    expect((await house.harvest(sitemap)).written).toBe(100)
    const generation = await house.archive.generation()
    const before = dumpOf(house.dataDir)
    const asked = agent.received.length
    const { reports, written } = await house.harvest(sitemap)
    expect(written).toBe(0)
    expect(reports.filter(({ ending }) => ending !== 'unchanged')).toEqual([])
    expect(reports).toHaveLength(100)
    const requests = agent.received.slice(asked).filter(({ path }) => paths.includes(path))
    expect(requests).toHaveLength(100)
    expect(requests.filter(({ headers }) => !headers['if-none-match']).map(({ path }) => path)).toEqual([
      '/3',
    ])
    expect(await house.archive.generation()).toBe(generation)
    expect(dumpOf(house.dataDir)).toEqual(before)
  })

  it('asks for linked JSON-LD again, because the landing page does not tell when it changes', async () => {
    const jsonLd = (name: string) => ({
      headers: { 'content-type': 'application/ld+json' },
      body: JSON.stringify(sampleJson(1, { name })),
    })
    agent.on('/page', html(linksTo('/page.jsonld')))
    agent.on('/page.jsonld', { status: 403 })
    agent.sitemap('/sitemap.xml', ['/page'])
    expect(summary((await house.harvest(sitemap)).reports)['/page']).toMatch(
      'written unreadable alternates-unreadable',
    )
    agent.on('/page.jsonld', jsonLd('Demo'))
    expect(summary((await house.harvest(sitemap)).reports)).toEqual({ '/page': 'written accepted' })
    expect(summary((await house.harvest(sitemap)).reports)).toEqual({ '/page': 'unchanged accepted' })
    agent.on('/page.jsonld', jsonLd('Demo, changed'))
    expect(summary((await house.harvest(sitemap)).reports)).toEqual({ '/page': 'written accepted' })
  })

  it('with another pipeline makes records anew from the bytes it has', async () => {
    const paths = publish(50)
    await house.harvest(sitemap)
    const before = await house.archive.list({ limit: 100 })
    const other = await openConverter({ base: 'http://elsewhere.example' }, 0)
    let asked = agent.received.length
    const { reports, written } = await house.harvest(sitemap, { converter: other })
    expect(written).toBe(50)
    expect(reports.every(({ ending, state }) => ending === 'written' && state === 'accepted')).toBe(true)
    const requests = agent.received.slice(asked).filter(({ path }) => paths.includes(path))
    expect(requests).toHaveLength(50)
    expect(requests.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true)
    const after = await house.archive.list({ limit: 100 })
    expect(after.map(({ bodyDigest, fetchedAt }) => ({ bodyDigest, fetchedAt }))).toEqual(
      before.map(({ bodyDigest, fetchedAt }) => ({ bodyDigest, fetchedAt })),
    )
    expect(new Set(after.map(({ pipelineDigest }) => pipelineDigest))).toEqual(new Set([other.digest]))
    asked = agent.received.length
    expect((await house.harvest(sitemap, { converter: other })).written).toBe(0)
  })
})

describe('a page that is gone', () => {
  const fromNowOn = (path: string): void => agent.on(path, { status: 410 })
  const withdrawal = { misses: 3, days: 0, share: 0.5 }
  const harvested = async (): Promise<string | undefined> =>
    summary((await house.harvest(sitemap, { source: { withdrawal } })).reports)['/1']

  it('becomes a tombstone after three harvests in a row, once', async () => {
    publish(2)
    await house.harvest(sitemap)
    fromNowOn('/1')
    const written = await house.archive.generation()
    expect(await harvested()).toBe('missed accepted gone')
    expect(await harvested()).toBe('missed accepted gone')
    expect(await house.archive.generation()).toBe(written)
    expect(await harvested()).toBe('withdrawn withdrawn withdrawn')
    const record = await house.archive.record(at('/1'))
    expect([record?.state, record?.samples]).toEqual(['withdrawn', [sampleIri(1)]])
    expect(record?.withdrawnBecause).toMatch(/^gone \(404 or 410\) in 3 harvests in a row, since \d{4}-/)
    for (let again = 0; again < 4; again++) expect(await harvested()).toBe('missed withdrawn gone')
    expect(await house.archive.generation()).toBe(written + 1)
  })

  it('and comes back after two harvests is as it was, and the count begins anew', async () => {
    publish(2)
    await house.harvest(sitemap)
    fromNowOn('/1')
    for (let misses = 0; misses < 2; misses++) await harvested()
    agent.page('/1', sampleJson(1))
    expect(await harvested()).toBe('unchanged accepted')
    fromNowOn('/1')
    for (let misses = 0; misses < 2; misses++) expect(await harvested()).toBe('missed accepted gone')
    expect((await house.archive.record(at('/1')))?.state).toBe('accepted')
  })

  it('and comes back from the dead is accepted again', async () => {
    publish(1)
    await house.harvest(sitemap)
    fromNowOn('/1')
    for (let misses = 0; misses < 3; misses++) await harvested()
    agent.page('/1', sampleJson(1))
    expect(await harvested()).toBe('written accepted')
  })
})

describe('two pages about one sample', () => {
  it('stay two records; when one changes, the feed tells what it was and what it is', async () => {
    agent.page('/a', sampleJson('shared', { name: 'as the first page says' }))
    agent.page('/b', sampleJson('shared', { name: 'as the second page says' }))
    agent.sitemap('/sitemap.xml', ['/a', '/b'])
    await house.harvest(sitemap)
    const generation = await house.archive.generation()
    agent.page('/b', sampleJson('shared', { name: 'corrected' }))
    expect(summary((await house.harvest(sitemap)).reports)).toEqual({
      '/a': 'unchanged accepted',
      '/b': 'written accepted',
    })
    const changes = await house.archive.changesSince(generation, 10)
    expect(changes.map(({ url }) => url)).toEqual([at('/b')])
    expect(changes[0]?.before?.kernelTriples).toContain('"as the second page says"')
    expect(changes[0]?.after.kernelTriples).toContain('"corrected"')
    expect(changes[0]?.after.kernelTriples).not.toContain('second page')
    const records = await house.archive.recordsOfSample(sampleIri('shared'))
    expect(records.map(({ url }) => url)).toEqual([at('/a'), at('/b')])
  })
})

describe('an interrupted harvest', () => {
  it('ends soon, keeps what was written, and the next one does the rest', { timeout: 60_000 }, async () => {
    // Several batches' worth.
    publish(700)
    const controller = new AbortController()
    let accounted = 0
    const { reports, written } = await house.harvest(sitemap, {
      signal: controller.signal,
      onVisit: () => {
        if (++accounted === 1) controller.abort()
      },
    })
    expect(written).toBeGreaterThan(0)
    expect(written).toBeLessThan(700)
    expect(reports.filter(({ ending }) => ending === 'written')).toHaveLength(written)
    expect(await house.archive.generation()).toBe(written)
    const rest = await house.harvest(sitemap)
    // What was done is not done again: both together account for every page.
    expect(new Set([...reports, ...rest.reports].map(({ url }) => url)).size).toBe(700)
    expect(reports.length + rest.reports.length).toBe(700)
    expect(rest.written).toBe(700 - written)
  })

  it('does not wait for the turns that a slow host gives, nor for its answers', async () => {
    publish(30)
    agent.on('/2', () => controller.abort())
    const controller = new AbortController()
    const began = performance.now()
    const { reports } = await house.harvest(sitemap, {
      signal: controller.signal,
      source: { politeness: { concurrency: 2, delayMs: 10, timeoutMs: 60_000, maxPageBytes: 100_000 } },
    })
    expect(performance.now() - began).toBeLessThan(5000)
    expect(reports.length).toBeLessThan(30)
  })

  it('does not wait for a sitemap either', async () => {
    const controller = new AbortController()
    agent.on('/sitemap.xml', () => controller.abort())
    const began = performance.now()
    const { reports, problems } = await house.harvest(sitemap, { signal: controller.signal })
    expect(performance.now() - began).toBeLessThan(4000)
    expect([reports, problems]).toEqual([[], []])
  })
})
