import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedKey } from '../../../src/harvest/feeds/feeds.ts'
import { readSitemap } from '../../../src/harvest/feeds/sitemap.ts'
import { SITEMAP_LIMITS } from '../../../src/harvest/feeds/sitemap-limits.ts'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import type { Feed } from '../../../src/model/source.ts'
import { type FakeAgent, startFakeAgent } from '../../support/fake-agent.ts'
import { demoSource } from '../demo-source.ts'
import { quickFetcher, type Reading, type ReadingOptions, readAll } from './feed-house.ts'

let agent: FakeAgent
let fetcher: Fetcher

beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = quickFetcher()
})

afterEach(async () => {
  await fetcher.close()
  await agent.close()
})

const read = (path = '/index.xml', options: ReadingOptions = {}): Promise<Reading> =>
  readAll({ kind: 'sitemap', url: `${agent.origin}${path}` }, fetcher, options)

const index = (path: string, children: readonly string[]): void =>
  agent.on(path, {
    body: `<sitemapindex>${children.map(child => `<sitemap><loc>${agent.origin}${child}</loc></sitemap>`).join('')}</sitemapindex>`,
  })

/** An index of sitemaps `/0.xml` …, each with one page `/0` …. */
const indexOf = (names: readonly (string | number)[]): void => {
  for (const name of names) agent.sitemap(`/${name}.xml`, [`/${name}`])
  index(
    '/index.xml',
    names.map(name => `/${name}.xml`),
  )
}

const pathsOf = ({ urls }: Reading): string[] => urls.map(url => url.replace(agent.origin, ''))

describe('failure modes of existing harvesters', () => {
  it('2: dates and several sitemaps are both supported', async () => {
    const urlset = (name: string): string =>
      `<urlset><url><loc>${agent.origin}/${name}</loc><last_mod>2026-01-02</last_mod></url></urlset>`
    index('/index.xml', ['/a.xml', '/b.xml'])
    for (const name of ['a', 'b']) agent.on(`/${name}.xml`, { body: urlset(name) })
    const { entries, end } = await read()
    expect(entries.map(({ url, lastModified }) => [url, lastModified])).toEqual([
      [`${agent.origin}/a`, '2026-01-02'],
      [`${agent.origin}/b`, '2026-01-02'],
    ])
    expect(end).toEqual({ complete: true })
  })

  it('3: an odd namespace or version="null" hides nothing', async () => {
    const heads = [
      'urlset version="null"',
      'urlset xmlns="https://www.google.com/schemas/sitemap/0.84"',
      'urlset xmlns="null"',
    ]
    for (const head of heads) {
      agent.on('/s.xml', { body: `<${head}><url><loc>${agent.origin}/1</loc></url></urlset>` })
      expect(await read('/s.xml')).toMatchObject({ codes: [], end: { complete: true } })
      expect((await read('/s.xml')).urls).toHaveLength(1)
    }
  })

  it('4: a web page in place of a sitemap is a problem, and nothing counts as absent', async () => {
    agent.on('/s.xml', {
      headers: { 'content-type': 'application/xml' },
      body: '<!DOCTYPE html><html><title>Sign in',
    })
    expect(await read('/s.xml')).toMatchObject({
      urls: [],
      codes: ['sitemap-is-html'],
      end: { complete: false },
    })
  })

  it('5: each of 2,208 listed pages is handed over once, with its escapes undone once', async () => {
    const paths = Array.from({ length: 2208 }, (_, n) => `/page?id=${n}&lang=en&x=%26amp%3B`)
    agent.sitemap('/s.xml', paths)
    const { urls, end } = await read('/s.xml')
    expect(new Set(urls)).toEqual(new Set(paths.map(path => `${agent.origin}${path}`)))
    expect([urls.length, end]).toEqual([2208, { complete: true }])
  })

  it('24: robots.txt is asked for once, with one slash, and one that cannot be had closes the host with a reason', async () => {
    agent.on('/robots.txt', { status: 503 })
    agent.sitemap('/s.xml', ['/1'])
    const { urls, problems, end } = await read('/s.xml')
    expect([urls, problems.map(({ code }) => code), end]).toEqual([
      [],
      ['robots-unreachable'],
      { complete: false },
    ])
    expect(agent.received.map(({ path }) => path).filter(path => path !== '/robots.txt')).toEqual([])
  })

  it('a gzipped sitemap is read whatever its type says', async () => {
    const body = gzipSync(`\uFEFF<urlset><url><loc>${agent.origin}/1</loc></url></urlset>`)
    for (const type of ['text/html', 'application/octet-stream', 'application/xml; charset=utf-8']) {
      agent.on('/s.xml.gz', { headers: { 'content-type': type }, body })
      expect(await read('/s.xml.gz')).toMatchObject({ urls: [`${agent.origin}/1`], codes: [] })
    }
  })
})

describe('a listing is complete', () => {
  it('although its sitemaps repeat or enclose one another', async () => {
    agent.sitemap('/a.xml', ['/1'])
    index('/index.xml', ['/a.xml', '/a.xml', '/index.xml'])
    const { urls, codes, end } = await read()
    expect([urls.length, codes, end]).toEqual([1, ['sitemap-repeated', 'sitemap-loop'], { complete: true }])
  })

  it.each([
    ['is gone', undefined],
    ['is empty', ''],
    ['has no entry', '<urlset></urlset>'],
    ['is cut off', '<urlset><url><loc>https://demo.example/1</loc></url>'],
    [
      'has an entry without address',
      '<urlset><url></url><url><loc>https://demo.example/1</loc></url></urlset>',
    ],
    [
      'has an entry with a wrong address',
      '<urlset><url><loc>/1</loc></url><url><loc>https://demo.example/1</loc></url></urlset>',
    ],
    ['lists too much', `<urlset>${'<url><loc>https://demo.example/1</loc></url>'.repeat(5)}</urlset>`],
  ])('not when one of its sitemaps %s', async (_, body) => {
    agent.sitemap('/a.xml', ['/1'])
    if (body !== undefined) agent.on('/b.xml', { body })
    index('/index.xml', ['/a.xml', '/b.xml'])
    const reading = readSitemap(fetcher, { ...SITEMAP_LIMITS, maxUrls: 4 })
    const context = { source: demoSource(), position: {}, onProblem: () => undefined }
    const items = reading({ kind: 'sitemap', url: `${agent.origin}/index.xml` }, context)
    let next = await items.next()
    while (!next.done) next = await items.next()
    expect(next.value).toEqual({ complete: false })
  })

  it('not when it was interrupted', async () => {
    indexOf([0, 1])
    const { end } = await read('/index.xml', { signal: AbortSignal.abort() })
    expect(end).toEqual({ complete: false })
    expect(agent.received).toEqual([])
  })
})

describe('a reading that was broken off', () => {
  it('goes on with the next sitemap of the index', async () => {
    indexOf([0, 1, 2, 3])
    const first = await read('/index.xml', { stopAfter: 2 })
    expect(pathsOf(first)).toEqual(['/0', '/1'])
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[1] ?? '' } })
    expect([pathsOf(rest), rest.end]).toEqual([['/2', '/3'], { complete: true }])
    expect(agent.count('/1.xml')).toBe(1)
  })

  it('goes on in an index within an index', async () => {
    for (const name of ['a', 'b', 'c', 'd']) agent.sitemap(`/${name}.xml`, [`/${name}`])
    index('/index.xml', ['/a.xml', '/inner.xml', '/d.xml'])
    index('/inner.xml', ['/b.xml', '/c.xml'])
    const first = await read('/index.xml', { stopAfter: 2 })
    expect(pathsOf(first)).toEqual(['/a', '/b'])
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[1] ?? '' } })
    expect([pathsOf(rest), rest.end]).toEqual([['/c', '/d'], { complete: true }])
  })

  it('begins again when the index is no longer the same up to there', async () => {
    indexOf([0, 1, 2])
    const first = await read('/index.xml', { stopAfter: 2 })
    indexOf(['new', 0, 1, 2])
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[1] ?? '' } })
    expect(pathsOf(rest)).toEqual(['/new', '/0', '/1', '/2'])
  })

  it('goes on in an index that only grew at its end', async () => {
    indexOf([0, 1])
    const first = await read('/index.xml', { stopAfter: 1 })
    indexOf([0, 1, 2])
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[0] ?? '' } })
    expect(pathsOf(rest)).toEqual(['/1', '/2'])
  })

  it('remembers that something was missing before', async () => {
    indexOf([0, 1])
    agent.on('/0.xml', { status: 404 })
    const first = await read('/index.xml', { stopAfter: 1 })
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[0] ?? '' } })
    expect([rest.codes, rest.end]).toEqual([[], { complete: false }])
  })

  it('does not read a sitemap twice that an index after the checkpoint lists again', async () => {
    agent.sitemap('/a.xml', ['/a'])
    index('/index.xml', ['/a.xml', '/inner.xml'])
    index('/inner.xml', ['/a.xml'])
    const first = await read('/index.xml', { stopAfter: 1 })
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[0] ?? '' } })
    expect([pathsOf(rest), rest.codes]).toEqual([[], ['sitemap-repeated']])
  })

  it('with a checkpoint of something else begins at the beginning', async () => {
    indexOf([0])
    for (const resume of [
      '',
      'x',
      'null',
      '[]',
      '{"indexes":7,"complete":true}',
      '{"indexes":[{}],"complete":true}',
    ])
      expect(pathsOf(await read('/index.xml', { position: { resume } }))).toEqual(['/0'])
  })

  it('wherever it was broken off, and however often, reads every page', async () => {
    const tree = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
        async (inner, stops) => {
          const expected: string[] = []
          inner.forEach((children, i) => {
            const names = children.map((_, k) => `${i}-${k}`)
            for (const name of names) agent.sitemap(`/${name}.xml`, [`/${name}`])
            index(
              `/inner${i}.xml`,
              names.map(name => `/${name}.xml`),
            )
            expected.push(...names.map(name => `/${name}`))
          })
          index(
            '/index.xml',
            inner.map((_, i) => `/inner${i}.xml`),
          )
          const found: string[] = []
          let resume: string | undefined
          for (const stopAfter of [...stops, 1000]) {
            const reading = await read('/index.xml', {
              stopAfter,
              position: resume === undefined ? {} : { resume },
            })
            found.push(...pathsOf(reading))
            if (reading.end) break
            resume = reading.checkpoints.at(-1)
          }
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 25 },
    )
  })
})

it('a feed has a key of its own, whatever the order of its members', () => {
  const feeds: Feed[] = [
    { kind: 'sitemap', url: 'https://demo.example/' },
    { kind: 'site', url: 'https://demo.example/' },
    { kind: 'lodestone', url: 'https://demo.example/' },
    { kind: 'lodestone', url: 'https://demo.example/', of: 'a' },
    { kind: 'datacite', url: 'https://demo.example/', query: 'a', client: 'b' },
    { kind: 'datacite', url: 'https://demo.example/', query: 'a client="b"' },
  ]
  expect(new Set(feeds.map(feedKey)).size).toBe(feeds.length)
  expect(feedKey({ client: 'b', query: 'a', url: 'https://demo.example/', kind: 'datacite' })).toBe(
    feedKey(feeds[4] as Feed),
  )
})
