import { createHash } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FetchEvent } from '../../src/harvest/errand.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Fetcher } from '../../src/harvest/fetcher.ts'
import { memoryLedger } from '../../src/harvest/memory-ledger.ts'
import type { FetchOutcome } from '../../src/model/page.ts'
import { type FakeAgent, type Handler, startFakeAgent } from '../support/fake-agent.ts'
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
    random: () => 1,
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
    expect(codeOf(await get('/cut'))).toBe('truncated')
    for (const path of ['/wrong', '/strange', '/layers']) expect(codeOf(await get(path))).toBe('bad-encoding')
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

/** How long from now a problem says to wait; undefined when it says nothing. */
const pauseOf = (outcome: FetchOutcome): number | undefined =>
  outcome.kind === 'problem' && outcome.retryAt !== undefined ? outcome.retryAt - clock.now() : undefined

/** Sends the beginning of an answer and breaks the connection. */
const half: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': '100' })
  response.write('half of', () => response.destroy())
}

const reset: Handler = (_, response) => response.destroy()

describe('failures of a page that may pass', () => {
  it('are handed back with the time to try again', async () => {
    agent.on('/500', { status: 500 })
    agent.on('/522', { status: 522 })
    agent.on('/429', { status: 429 })
    agent.on('/408', { status: 408 })
    agent.on('/slow', () => undefined)
    for (const [path, code] of [
      ['/500', 'server-error'],
      ['/522', 'server-error'],
      ['/429', 'rate-limited'],
      ['/408', 'refused'],
      ['/slow', 'timeout'],
    ] as const) {
      const outcome = await get(path, demoSource({ politeness: { timeoutMs: 300 } }))
      expect(codeOf(outcome)).toBe(code)
      expect(pauseOf(outcome)).toBe(1000)
      expect(agent.count(path)).toBe(1)
    }
  })

  it('are handed back with a longer pause each time', async () => {
    agent.on('/a', { status: 500 })
    const pauses = []
    for (const attempt of [0, 1, 2, 3, 20]) pauses.push(pauseOf(await get('/a', demoSource(), { attempt })))
    expect(pauses).toEqual([1000, 4000, 16_000, 64_000, 300_000])
  })

  it('do not come back together: the pause is drawn', async () => {
    const drawn = createFetcher({ userAgent: 'lodestone/0.1', clock, random: () => 0.25 })
    agent.on('/a', { status: 500 })
    expect(pauseOf(await drawn.fetch(`${agent.origin}/a`, demoSource(), { attempt: 2 }))).toBe(4000)
    await drawn.close()
  })

  it('say nothing of a time when they will not pass', async () => {
    for (const status of [400, 403, 501, 505]) {
      agent.on('/a', { status })
      expect(pauseOf(await get('/a'))).toBe(undefined)
    }
  })

  it('and are broken connections get one quick second chance (odis-arch#515: connection reset)', async () => {
    agent.on('/once', [reset, { body: 'now' }])
    agent.on('/twice', reset)
    expect(textOf(await get('/once'))).toBe('now')
    const outcome = await get('/twice')
    expect(codeOf(outcome)).toBe('unreachable')
    expect(pauseOf(outcome)).toBe(1000)
    expect(agent.count('/twice')).toBe(2)
    expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(2)
  })

  it('forget the part of a page that came before the connection broke', async () => {
    agent.on('/a', [half, { body: 'whole' }])
    expect(textOf(await get('/a'))).toBe('whole')
  })

  it('include a body shorter than announced, chunked or not: truncated', async () => {
    agent.on('/short', half)
    agent.on('/chunked', (_, response) => response.write('half of', () => response.destroy()))
    for (const path of ['/short', '/chunked']) {
      const outcome = await get(path)
      expect(codeOf(outcome)).toBe('truncated')
      expect(pauseOf(outcome)).toBe(1000)
    }
  })
})

describe('a host that asks for a pause', () => {
  it('in seconds or until a date gets it: nothing is asked before, by anyone', async () => {
    agent.on('/a', { status: 429, headers: { 'retry-after': '7' } })
    agent.on('/b', { body: 'x' })
    expect(pauseOf(await get('/a'))).toBe(7000)
    const held = await get('/b')
    expect([codeOf(held), pauseOf(held), agent.count('/b')]).toEqual(['rate-limited', 7000, 0])
    await clock.sleep(7000)
    expect(codeOf(await get('/b'))).toBe('page')
    const date = new Date(clock.now() + 30_000).toUTCString()
    agent.on('/c', { status: 503, headers: { 'retry-after': date } })
    expect(pauseOf(await get('/c'))).toBe(30_000)
  })

  it('of more than a minute is left for later', async () => {
    agent.on('/a', { status: 503, headers: { 'retry-after': '7200' } })
    agent.on('/b', { body: 'x' })
    for (const path of ['/a', '/b']) {
      const outcome = await get(path)
      expect([codeOf(outcome), pauseOf(outcome)]).toEqual(['retry-later', 7_200_000])
    }
    expect(agent.count('/b')).toBe(0)
  })

  it('gets it from all processes that share a ledger', async () => {
    const hosts = memoryLedger()
    const open = (process: string): Fetcher =>
      createFetcher({ userAgent: 'lodestone/0.1', clock, hosts, process })
    const [first, second] = [open('a'), open('b')]
    agent.on('/a', { status: 429, headers: { 'retry-after': '30' } })
    agent.on('/b', { body: 'x' })
    await first.fetch(`${agent.origin}/a`, demoSource())
    expect(codeOf(await second.fetch(`${agent.origin}/b`, demoSource()))).toBe('robots-unreachable')
    expect(agent.count('/b')).toBe(0)
    await Promise.all([first.close(), second.close()])
  })

  it('without saying how long is asked less often', async () => {
    agent.on('/a', { status: 429 })
    agent.on('/b', { body: 'x' })
    for (let i = 0; i < 3; i++) await get('/a')
    await get('/b')
    expect(clock.pauses).toEqual([250, 500, 1000])
  })
})

describe('a host that fails again and again', () => {
  it('is left alone for a while: fetches end at once', async () => {
    agent.on('/a', { status: 500 })
    for (let i = 0; i < 10; i++) expect(codeOf(await get('/a'))).toBe('server-error')
    const outcome = await get('/a')
    expect([codeOf(outcome), pauseOf(outcome)]).toEqual(['host-unavailable', 30_000])
    expect(agent.count('/a')).toBe(10)
    await clock.sleep(30_000)
    agent.on('/a', { body: 'back' })
    expect(codeOf(await get('/a'))).toBe('page')
    await clock.sleep(2000)
    expect(codeOf(await get('/a'))).toBe('page')
  })

  it('does not fail by pages that are gone or refused', async () => {
    agent.on('/403', { status: 403 })
    agent.on('/a', { body: 'x' })
    for (let i = 0; i < 20; i++) await get(i % 2 ? '/403' : '/404')
    expect(codeOf(await get('/a'))).toBe('page')
  })

  it('takes one page after the other: a dead page stops nothing (geoconnex.us#271, geoconnex.us#272, geoconnex.us#273)', async () => {
    agent.on('/dead', reset)
    agent.on('/a', { body: 'x' })
    for (let i = 0; i < 30; i++) {
      expect(codeOf(await get('/dead'))).toBe('unreachable')
      expect(codeOf(await get('/a'))).toBe('page')
    }
  })
})

describe('what a feed gets', () => {
  const gotten = (path: string): ReturnType<Fetcher['get']> =>
    fetcher.get(`${agent.origin}${path}`, demoSource(), { accept: 'application/json', maxBytes: 1000 })

  it('is a whole answer, asked for as it wishes', async () => {
    agent.on('/api', {
      headers: { 'content-type': 'application/json; charset=utf-8', link: '</api?page=2>; rel=next' },
      body: gzipSync('{"data":[]}'),
    })
    agent.on('/packed', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"data":[]}') })
    const got = await gotten('/packed')
    expect(got.ok && new TextDecoder().decode(got.value.body)).toBe('{"data":[]}')
    expect(await gotten('/api')).toMatchObject({
      ok: true,
      value: {
        ...{ finalUrl: `${agent.origin}/api`, status: 200, mediaType: 'application/json', charset: 'utf-8' },
        links: [{ href: `${agent.origin}/api?page=2`, rel: 'next' }],
      },
    })
    expect(agent.received.at(-1)?.headers.accept).toBe('application/json')
  })

  it('may be the explanation of an error', async () => {
    agent.on('/422', { status: 422, body: 'the token has expired', headers: { 'retry-after': '5' } })
    const got = await gotten('/422')
    expect(got).toMatchObject({ ok: true, value: { status: 422, retryAfterMs: 5000 } })
    expect(got.ok && new TextDecoder().decode(got.value.body)).toBe('the token has expired')
    agent.on('/403', { status: 403 })
    expect(await gotten('/403')).toMatchObject({ ok: false, problem: { code: 'refused' } })
  })

  it('is tried again twice, with growing pauses, because nobody else would', async () => {
    agent.on('/a', [{ status: 502 }, reset, { body: 'at last' }])
    expect(await gotten('/a')).toMatchObject({ ok: true })
    expect(clock.pauses).toEqual([1000, 4000])
    agent.on('/b', { status: 500 })
    expect(await gotten('/b')).toMatchObject({ ok: false, problem: { code: 'server-error' } })
    expect(agent.count('/b')).toBe(3)
  })

  it('is waited for as long as Retry-After asks, up to a minute', async () => {
    agent.on('/a', [{ status: 503, headers: { 'retry-after': '40' } }, { body: 'now' }])
    expect(await gotten('/a')).toMatchObject({ ok: true })
    expect(clock.pauses).toEqual([40_000])
    agent.on('/b', { status: 503, headers: { 'retry-after': '61' } })
    expect(await gotten('/b')).toMatchObject({ ok: false, problem: { code: 'retry-later' } })
  })

  it('waits for a robots.txt that cannot be read at once', async () => {
    agent.on('/robots.txt', [{ status: 500 }, { status: 404 }])
    agent.on('/a', { body: 'x' })
    expect(await gotten('/a')).toMatchObject({ ok: true })
  })

  it('is bounded', async () => {
    agent.on('/a', { body: 'x'.repeat(1001) })
    expect(await gotten('/a')).toMatchObject({ ok: false, problem: { code: 'too-large' } })
  })
})

describe('a refusal', () => {
  it('by Cloudflare says so (odis-arch#523: Cloudflare 403)', async () => {
    agent.on('/blocked', { status: 403, headers: { server: 'cloudflare', 'cf-ray': '8f00-DEMO' } })
    agent.on('/challenge', { status: 503, headers: { 'cf-mitigated': 'challenge' } })
    agent.on('/own', { status: 403 })
    for (const path of ['/blocked', '/challenge'])
      expect(codeOf(await get(path))).toBe('refused-by-cloudflare')
    expect(codeOf(await get('/own'))).toBe('refused')
  })
})

describe('a page asked for once more', () => {
  it('may be asked for as JSON-LD alone', async () => {
    agent.on('/a', { body: '{}' })
    await get('/a', demoSource(), { accept: 'application/ld+json' })
    expect(agent.received.at(-1)?.headers.accept).toBe('application/ld+json')
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

  it('is asked at the host that a redirect leads to (geoconnex.us#257)', async () => {
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

  it('that cannot be read closes the host, and is asked again later (gleaner PR#88: unfetchable robots.txt)', async () => {
    agent.on('/robots.txt', [{ status: 500 }, { status: 503 }, { status: 404 }])
    agent.on('/a', { body: 'x' })
    for (const pause of [5000, 20_000]) {
      for (let i = 0; i < 2; i++) {
        const outcome = await get('/a')
        expect([codeOf(outcome), pauseOf(outcome)]).toEqual(['robots-unreachable', pause])
      }
      await clock.sleep(pause)
    }
    expect(agent.count('/a')).toBe(0)
    expect(codeOf(await get('/a'))).toBe('page')
    expect(agent.count('/robots.txt')).toBe(3)
  })

  it('is looked for at the root, whatever the page is called (gleaner#98: //robots.txt)', async () => {
    agent.on('/robots.txt', { body: 'User-agent: *\nDisallow: //closed' })
    agent.on('//open', { body: 'x' })
    expect(codeOf(await get(`${agent.origin}//open`))).toBe('page')
    expect(codeOf(await get(`${agent.origin}//closed`))).toBe('disallowed-by-robots')
    expect(agent.received.map(({ path }) => path)).toEqual(['/robots.txt', '//open'])
  })

  it('may live elsewhere, and counts for the host that was asked', async () => {
    const other = await startFakeAgent()
    agent.on('/robots.txt', { status: 301, headers: { location: `${other.origin}/rules` } })
    other.on('/rules', { body: 'User-agent: *\nDisallow: /a' })
    expect(codeOf(await get('/a'))).toBe('disallowed-by-robots')
    await other.close()
  })

  it('that is really a page of HTML allows everything', async () => {
    agent.on('/robots.txt', { headers: { 'content-type': 'text/html' }, body: '<h1>Not found: /</h1>' })
    agent.on('/a', { body: 'x' })
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
