import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedKey } from '../../../src/harvest/feeds/feeds.ts'
import { readSitemap } from '../../../src/harvest/feeds/sitemap.ts'
import { SITEMAP_LIMITS } from '../../../src/harvest/feeds/sitemap-limits.ts'
import type { Feed } from '../../../src/model/source.ts'
import { demoSource } from '../demo-source.ts'
import { feedBench } from './feed-bench.ts'
import { type Reading, type ReadingOptions, readAll } from './feed-house.ts'

const bench = feedBench()

const read = (path = '/index.xml', options: ReadingOptions = {}): Promise<Reading> =>
  readAll({ kind: 'sitemap', url: `${bench.agent.origin}${path}` }, bench.fetcher, options)

const index = (path: string, children: readonly string[]): void =>
  bench.agent.on(path, {
    body: `<sitemapindex>${children.map(child => `<sitemap><loc>${bench.agent.origin}${child}</loc></sitemap>`).join('')}</sitemapindex>`,
  })

/** An index of sitemaps `/0.xml` …, each with one page `/0` …. */
const indexOf = (names: readonly (string | number)[]): void => {
  for (const name of names) bench.agent.sitemap(`/${name}.xml`, [`/${name}`])
  index(
    '/index.xml',
    names.map(name => `/${name}.xml`),
  )
}

const pathsOf = ({ urls }: Reading): string[] => urls.map(url => url.replace(bench.agent.origin, ''))

describe('failure modes of existing harvesters', () => {
  it('2: dates and several sitemaps are both supported', async () => {
    const urlset = (name: string): string =>
      `<urlset><url><loc>${bench.agent.origin}/${name}</loc><last_mod>2026-01-02</last_mod></url></urlset>`
    index('/index.xml', ['/a.xml', '/b.xml'])
    for (const name of ['a', 'b']) bench.agent.on(`/${name}.xml`, { body: urlset(name) })
    const { entries, end } = await read()
    expect(entries.map(({ url, lastModified }) => [url, lastModified])).toEqual([
      [`${bench.agent.origin}/a`, '2026-01-02'],
      [`${bench.agent.origin}/b`, '2026-01-02'],
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
      bench.agent.on('/s.xml', { body: `<${head}><url><loc>${bench.agent.origin}/1</loc></url></urlset>` })
      expect(await read('/s.xml')).toMatchObject({ codes: [], end: { complete: true } })
      expect((await read('/s.xml')).urls).toHaveLength(1)
    }
  })

  it('4: a web page in place of a sitemap is a problem, and nothing counts as absent', async () => {
    bench.agent.on('/s.xml', {
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
    bench.agent.sitemap('/s.xml', paths)
    const { urls, end } = await read('/s.xml')
    expect(new Set(urls)).toEqual(new Set(paths.map(path => `${bench.agent.origin}${path}`)))
    expect([urls.length, end]).toEqual([2208, { complete: true }])
  })

  it('24: robots.txt is asked for once, with one slash, and one that cannot be had closes the host with a reason', async () => {
    bench.agent.on('/robots.txt', { status: 503 })
    bench.agent.sitemap('/s.xml', ['/1'])
    const { urls, problems, end } = await read('/s.xml')
    expect([urls, problems.map(({ code }) => code), end]).toEqual([
      [],
      ['robots-unreachable'],
      { complete: false },
    ])
    expect(bench.agent.received.map(({ path }) => path).filter(path => path !== '/robots.txt')).toEqual([])
  })

  it('a gzipped sitemap is read whatever its type says', async () => {
    const body = gzipSync(`\uFEFF<urlset><url><loc>${bench.agent.origin}/1</loc></url></urlset>`)
    for (const type of ['text/html', 'application/octet-stream', 'application/xml; charset=utf-8']) {
      bench.agent.on('/s.xml.gz', { headers: { 'content-type': type }, body })
      expect(await read('/s.xml.gz')).toMatchObject({ urls: [`${bench.agent.origin}/1`], codes: [] })
    }
  })
})

describe('a listing is complete', () => {
  it('although its sitemaps repeat or enclose one another', async () => {
    bench.agent.sitemap('/a.xml', ['/1'])
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
    bench.agent.sitemap('/a.xml', ['/1'])
    if (body !== undefined) bench.agent.on('/b.xml', { body })
    index('/index.xml', ['/a.xml', '/b.xml'])
    const reading = readSitemap(bench.fetcher, { ...SITEMAP_LIMITS, maxUrls: 4 })
    const context = { source: demoSource(), position: {}, onProblem: () => undefined }
    const items = reading({ kind: 'sitemap', url: `${bench.agent.origin}/index.xml` }, context)
    let next = await items.next()
    while (!next.done) next = await items.next()
    expect(next.value).toEqual({ complete: false })
  })

  it('not when it was interrupted', async () => {
    indexOf([0, 1])
    const { end } = await read('/index.xml', { signal: AbortSignal.abort() })
    expect(end).toEqual({ complete: false })
    expect(bench.agent.received).toEqual([])
  })
})

describe('a reading that was broken off', () => {
  it('goes on with the next sitemap of the index', async () => {
    indexOf([0, 1, 2, 3])
    const first = await read('/index.xml', { stopAfter: 2 })
    expect(pathsOf(first)).toEqual(['/0', '/1'])
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[1] ?? '' } })
    expect([pathsOf(rest), rest.end]).toEqual([['/2', '/3'], { complete: true }])
    expect(bench.agent.count('/1.xml')).toBe(1)
  })

  it('goes on in an index within an index', async () => {
    for (const name of ['a', 'b', 'c', 'd']) bench.agent.sitemap(`/${name}.xml`, [`/${name}`])
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
    bench.agent.on('/0.xml', { status: 404 })
    const first = await read('/index.xml', { stopAfter: 1 })
    const rest = await read('/index.xml', { position: { resume: first.checkpoints[0] ?? '' } })
    expect([rest.codes, rest.end]).toEqual([[], { complete: false }])
  })

  it('does not read a sitemap twice that an index after the checkpoint lists again', async () => {
    bench.agent.sitemap('/a.xml', ['/a'])
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
            for (const name of names) bench.agent.sitemap(`/${name}.xml`, [`/${name}`])
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
