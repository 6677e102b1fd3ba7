import { createHash } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFetcher, type Fetcher } from '../../src/harvest/fetch.ts'
import type { FetchEvent } from '../../src/harvest/journey.ts'
import type { FetchOutcome } from '../../src/model/page.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { demoSource } from './demo-source.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

let agent: FakeAgent
let fetcher: Fetcher
let clock: VirtualClock
let events: FetchEvent[]

beforeEach(async () => {
  agent = await startFakeAgent()
  clock = virtualClock()
  events = []
  fetcher = createFetcher({
    userAgent: 'lodestone/0.1 (+https://demo.example/harvester)',
    clock,
    observe: event => events.push(event),
  })
})

afterEach(async () => {
  await fetcher.close()
  await agent.close()
})

const get = (path: string, source = demoSource(), conditions = {}): Promise<FetchOutcome> =>
  fetcher.fetch(new URL(path, agent.origin).href, source, conditions)

const textOf = (outcome: FetchOutcome): string =>
  outcome.kind === 'page' ? new TextDecoder().decode(outcome.page.body) : JSON.stringify(outcome)

const codeOf = (outcome: FetchOutcome): string =>
  outcome.kind === 'problem' ? outcome.problem.code : outcome.kind

describe('a page', () => {
  it('comes with what the server said about it', async () => {
    agent.on('/a', {
      headers: {
        'content-type': 'Text/HTML; charset="ISO-8859-1"',
        etag: '"v1"',
        'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
        link: [
          '</a.jsonld>; rel="describedby alternate"; type="application/ld+json"',
          '<https://orcid.org/0000-0002-1825-0097>; rel=author',
        ],
      },
      body: '<p>x</p>',
    })
    const outcome = await get('/a')
    expect(outcome).toMatchObject({
      kind: 'page',
      page: {
        url: `${agent.origin}/a`,
        finalUrl: `${agent.origin}/a`,
        status: 200,
        mediaType: 'text/html',
        charset: 'iso-8859-1',
        etag: '"v1"',
        lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
        fetchedAt: '2026-01-01T00:00:00.000Z',
        bodyDigest: createHash('sha256').update('<p>x</p>').digest('hex'),
        links: [
          { href: `${agent.origin}/a.jsonld`, rel: 'describedby', type: 'application/ld+json' },
          { href: `${agent.origin}/a.jsonld`, rel: 'alternate', type: 'application/ld+json' },
          { href: 'https://orcid.org/0000-0002-1825-0097', rel: 'author' },
        ],
      },
    })
  })

  it('is asked for with a name and with JSON-LD preferred', async () => {
    agent.on('/a', { body: 'x' })
    await get('/a')
    const headers = agent.received.find(({ path }) => path === '/a')?.headers
    expect(headers?.['user-agent']).toBe('lodestone/0.1 (+https://demo.example/harvester)')
    expect(headers?.accept).toMatch(/^application\/ld\+json, text\/html/)
  })

  it('is asked for with its validators, and may be unchanged', async () => {
    agent.on('/a', { body: 'x', headers: { etag: '"v1"' } })
    expect(
      await get('/a', demoSource(), { etag: '"v1"', lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT' }),
    ).toEqual({
      kind: 'not-modified',
      url: `${agent.origin}/a`,
      fetchedAt: '2026-01-01T00:00:00.000Z',
    })
    expect(agent.received.at(-1)?.headers['if-modified-since']).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
    expect(codeOf(await get('/a', demoSource(), { etag: '"v0"' }))).toBe('page')
  })

  it('may be gone, or refused', async () => {
    agent.on('/410', { status: 410 })
    agent.on('/403', { status: 403 })
    agent.on('/304', { status: 304 })
    expect(await get('/404')).toMatchObject({ kind: 'gone', status: 404 })
    expect(await get('/410')).toMatchObject({ kind: 'gone', status: 410 })
    expect(codeOf(await get('/403'))).toBe('refused')
    expect(codeOf(await get('/304'))).toBe('unexpected-status')
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('is unpacked from %s', async (encoding, compress) => {
    agent.on('/a', { headers: { 'content-encoding': encoding }, body: compress('content of the page') })
    expect(textOf(await get('/a'))).toBe('content of the page')
  })

  it('with damaged compression or an unknown coding is a problem', async () => {
    const packed = gzipSync('x'.repeat(5000))
    agent.on('/cut', {
      headers: { 'content-encoding': 'gzip' },
      body: packed.subarray(0, packed.length - 12),
    })
    agent.on('/wrong', { headers: { 'content-encoding': 'gzip' }, body: 'plain' })
    agent.on('/strange', { headers: { 'content-encoding': 'compress' }, body: 'x' })
    agent.on('/layers', { headers: { 'content-encoding': 'gzip, gzip, gzip' }, body: 'x' })
    for (const path of ['/cut', '/wrong', '/strange', '/layers'])
      expect(codeOf(await get(path))).toBe('bad-encoding')
  })
})

describe('redirects', () => {
  it('are followed, and the page keeps the name that was asked for', async () => {
    agent.on('/a', { status: 301, headers: { location: '/b?x=1' } })
    agent.on('/b?x=1', { body: 'there' })
    expect(await get('/a')).toMatchObject({
      kind: 'page',
      page: { url: `${agent.origin}/a`, finalUrl: `${agent.origin}/b?x=1` },
    })
  })

  it('that go in a circle, on without end, nowhere or elsewhere than the web are problems', async () => {
    agent.on('/circle', { status: 302, headers: { location: '/circle2' } })
    agent.on('/circle2', { status: 307, headers: { location: '/circle' } })
    for (let i = 0; i < 10; i++) agent.on(`/on${i}`, { status: 302, headers: { location: `/on${i + 1}` } })
    agent.on('/nowhere', { status: 302 })
    agent.on('/file', { status: 302, headers: { location: 'file:///etc/hostname' } })
    agent.on('/login', { status: 302, headers: { location: 'http://user:secret@demo.example/' } })
    expect(codeOf(await get('/circle'))).toBe('redirect-loop')
    expect(codeOf(await get('/on0'))).toBe('too-many-redirects')
    expect(agent.count('/on6')).toBe(0)
    expect(codeOf(await get('/nowhere'))).toBe('redirect-without-location')
    expect(codeOf(await get('/file'))).toBe('not-an-http-url')
    expect(codeOf(await get('/login'))).toBe('not-an-http-url')
  })
})

describe('failures that may pass', () => {
  it('are tried again, with growing pauses', async () => {
    agent.on('/a', [{ status: 502 }, { status: 500 }, { body: 'at last' }])
    expect(textOf(await get('/a'))).toBe('at last')
    expect(clock.pauses).toEqual([1000, 4000])
    expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(2)
  })

  it('end as a problem after the second retry', async () => {
    agent.on('/a', { status: 500 })
    agent.on('/cut', (_, response) => response.destroy())
    agent.on('/never', { status: 501 })
    expect(codeOf(await get('/a'))).toBe('server-error')
    expect(codeOf(await get('/cut'))).toBe('unreachable')
    expect(codeOf(await get('/never'))).toBe('server-error')
    expect([agent.count('/a'), agent.count('/cut'), agent.count('/never')]).toEqual([3, 3, 1])
  })

  it('forget the part of a page that came before the connection broke', async () => {
    agent.on('/a', [
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('half of', () => response.destroy())
      },
      { body: 'whole' },
    ])
    expect(textOf(await get('/a'))).toBe('whole')
  })

  it('wait as long as Retry-After asks, and the whole host with them', async () => {
    agent.on('/a', [{ status: 429, headers: { 'retry-after': '7' } }, { body: 'now' }])
    expect(textOf(await get('/a'))).toBe('now')
    expect(clock.pauses).toEqual([7000])
    agent.on('/b', { status: 503, headers: { 'retry-after': '86400' } })
    expect(codeOf(await get('/b'))).toBe('server-error')
    expect(agent.count('/b')).toBe(1)
    agent.on('/c', { status: 429, headers: { 'retry-after': 'Fri, 01 Jan 2027 00:00:00 GMT' } })
    expect(codeOf(await get('/c'))).toBe('rate-limited')
  })
})

describe('robots.txt of the host', () => {
  const disallow = { body: 'User-agent: lodestone\nDisallow: /private\nCrawl-delay: 3' }

  it('is read once and kept to', async () => {
    agent.on('/robots.txt', disallow)
    agent.on('/private/1', { body: 'secret' })
    agent.on('/open', { body: 'x' })
    const outcomes = await Promise.all([get('/private/1'), get('/open'), get('/private/2')])
    expect(outcomes.map(codeOf)).toEqual(['disallowed-by-robots', 'page', 'disallowed-by-robots'])
    expect([agent.count('/robots.txt'), agent.count('/private/1')]).toEqual([1, 0])
  })

  it('is asked at the host that a redirect leads to', async () => {
    const other = await startFakeAgent()
    other.on('/robots.txt', { body: 'User-agent: *\nDisallow: /' })
    agent.on('/a', { status: 302, headers: { location: `${other.origin}/a` } })
    expect(codeOf(await get('/a'))).toBe('disallowed-by-robots')
    expect(other.count('/a')).toBe(0)
    await other.close()
  })

  it('sets the pause between requests when it asks for more than the source does', async () => {
    agent.on('/robots.txt', disallow)
    agent.on('/a', { body: 'x' })
    await get('/a')
    await get('/a', demoSource({ politeness: { delayMs: 1000 } }))
    await get('/a', demoSource({ politeness: { delayMs: 5000 } }))
    expect(clock.pauses).toEqual([3000, 3000, 5000])
  })

  it('that cannot be read closes the host, and is asked again later', async () => {
    agent.on('/robots.txt', [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 404 }])
    agent.on('/a', { body: 'x' })
    expect(codeOf(await get('/a'))).toBe('robots-unreachable')
    expect(codeOf(await get('/a'))).toBe('robots-unreachable')
    expect(agent.count('/a')).toBe(0)
    await clock.sleep(11 * 60_000)
    expect(codeOf(await get('/a'))).toBe('page')
  })

  it('that is larger than 500 KiB counts up to there', async () => {
    agent.on('/robots.txt', { body: `User-agent: *\nDisallow: /a\n${'# filler\n'.repeat(100_000)}` })
    agent.on('/b', { body: 'x' })
    expect(codeOf(await get('/a'))).toBe('disallowed-by-robots')
    expect(codeOf(await get('/b'))).toBe('page')
  })
})

describe('limits', () => {
  it('never has more requests under way at a host than the source allows', async () => {
    for (let i = 0; i < 12; i++)
      agent.on(`/p${i}`, (_, response) => void setImmediate(() => setImmediate(() => response.end('x'))))
    const source = demoSource({ politeness: { concurrency: 3 } })
    await Promise.all(Array.from({ length: 12 }, (_, i) => get(`/p${i}`, source)))
    expect(agent.mostAtOnce()).toBeLessThanOrEqual(3)
  })

  it('takes a page of exactly the largest size, and none that is larger', async () => {
    const source = demoSource({ politeness: { maxPageBytes: 1000 } })
    agent.on('/exact', { body: 'x'.repeat(1000) })
    agent.on('/announced', { body: 'x'.repeat(1001) })
    agent.on('/chunked', (_, response) => {
      response.write('x'.repeat(600))
      response.end('x'.repeat(600))
    })
    expect(codeOf(await get('/exact', source))).toBe('page')
    expect(codeOf(await get('/announced', source))).toBe('too-large')
    expect(codeOf(await get('/chunked', source))).toBe('too-large')
  })

  it('asks no other protocol than http, and no address with a password', async () => {
    for (const url of [
      'ftp://demo.example/a',
      'file:///etc/hostname',
      'data:text/html,x',
      'nonsense',
      'http://u:p@demo.example/',
    ])
      expect(codeOf(await fetcher.fetch(url, demoSource()))).toBe('not-an-http-url')
  })

  it('reports a server that is not there', async () => {
    await agent.close()
    expect(codeOf(await get('/a'))).toBe('robots-unreachable')
    agent = await startFakeAgent()
  })
})
