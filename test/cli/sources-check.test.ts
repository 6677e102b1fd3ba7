/** What a look at a source tells its publisher: each kind of trouble by name, with what to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paceText } from '../../src/cli/sources-check-pace.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Fetcher } from '../../src/harvest/fetcher.ts'
import type { JsonObject } from '../../src/model/json-ld-document.ts'
import { type Advice, adviceFor } from '../../src/walk/advice.ts'
import { type CheckDeps, checkSource, type SourceCheck } from '../../src/walk/check.ts'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import { demoSource } from '../harvest/demo-source.ts'
import { personJson, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { lodestone } from './run-cli.ts'

const TIMEOUT = { timeout: 180_000 }

let converter: Converter
let agent: FakeAgent
let fetcher: Fetcher
beforeAll(async () => {
  converter = await openConverter({ base: 'http://localhost:3030' }, 0)
})
afterAll(() => converter.close())
beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = createFetcher({ userAgent: 'lodestone/0.1' })
})
afterEach(async () => {
  await fetcher.close()
  await agent.close()
})

/** A sample in which no profile misses anything. */
const goodJson = (id: number): JsonObject =>
  sampleJson(id, {
    additionalType: 'https://w3id.org/isample/vocabulary/materialsampleobjecttype/materialsample',
  })

const listing = (paths: readonly string[], lastmod = '2024-05-31'): void => {
  const urls = paths.map(path => `<url><loc>${agent.origin}${path}</loc><lastmod>${lastmod}</lastmod></url>`)
  const body = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`
  agent.on('/sitemap.xml', { headers: { 'content-type': 'application/xml' }, body })
}

const look = async (
  over: Partial<CheckDeps> = {},
): Promise<{ check: SourceCheck; advice: readonly Advice[]; texts: string }> => {
  const source = demoSource({ feeds: [{ kind: 'sitemap', url: `${agent.origin}/sitemap.xml` }] })
  const check = await checkSource(source, { fetcher, converter, pages: 10, ...over })
  const advice = adviceFor(check)
  return { check, advice, texts: advice.map(({ level, text }) => `${level}: ${text}`).join('\n') }
}

const errors = (advice: readonly Advice[]): readonly Advice[] =>
  advice.filter(({ level }) => level === 'error')

describe('a look at a source', () => {
  it('finds no error in good pages, and archives nothing', async () => {
    for (let i = 0; i < 3; i++) agent.page(`/${i}`, goodJson(i))
    listing(['/0', '/1', '/2'])
    const { check, advice } = await look()
    expect(check).toMatchObject({ listed: 3, dated: 3, more: false, skipped: 0, problems: [] })
    expect(check.pages.map(({ outcome }) => outcome?.state)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(errors(advice)).toEqual([])
    expect(advice.filter(({ level }) => level === 'hint')).toEqual([])
  })

  it('looks at as many pages as it was told, chosen among all that are listed', async () => {
    const paths = Array.from({ length: 40 }, (_, i) => `/${i}`)
    for (const [i, path] of paths.entries()) agent.page(path, goodJson(i))
    listing(paths)
    const { check } = await look({ pages: 4 })
    expect([check.listed, check.pages.length]).toEqual([40, 4])
    expect(new Set(check.pages.map(({ url }) => url)).size).toBe(4)
    const last = await look({ pages: 1, random: () => 0 })
    expect(last.check.pages.map(({ url }) => url)).toEqual([`${agent.origin}/39`])
  })

  it('asks for validators and dates that are missing', async () => {
    agent.page('/0', goodJson(0))
    agent.on('/0', {
      validators: false,
      headers: { 'content-type': 'application/ld+json' },
      body: JSON.stringify(goodJson(0)),
    })
    listing(['/0'], 'yesterday')
    const { texts } = await look()
    expect(texts).toContain('hint: 1 of 1 pages come without ETag and Last-Modified')
    expect(texts).toContain('hint: 1 of 1 entries have no usable lastmod')
  })

  it('names broken rules, with a page that breaks them (odis-arch#506: publishers get no feedback)', async () => {
    agent.page('/person', personJson)
    agent.page('/0', goodJson(0))
    listing(['/person', '/0'])
    const { advice } = await look()
    expect(errors(advice)).toEqual([
      {
        level: 'error',
        text: expect.stringMatching(/^1 of 2 pages break a rule: No sample was found .*\(profile kernel\)$/),
        example: `${agent.origin}/person`,
      },
    ])
  })

  it('names keys that do not reach the graph', async () => {
    const context = { '@context': { name: 'https://schema.org/name', '@vocab': null as unknown as string } }
    agent.page('/0', { ...goodJson(0), ...context, strangeKey: 'lost' })
    listing(['/0'])
    const { texts } = await look()
    expect(texts).toMatch(
      /warning: 1 of 1 pages say something under "strangeKey" that does not reach the graph; map the key/,
    )
  })

  it('tells dead links, pages that cannot be read and pages that robots.txt closes apart', async () => {
    agent.on('/robots.txt', { body: 'User-agent: *\nDisallow: /private/' })
    agent.page('/0', goodJson(0))
    agent.on('/broken', {
      headers: { 'content-type': 'text/html' },
      body: '<script type="application/ld+json">{"name": </script>',
    })
    listing(['/0', '/dead', '/dead-too', '/broken', '/private/1'])
    const { texts } = await look()
    expect(texts).toMatch(
      /error: 2 of 5 pages could not be had \(gone\): the server answers 404; take the page out/,
    )
    expect(texts).toMatch(
      /error: 1 of 5 pages could not be had \(disallowed-by-robots\): .*robots\.txt disallows "\/private\/1"/,
    )
    expect(texts).toMatch(/error: 1 of 5 pages could not be read: JSON-LD script 1 of 1/)
    expect(agent.count('/private/1')).toBe(0)
  })

  it('names a context that is not known, and says what to use instead', async () => {
    agent.page('/0', { ...goodJson(0), '@context': 'https://contexts.example/demo.jsonld' })
    listing(['/0'])
    const { advice } = await look()
    expect(errors(advice).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^1 of 1 pages use the context "https:\/\/contexts\.example\/demo\.jsonld".*use one that is known/,
      ),
    ])
  })

  it('names repairs, so that the template can be mended', async () => {
    agent.on('/0', {
      headers: { 'content-type': 'text/html' },
      body: `<script type="application/ld+json">${JSON.stringify(goodJson(0)).replace(/}$/, ',}')}</script>`,
    })
    listing(['/0'])
    expect((await look()).texts).toContain('1 of 1 pages had to be repaired (trailing-comma-removed)')
  })

  it('says that a sitemap is a web page (gleaner#253: a run over HTML ended as if all were well)', async () => {
    agent.on('/sitemap.xml', {
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Oops</title>',
    })
    const { check, advice } = await look()
    expect(check.listed).toBe(0)
    expect(errors(advice)[0]).toMatchObject({
      text: expect.stringMatching(
        /^listing: .* web page, not with a sitemap; let the server give the sitemap/,
      ),
      example: `${agent.origin}/sitemap.xml`,
    })
  })

  it('says that nothing is listed', async () => {
    listing([])
    const { texts } = await look()
    expect(texts).toMatch(/^error: .*(list|entr)/)
  })

  it('ends in time when the host asks for long pauses, with at least one page, and says what that means', async () => {
    agent.on('/robots.txt', { body: 'User-agent: *\nCrawl-delay: 0.4' })
    const paths = Array.from({ length: 10 }, (_, i) => `/${i}`)
    for (const [i, path] of paths.entries()) agent.page(path, goodJson(i))
    listing(paths)
    const { check, texts } = await look({ limitMs: 0 })
    expect(check.pages.length).toBeGreaterThanOrEqual(1)
    expect(check.skipped).toBeGreaterThanOrEqual(1)
    expect(check.pages.length + check.skipped).toBe(10)
    expect(texts).toMatch(/hint: only \d of 10 pages could be looked at .*lower the Crawl-delay/)
  })

  it('does not take the pauses of politeness for a slow server', async () => {
    agent.page('/0', goodJson(0))
    listing(['/0'])
    const { check, texts } = await look({ answeredIn: () => 3 })
    expect(check.pages[0]?.ms).toBe(3)
    expect(texts).not.toContain('longer than')
    expect((await look({ answeredIn: () => 6000 })).texts).toContain(
      '1 of 1 pages took longer than 5 seconds',
    )
  })
})

describe('a Crawl-delay', () => {
  const told = (seconds: number, delayMs = 0): string =>
    paceText([{ host: 'demo.example', seconds }], demoSource({ politeness: { delayMs } }), 3600).join('')

  it('comes with the time that a whole harvest takes, unless the registry waits longer', () => {
    expect(told(10)).toMatch(/asks for 10 s .*3,600 pages take at least 10 h 0 min/)
    expect(told(1000)).toMatch(/asks for 1000 s .*taken as 120 s: 3,600 pages take at least 120 h/)
    expect(told(1, 2000)).toMatch(/asks for 1 s .*sources\.yaml waits longer: 2 s/)
    expect(told(0)).toMatch(/asks for 0 s between two requests \(Crawl-delay\)\.$/)
  })
})

describe('lodestone sources check', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-check-'))
    const source = {
      id: 'demo',
      name: 'Demo collection',
      sitemaps: [`${agent.origin}/sitemap.xml`],
      allowPrivateAddresses: true,
      politeness: { delayMs: 0 },
    }
    writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [source] }))
    agent.page('/a%7Cb', personJson)
    listing(['/a|b', '/dead'])
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it(
    'writes a message to the publisher as Markdown, in which nothing is markup that was not meant',
    TIMEOUT,
    async () => {
      const { code, stdout } = await lodestone(folder, ['sources', 'check', 'demo', '--format', 'markdown'])
      expect(code).toBe(1)
      expect(stdout).toContain('## What keeps records out')
      expect(stdout).not.toContain('robots.txt of')
      expect(stdout).toMatch(/- 1 of 2 pages could not be had \(gone\)/)
      const rows = stdout.split('\n').filter(line => line.startsWith('| <'))
      expect(rows).toHaveLength(2)
      for (const row of rows) expect(row.split('|')).toHaveLength(7)
    },
  )

  it(
    'writes a table for people and JSON for programs, with the pause that robots.txt asks for',
    TIMEOUT,
    async () => {
      agent.on('/robots.txt', { body: 'User-agent: *\nCrawl-delay: 0.1' })
      const { host } = new URL(agent.origin)
      const table = await lodestone(folder, ['sources', 'check', 'demo', '--pages', '5'])
      expect([table.code, table.stdout]).toEqual([
        1,
        expect.stringContaining('demo lists 2 records; looked at 2'),
      ])
      const json = await lodestone(folder, ['sources', 'check', 'demo', '--format', 'json'])
      const { advice, pages, crawlDelays } = JSON.parse(json.stdout)
      expect([advice[0].level, pages.length]).toEqual(['error', 2])
      expect(crawlDelays).toEqual([{ host, seconds: 0.1 }])
      expect(table.stdout).toContain(
        `robots.txt of ${host} asks for 0.1 s between two requests (Crawl-delay): 2 pages take at least 1 s.`,
      )
    },
  )
})
