import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSitemap } from '../../src/harvest/feeds/sitemap.ts'
import { SITEMAP_LIMITS, type SitemapLimits } from '../../src/harvest/feeds/sitemap-limits.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Fetcher } from '../../src/harvest/fetcher.ts'
import type { Problem } from '../../src/model/problem.ts'
import type { SitemapEntry } from '../../src/model/sitemap-entry.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { demoSource } from './demo-source.ts'
import { virtualClock } from './virtual-clock.ts'

let agent: FakeAgent
let fetcher: Fetcher

beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = createFetcher({ userAgent: 'lodestone/0.1', clock: virtualClock() })
})

afterEach(async () => {
  await fetcher.close()
  await agent.close()
})

interface Listing {
  readonly entries: SitemapEntry[]
  readonly urls: string[]
  readonly problems: Problem[]
  readonly codes: string[]
}

const list = async (
  paths: string | readonly string[],
  limits: Partial<SitemapLimits> = {},
): Promise<Listing> => {
  const entries: SitemapEntry[] = []
  const problems: Problem[] = []
  const reading = readSitemap(fetcher, { ...SITEMAP_LIMITS, ...limits })
  const context = {
    source: demoSource(),
    position: {},
    onProblem: (problem: Problem) => void problems.push(problem),
  }
  for (const path of [paths].flat())
    for await (const item of reading({ kind: 'sitemap', url: `${agent.origin}${path}` }, context))
      if (item.kind === 'entry') entries.push(item.entry)
  return { entries, urls: entries.map(({ url }) => url), problems, codes: problems.map(({ code }) => code) }
}

const serve = async (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Listing> => {
  agent.on('/s.xml', { body, headers })
  return list('/s.xml')
}

const urlset = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${content}</urlset>`

const demo = '<url><loc> https://demo.example/1?a=1&amp;b=2 </loc><lastmod>2026-01-02</lastmod></url>'

describe('a sitemap', () => {
  it('lists its addresses with their dates as given', async () => {
    const { entries, problems } = await serve(urlset(demo))
    expect(problems).toEqual([])
    expect(entries).toEqual([
      {
        source: 'demo',
        url: 'https://demo.example/1?a=1&b=2',
        lastModified: '2026-01-02',
        listedIn: `${agent.origin}/s.xml`,
      },
    ])
  })

  it.each([
    [
      'any namespace prefix',
      '<x:urlset xmlns:x="urn:other"><x:url><x:loc>https://demo.example/1</x:loc></x:url></x:urlset>',
    ],
    [
      'a missing or odd namespace, version="null" (gleaner#53, gleaner#189)',
      '<urlset version="null"><url><loc>https://demo.example/1</loc></url></urlset>',
    ],
    ['other letter case', '<URLSET><Url><LOC>https://demo.example/1</LOC></Url></URLSET>'],
    ['CDATA', '<urlset><url><loc><![CDATA[https://demo.example/1]]></loc></url></urlset>'],
    [
      'a byte-order mark and blank lines first',
      '\uFEFF\n\n<urlset><url><loc>https://demo.example/1</loc></url></urlset>',
    ],
    [
      'a harmless document type',
      '<!DOCTYPE urlset SYSTEM "x.dtd"><urlset><url><loc>https://demo.example/1</loc></url></urlset>',
    ],
    ['addresses in an index', '<sitemapindex><url><loc>https://demo.example/1</loc></url></sitemapindex>'],
  ])('is read with %s', async (_, body) => {
    expect(await serve(body)).toMatchObject({ urls: ['https://demo.example/1'], codes: [] })
  })

  it.each(['lastmod', 'last_mod', 'LastMod', 'lastModified', 'x:lastmod'])(
    'takes <%s> for the date',
    async name => {
      const { entries } = await serve(
        urlset(
          `<url><loc>https://demo.example/1</loc><${name}>2019-06-17 11:44:17.94 -0600 MDT</${name}></url>`,
        ),
      )
      expect(entries[0]?.lastModified).toBe('2019-06-17 11:44:17.94 -0600 MDT')
    },
  )

  it('takes no address from extensions', async () => {
    const { urls } = await serve(
      urlset(
        '<url><loc>https://demo.example/1</loc><image:image><image:loc>https://demo.example/i.png</image:loc></image:image></url>',
      ),
    )
    expect(urls).toEqual(['https://demo.example/1'])
  })

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${urlset(demo)}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(urlset(demo), 'utf16le')],
    ['UTF-16, the other byte order', Buffer.from(`\uFEFF${urlset(demo)}`, 'utf16le').swap16()],
    ['gzip, whatever it is called', gzipSync(urlset(demo))],
  ])('is read from %s', async (_, body) => {
    expect(await serve(body)).toMatchObject({ urls: ['https://demo.example/1?a=1&b=2'], codes: [] })
  })

  it('is read from gzip in gzip coding', async () => {
    const body = gzipSync(gzipSync(urlset(demo)))
    expect((await serve(body, { 'content-encoding': 'gzip' })).urls).toHaveLength(1)
  })

  it('may be lines of text', async () => {
    const { urls, codes } = await serve('https://demo.example/1\r\n\r\nhttps://demo.example/2\nnonsense', {
      'content-type': 'text/plain',
    })
    expect(urls).toEqual(['https://demo.example/1', 'https://demo.example/2'])
    expect(codes).toEqual(['not-an-http-url'])
  })

  it('may be named by a robots.txt', async () => {
    agent.on('/robots.txt', { body: `User-agent: *\nDisallow:\nSitemap: ${agent.origin}/s.xml\n` })
    agent.sitemap('/s.xml', ['/1'])
    expect(await list('/robots.txt')).toMatchObject({ urls: [`${agent.origin}/1`], codes: [] })
  })

  it('makes addresses usable as IRIs', async () => {
    const { urls } = await serve(urlset('<url><loc>https://demo.example/a b|{c}?x=^`#"d"</loc></url>'))
    expect(urls).toEqual(['https://demo.example/a%20b%7C%7Bc%7D?x=%5E%60#%22d%22'])
  })

  it('leaves out an address that repeats the one before it', async () => {
    const { urls } = await serve(urlset(demo + demo))
    expect(urls).toHaveLength(1)
  })
})

describe('an index', () => {
  it('is followed in order, through further indexes', async () => {
    const index = (...paths: string[]): string =>
      `<sitemapindex>${paths.map(path => `<sitemap><loc>${agent.origin}${path}</loc><lastmod>2026-01-01</lastmod></sitemap>`).join('')}</sitemapindex>`
    agent.on('/index.xml', { body: index('/one.xml', '/deeper.xml', '/three.xml') })
    agent.on('/deeper.xml', { body: index('/two.xml.gz') })
    agent.sitemap('/one.xml', ['/1'])
    agent.on('/two.xml.gz', { body: gzipSync(`<urlset><url><loc>${agent.origin}/2</loc></url></urlset>`) })
    agent.sitemap('/three.xml', ['/3'])
    const { entries, problems } = await list('/index.xml')
    expect(problems).toEqual([])
    expect(
      entries.map(({ url, listedIn }) => [url, listedIn].map(text => text.replace(agent.origin, ''))),
    ).toEqual([
      ['/1', '/one.xml'],
      ['/2', '/two.xml.gz'],
      ['/3', '/three.xml'],
    ])
  })

  it('goes on after a sitemap that fails', async () => {
    agent.on('/index.xml', {
      body: `<sitemapindex>${['/gone.xml', 'relative.xml', '/ok.xml'].map(path => `<sitemap><loc>${path.startsWith('/') ? agent.origin : ''}${path}</loc></sitemap>`).join('')}</sitemapindex>`,
    })
    agent.sitemap('/ok.xml', ['/1'])
    const { urls, codes } = await list('/index.xml')
    expect(urls).toEqual([`${agent.origin}/1`])
    expect(codes).toEqual(['gone', 'not-an-http-url'])
  })
})

describe('what is no sitemap, or not a whole one, is a problem', () => {
  it.each([
    ['a web page', '<!doctype html><html><body>Sign in</body></html>', 'sitemap-is-html'],
    ['a web page without a type', '<HTML><head>', 'sitemap-is-html'],
    ['nothing', '', 'sitemap-empty'],
    ['white space', ' \n ', 'sitemap-empty'],
    ['an empty urlset', urlset(''), 'sitemap-empty'],
    ['a feed', '<rss><channel/></rss>', 'not-a-sitemap'],
    ['JSON', '{"error": "nope"}', 'not-a-sitemap'],
    ['a text', 'Service temporarily unavailable', 'not-a-sitemap'],
    ['entries without address', urlset('<url><lastmod>2026-01-01</lastmod></url>'), 'entry-without-loc'],
    ['another protocol', urlset('<url><loc>ftp://demo.example/</loc></url>'), 'not-an-http-url'],
  ])('%s', async (_, body, code) => {
    const { urls, codes } = await serve(body)
    expect(urls).toEqual([])
    expect(codes).toEqual([code])
  })

  it('a cut off one, whose addresses are used nevertheless', async () => {
    const { urls, codes } = await serve(`<urlset>${demo}<url><loc>https://demo.example/half`)
    expect(urls).toEqual(['https://demo.example/1?a=1&b=2'])
    expect(codes).toEqual(['sitemap-truncated'])
  })

  it('one that breaks off on the way, whose addresses are used nevertheless', async () => {
    agent.on('/s.xml', (_, response) => {
      response.writeHead(200, { 'content-length': '100000' })
      response.write(`<urlset>${demo}${' '.repeat(2000)}`, () => response.destroy())
    })
    const { urls, codes } = await list('/s.xml')
    expect(urls).toHaveLength(1)
    expect(codes).toEqual(['truncated'])
  })

  it('thousands of bad entries, told in a few words', async () => {
    const { problems } = await serve(urlset('<url><loc>/relative</loc></url>'.repeat(3000)))
    expect(problems).toHaveLength(11)
    expect(problems.at(-1)?.detail).toContain('2990 more entries')
  })

  it('a feed address that is none, and the other feeds are read', async () => {
    agent.sitemap('/ok.xml', ['/1'])
    const { urls, codes } = await list(['/missing.xml', '/ok.xml'])
    expect(urls).toHaveLength(1)
    expect(codes).toEqual(['gone'])
  })
})

describe('large sitemaps', () => {
  it('beyond the standard are read and reported, up to a limit', async () => {
    const body = urlset(
      Array.from({ length: 50_100 }, (_, i) => `<url><loc>https://demo.example/${i}</loc></url>`).join(''),
    )
    agent.on('/s.xml', { body })
    const all = await list('/s.xml')
    expect([all.urls.length, all.codes]).toEqual([50_100, ['sitemap-over-standard']])
    const limited = await list('/s.xml', { maxUrls: 1000 })
    expect([limited.urls.length, limited.codes]).toEqual([1000, ['sitemap-too-long']])
    const short = await list('/s.xml', { maxBytes: 10_000 })
    expect(short.urls).toEqual([])
    expect(short.codes).toEqual(['too-large'])
  })
})
