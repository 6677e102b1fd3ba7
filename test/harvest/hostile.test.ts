/** What a malicious or broken server may send: each ends as a problem, soon, with memory bounded, and life goes on. */

import type { ServerResponse } from 'node:http'
import type { LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extractDocuments } from '../../src/harvest/extract.ts'
import { readSitemap } from '../../src/harvest/feeds/sitemap.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Fetcher } from '../../src/harvest/fetcher.ts'
import type { FetchOutcome, Page } from '../../src/model/page.ts'
import type { Problem } from '../../src/model/problem.ts'
import type { SitemapEntry } from '../../src/model/sitemap-entry.ts'
import { isPrivateAddress } from '../../src/registry/addresses.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { demoSource } from './demo-source.ts'

const MEGABYTE = 1024 * 1024

let agent: FakeAgent
let fetcher: Fetcher
let peak: number
let watch: NodeJS.Timeout

beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = createFetcher({ userAgent: 'lodestone/0.1' })
  const before = process.memoryUsage().rss
  peak = 0
  watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before)
  }, 10)
})

afterEach(async () => {
  clearInterval(watch)
  // The next request of the same client still works: nothing hangs, nothing leaks a turn.
  agent.on('/alive', { body: 'yes' })
  expect((await fetcher.fetch(`${agent.origin}/alive`, demoSource())).kind).toBe('page')
  await fetcher.close()
  await agent.close()
})

const codeOf = (outcome: FetchOutcome): string =>
  outcome.kind === 'problem' ? outcome.problem.code : outcome.kind

const pageAt = async (path: string): Promise<Page> => {
  const outcome = await fetcher.fetch(
    `${agent.origin}${path}`,
    demoSource({ politeness: { maxPageBytes: 20 * MEGABYTE } }),
  )
  if (outcome.kind !== 'page') throw new Error(`no page: ${JSON.stringify(outcome)}`)
  return outcome.page
}

const listing = async (path: string): Promise<{ entries: SitemapEntry[]; problems: Problem[] }> => {
  const entries: SitemapEntry[] = []
  const problems: Problem[] = []
  const limits = { maxBytes: 8 * MEGABYTE, maxUrls: 100_000, maxDepth: 5, maxSitemaps: 50 }
  const context = {
    source: demoSource(),
    position: {},
    onProblem: (problem: Problem) => void problems.push(problem),
  }
  const feed = { kind: 'sitemap', url: `${agent.origin}${path}` } as const
  for await (const item of readSitemap(fetcher, limits)(feed, context))
    if (item.kind === 'entry') entries.push(item.entry)
  return { entries, problems }
}

/** Writes `chunk` again and again as fast as it is taken, until the other side has enough. */
const pour = (response: ServerResponse, chunk: Uint8Array, times: number): void => {
  let left = times
  const more = (): void => {
    while (left-- > 0) if (!response.write(chunk)) return
    response.end()
  }
  response.on('drain', more)
  more()
}

describe('pages without end', () => {
  it('that trickle are cut off when the time is up', async () => {
    agent.on('/slow', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(1024 * MEGABYTE) })
      const drip = setInterval(() => response.write('<p>'), 20)
      response.on('close', () => clearInterval(drip))
    })
    const source = demoSource({ politeness: { timeoutMs: 300, maxPageBytes: 2048 * MEGABYTE } })
    const began = performance.now()
    expect(codeOf(await fetcher.fetch(`${agent.origin}/slow`, source))).toBe('timeout')
    expect(performance.now() - began).toBeLessThan(3000)
    expect(agent.count('/slow')).toBe(1)
  })

  it('that never even begin are cut off, too', async () => {
    agent.on('/silent', () => undefined)
    const source = demoSource({ politeness: { timeoutMs: 200 } })
    expect(codeOf(await fetcher.fetch(`${agent.origin}/silent`, source))).toBe('timeout')
  })

  it('of a gigabyte are dropped at the size limit', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 'x')
    agent.on('/large', (_, response) => pour(response, chunk, 1024))
    expect(codeOf(await fetcher.fetch(`${agent.origin}/large`, demoSource()))).toBe('too-large')
    expect(peak).toBeLessThan(200 * MEGABYTE)
  })

  it('behind a redirect or an error do not keep anyone waiting for long', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 'x')
    agent.on('/moved', (_, response) => {
      response.writeHead(302, { location: '/alive' })
      pour(response, chunk, 1024)
    })
    agent.on('/missing', (_, response) => {
      response.writeHead(404)
      pour(response, chunk, 1024)
    })
    agent.on('/alive', { body: 'yes' })
    expect(codeOf(await fetcher.fetch(`${agent.origin}/moved`, demoSource()))).toBe('page')
    expect(codeOf(await fetcher.fetch(`${agent.origin}/missing`, demoSource()))).toBe('gone')
  })

  it('announced by endless headers are refused', async () => {
    agent.on('/headers', (_, response) => {
      response.writeHead(200, { 'x-filler': 'x'.repeat(200_000) })
      response.end('x')
    })
    const source = demoSource({ politeness: { timeoutMs: 3000 } })
    expect(codeOf(await fetcher.fetch(`${agent.origin}/headers`, source))).toBe('unreachable')
  })
})

describe('bombs', () => {
  // Concatenated gzip members are one gzip file: a gigabyte in one megabyte.
  const bomb = (): Buffer =>
    Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(10 * MEGABYTE, ' '))))

  it('as a sitemap are dropped while they unfold', async () => {
    agent.on('/sitemap.xml.gz', { headers: { 'content-type': 'application/gzip' }, body: bomb() })
    const { entries, problems } = await listing('/sitemap.xml.gz')
    expect(entries).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['too-large'])
    expect(peak).toBeLessThan(200 * MEGABYTE)
  })

  it('as the coding of a page are dropped while they unfold', async () => {
    agent.on('/page', { headers: { 'content-encoding': 'gzip' }, body: bomb() })
    expect(codeOf(await fetcher.fetch(`${agent.origin}/page`, demoSource()))).toBe('too-large')
    expect(peak).toBeLessThan(200 * MEGABYTE)
  })

  it('within bombs are dropped at the outer one', async () => {
    agent.on('/twice.gz', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(bomb()) })
    const { problems } = await listing('/twice.gz')
    expect(problems.map(({ code }) => code)).toEqual(['too-large'])
    expect(peak).toBeLessThan(200 * MEGABYTE)
  })

  it('of XML entities are never expanded', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    const body = `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "lol">${levels.join('\n')}]><urlset><url><loc>https://demo.example/&l9;</loc></url></urlset>`
    agent.on('/sitemap.xml', { body })
    const { entries, problems } = await listing('/sitemap.xml')
    expect(entries).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['xml-entities-declared'])
  })

  it('of external XML entities are never fetched', async () => {
    const body = `<!DOCTYPE urlset [<!ENTITY x SYSTEM "${agent.origin}/secret">]><urlset><url><loc>https://demo.example/&x;</loc></url></urlset>`
    agent.on('/sitemap.xml', { body })
    expect((await listing('/sitemap.xml')).problems.map(({ code }) => code)).toEqual([
      'xml-entities-declared',
    ])
    expect(agent.count('/secret')).toBe(0)
  })

  it('of nested JSON are refused before anything recurses', async () => {
    const json = `{"@context":"https://schema.org/","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    agent.on('/script', { body: `<script type="application/ld+json">${json}</script>` })
    agent.on('/body', { headers: { 'content-type': 'application/ld+json' }, body: json })
    for (const path of ['/script', '/body']) {
      const { documents, problems } = extractDocuments(await pageAt(path))
      expect(documents).toEqual([])
      expect(problems.map(({ code }) => code)).toEqual(['json-too-deep'])
    }
  })

  it('of elements that are never closed are read in linear time', async () => {
    const html = `${'<a>'.repeat(1_000_000)}${'</b>'.repeat(1_000_000)}`
    agent.on('/deep', { headers: { 'content-type': 'text/html' }, body: html })
    agent.on('/deep.xml', { body: `<urlset>${html}</urlset>` })
    const page = await pageAt('/deep')
    const began = performance.now()
    expect(extractDocuments(page).problems.map(({ code }) => code)).toEqual(['no-json-ld'])
    expect((await listing('/deep.xml')).problems.map(({ code }) => code)).toEqual(['sitemap-too-deep'])
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('of blocks are read up to a number', async () => {
    agent.on('/many', { body: '<script type="application/ld+json">{"a":1}</script>'.repeat(5000) })
    const { documents, problems } = extractDocuments(await pageAt('/many'))
    expect(documents).toHaveLength(256)
    expect(problems.map(({ code }) => code)).toEqual(['too-many-blocks'])
  })
})

describe('private networks', () => {
  const closed = demoSource({ allowPrivateAddresses: false, politeness: { timeoutMs: 2000 } })

  it('are closed, whatever the spelling of the address', async () => {
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
      '10.0.0.1',
      '[64:ff9b::7f00:1]',
    ])
      expect(codeOf(await fetcher.fetch(`http://${host}:${agent.port}/x`, closed))).toBe('private-address')
    expect(agent.received).toEqual([])
  })

  it('are closed behind names that lead there', async () => {
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }])
    const named = createFetcher({ userAgent: 'lodestone/0.1', lookup })
    const url = `http://innocent.demo.example:${agent.port}/alive`
    agent.on('/alive', { body: 'yes' })
    const outcome = await named.fetch(url, closed)
    expect(codeOf(outcome)).toBe('private-address')
    expect(outcome.kind === 'problem' && outcome.problem.detail).toContain(
      'innocent.demo.example leads to 127.0.0.1',
    )
    expect(agent.received).toEqual([])
    expect(codeOf(await named.fetch(url, demoSource()))).toBe('page')
    await named.close()
  })

  it('are closed to names that change their address between two requests', async () => {
    // Here 127.0.0.1 plays the public internet; at its second resolution the name leads elsewhere.
    let asked = 0
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: asked++ < 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
    const forbidden = (address: string): boolean => address !== '127.0.0.1' && isPrivateAddress(address)
    const rebound = createFetcher({ userAgent: 'lodestone/0.1', lookup, forbidden })
    agent.on('/robots.txt', { status: 404, headers: { connection: 'close' } })
    agent.on('/x', { body: 'secret' })
    expect(codeOf(await rebound.fetch(`http://rebind.demo.example:${agent.port}/x`, closed))).toBe(
      'private-address',
    )
    expect(agent.count('/x')).toBe(0)
    await rebound.close()
  })

  it('are closed to redirects, too', async () => {
    const forbidden = (address: string): boolean => address !== '127.0.0.1' && isPrivateAddress(address)
    const outside = createFetcher({ userAgent: 'lodestone/0.1', forbidden })
    for (const target of [
      'http://127.0.0.2:1/',
      'http://[::1]/',
      'http://169.254.169.254/latest/meta-data/',
    ]) {
      agent.on('/go', { status: 302, headers: { location: target } })
      expect(codeOf(await outside.fetch(`${agent.origin}/go`, closed))).toBe('private-address')
    }
    await outside.close()
  })
})

describe('bytes that are not text', () => {
  it('in UTF-8 are replaced, and that is logged', async () => {
    const script = Buffer.concat([
      Buffer.from('<script type="application/ld+json">{"name":"caf'),
      Buffer.from([0xe9, 0xff, 0xfe]),
      Buffer.from('"}</script>'),
    ])
    agent.on('/latin', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: script })
    const { documents, problems } = extractDocuments(await pageAt('/latin'))
    expect(problems).toEqual([])
    expect(documents[0]?.json).toEqual({ name: 'caf\uFFFD\uFFFD\uFFFD' })
    expect(documents[0]?.repairs.map(({ rule }) => rule)).toEqual(['invalid-bytes-replaced'])
  })

  it('at all are no JSON-LD', async () => {
    agent.on('/noise', { body: Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)) })
    const { documents, problems } = extractDocuments(await pageAt('/noise'))
    expect([documents.length, problems.length]).toEqual([0, 1])
  })
})

describe('sitemaps that lead in circles', () => {
  const index = (...locs: string[]): string =>
    `<sitemapindex>${locs.map(loc => `<sitemap><loc>${agent.origin}${loc}</loc></sitemap>`).join('')}</sitemapindex>`

  it('are left after one round', async () => {
    agent.on('/a.xml', { body: index('/b.xml', '/leaf.xml') })
    agent.on('/b.xml', { body: index('/a.xml', '/c.xml') })
    agent.on('/c.xml', { status: 302, headers: { location: '/a.xml' } })
    agent.sitemap('/leaf.xml', ['/1'])
    const { entries, problems } = await listing('/a.xml')
    expect(entries.map(({ url }) => url)).toEqual([`${agent.origin}/1`])
    expect(problems.map(({ code }) => code)).toEqual(['sitemap-loop', 'sitemap-repeated'])
  })

  it('are left at the depth limit, and at the number of sitemaps', async () => {
    for (let i = 0; i < 12; i++) agent.on(`/d${i}.xml`, { body: index(`/d${i + 1}.xml`) })
    expect((await listing('/d0.xml')).problems.map(({ code }) => code)).toEqual(['sitemap-too-deep'])
    expect(agent.count('/d6.xml')).toBe(0)
    const many = Array.from({ length: 200 }, (_, i) => `/m${i}.xml`)
    for (const path of many) agent.sitemap(path, ['/1'])
    agent.on('/wide.xml', { body: index(...many) })
    const { entries, problems } = await listing('/wide.xml')
    expect(entries).toHaveLength(49)
    expect(problems.map(({ code }) => code)).toEqual(['too-many-sitemaps'])
  })
})
