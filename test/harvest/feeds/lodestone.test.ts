import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../src/archive/open.ts'
import type { Feed } from '../../../src/model/source.ts'
import { mountChanges } from '../../../src/serve/routes/changes.ts'
import { buildOutcome, sha256 } from '../../support/build-record.ts'
import { demoSource } from '../demo-source.ts'
import { feedBench } from './feed-bench.ts'
import { type Reading, type ReadingOptions, readAll } from './feed-house.ts'

const bench = feedBench()

const read = (
  options: ReadingOptions = {},
  feed: Partial<Extract<Feed, { kind: 'lodestone' }>> = {},
): Promise<Reading> =>
  readAll({ kind: 'lodestone', url: bench.agent.origin, ...feed }, bench.fetcher, options)

const bodyOf = (seq: number): string => `{"name": "Demo sample ${seq}"}`

/** A change as a server would give it, its body published. */
const change = (seq: number, more: Record<string, unknown> = {}): Record<string, unknown> => {
  const bodyDigest = sha256(bodyOf(seq))
  bench.agent.on(`/api/bodies/${bodyDigest}`, { body: bodyOf(seq) })
  const url = `https://repository.example/${seq}`
  return {
    seq,
    at: `2026-01-01T00:00:${String(seq % 60).padStart(2, '0')}Z`,
    url,
    source: 'demo',
    state: 'accepted',
    finalUrl: url,
    mediaType: 'application/ld+json',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    bodyDigest,
    ...more,
  }
}

const path = (since: number, limit = 500): string => `/api/changes?since=${since}&limit=${limit}`

/** Publishes the answer to a question for changes. */
const answers = (since: number, answer: unknown, limit = 500): void =>
  bench.agent.on(path(since, limit), { body: JSON.stringify(answer) })

describe('the changes of another Lodestone', () => {
  it('are its records as it fetched them, and those that it withdrew', async () => {
    answers(0, { generation: 3, last: 2, changes: [change(1), change(2)] })
    answers(2, {
      generation: 3,
      last: 3,
      changes: [change(3, { url: 'https://repository.example/1', state: 'withdrawn' })],
    })
    const { pages, entries, deleted, problems, end } = await read()
    expect(problems).toEqual([])
    expect(pages.map(page => Buffer.from(page.body).toString())).toEqual([bodyOf(1), bodyOf(2)])
    expect(pages[0]).toMatchObject({
      url: 'https://repository.example/1',
      mediaType: 'application/ld+json',
      fetchedAt: '2026-01-01T00:00:00.000Z',
      bodyDigest: sha256(bodyOf(1)),
    })
    expect(entries[0]).toEqual({
      source: 'demo',
      url: 'https://repository.example/1',
      lastModified: '2026-01-01T00:00:01Z',
      listedIn: `${bench.agent.origin}/api/changes`,
    })
    expect(deleted).toEqual(['https://repository.example/1'])
    expect(end?.complete).toBe(true)
  })

  it('that concern one record are the last of them only, within one answer', async () => {
    const url = 'https://repository.example/same'
    answers(0, { generation: 3, last: 3, changes: [change(1, { url }), change(2), change(3, { url })] })
    const { urls, pages } = await read()
    expect(urls).toEqual(['https://repository.example/2', url])
    expect(pages[1]?.bodyDigest).toBe(sha256(bodyOf(3)))
    expect(bench.agent.count(`/api/bodies/${sha256(bodyOf(1))}`)).toBe(0)
  })

  it('are asked for from where the last reading ended', async () => {
    answers(0, { generation: 2, last: 2, changes: [change(1), change(2)] })
    const { end } = await read()
    answers(1, { generation: 3, last: 2, changes: [change(2)] }, 1)
    answers(2, { generation: 3, last: 3, changes: [change(3)] })
    const second = await read({ position: { since: end?.since ?? '' } })
    expect([second.urls, second.codes]).toEqual([['https://repository.example/3'], []])
    expect(second.end?.complete).toBe(false)
  })

  it('go on at the last checkpoint after a stop', async () => {
    answers(0, { generation: 2, last: 1, changes: [change(1)] })
    const { checkpoints } = await read({ stopAfter: 1 })
    answers(0, { generation: 2, last: 1, changes: [change(1)] }, 1)
    answers(1, { generation: 2, last: 2, changes: [change(2)] })
    const rest = await read({ position: { resume: checkpoints[0] ?? '' } })
    expect(rest.urls).toEqual(['https://repository.example/2'])
    expect(rest.end?.complete).toBe(true)
    expect(bench.agent.count(path(0))).toBe(1)
  })

  it('may be those of one of its sources', async () => {
    bench.agent.on(`${path(0)}&source=a%26b`, {
      body: JSON.stringify({ generation: 9, last: 9, changes: [change(4)] }),
    })
    expect((await read({}, { of: 'a&b' })).urls).toEqual(['https://repository.example/4'])
  })

  it('are asked for below the path of its base URL', async () => {
    bench.agent.on(`/lode/api/changes?since=0&limit=500`, {
      body: JSON.stringify({ generation: 0, last: 0, changes: [] }),
    })
    const { codes, end } = await read({}, { url: `${bench.agent.origin}/lode/` })
    expect([codes, end?.complete]).toEqual([[], false])
  })
})

describe('a server whose archive was made anew', () => {
  it.each([
    ['has fewer changes', { generation: 1, last: 1, changes: [] }],
    [
      'has another change under the number',
      { generation: 9, last: 2, changes: [{ seq: 2, at: '2027-01-01T00:00:00Z' }] },
    ],
    ['has a change of another source under the number', { generation: 9, last: 2, changes: [] }],
  ])('is read from its beginning: it %s', async (_, answer) => {
    answers(0, { generation: 2, last: 2, changes: [change(1), change(2)] })
    const { end } = await read()
    answers(1, { ...answer, changes: answer.changes.map(one => change(one.seq, one)) }, 1)
    const again = await read({ position: { since: end?.since ?? '' } })
    expect(again.codes).toEqual(['feed-started-over'])
    expect(again.urls).toHaveLength(2)
  })

  it('is read from its beginning when it says so by 409', async () => {
    answers(0, { generation: 2, last: 2, changes: [change(1), change(2)] })
    const { end } = await read()
    bench.agent.on(path(1, 1), { status: 409, body: '{}' })
    const again = await read({ position: { since: end?.since ?? '' } })
    expect([again.codes, again.urls.length]).toEqual([['feed-started-over'], 2])
  })
})

describe('a server that misbehaves', () => {
  const page = '<!doctype html><title>Sign in</title>'
  it.each([
    ['a web page', page],
    ['nothing', ''],
    ['another JSON', '{"items": []}'],
    ['a list', '[]'],
    ['null', 'null'],
    [
      'numbers that run backwards',
      () => JSON.stringify({ generation: 3, last: 3, changes: [change(2), change(1)] }),
    ],
    ['numbers beyond the last', () => JSON.stringify({ generation: 3, last: 1, changes: [change(2)] })],
    ['more than was asked for', JSON.stringify({ generation: 1, last: 1, changes: Array(501).fill({}) })],
  ])('by answering %s is no change feed', async (_, body) => {
    bench.agent.on(path(0), { body: typeof body === 'function' ? body() : body })
    const { codes, urls, end } = await read()
    expect([codes, urls, end?.complete]).toEqual([['not-a-change-feed'], [], false])
  })

  it('by having no such address is no change feed', async () => {
    const { problems } = await read()
    expect(problems).toMatchObject([{ stage: 'gate', code: 'not-a-change-feed' }])
    expect(problems[0]?.detail).toContain('it answers 404')
  })

  it('by a body of other bytes has that record left out, and asked for again next time', async () => {
    answers(0, { generation: 3, last: 3, changes: [change(1), change(2), change(3)] })
    bench.agent.on(`/api/bodies/${sha256(bodyOf(2))}`, { body: 'something else' })
    const first = await read()
    expect(first.urls).toEqual(['https://repository.example/1', 'https://repository.example/3'])
    expect([first.codes, first.end?.complete]).toEqual([['digest-mismatch'], false])
    answers(2, { generation: 3, last: 3, changes: [change(3)] }, 1)
    answers(3, { generation: 3, last: 3, changes: [] })
    change(2)
    const second = await read({ position: { since: first.end?.since ?? '' } })
    expect([second.urls, second.codes]).toEqual([['https://repository.example/2'], []])
  })

  it('by losing more bodies than can be remembered is read again from before the first of the others', async () => {
    const changes = Array.from({ length: 150 }, (_, i) => change(i + 1))
    for (const { bodyDigest } of changes) bench.agent.on(`/api/bodies/${bodyDigest}`, { status: 404 })
    answers(0, { generation: 151, last: 1, changes: [] })
    answers(1, { generation: 151, last: 151, changes: changes.slice(1) })
    const { codes, end } = await read()
    expect(new Set(codes)).toEqual(new Set(['body-missing']))
    expect(JSON.parse(end?.since ?? '')).toMatchObject({ place: { seq: 1 }, missed: [] })
    expect((end?.since ?? '').length).toBeLessThan(200)
  })

  it('by a change that makes no sense has that one left out', async () => {
    const changes = [
      change(1, { url: 'javascript:alert(1)' }),
      change(2, { bodyDigest: '../../etc' }),
      change(3),
    ]
    answers(0, { generation: 3, last: 3, changes })
    const { urls, codes, end } = await read()
    expect([urls, codes]).toEqual([['https://repository.example/3'], ['not-an-http-url', 'invalid-change']])
    expect(end?.complete).toBe(false)
  })

  it('by never getting to its last change is left', async () => {
    answers(0, { generation: 100, last: 0, changes: [] })
    const { codes, end } = await read()
    expect([codes, end?.complete]).toEqual([['feed-stands-still'], false])
  })

  it('by always having more is read up to what it had when the reading began', async () => {
    answers(0, { generation: 2, last: 1, changes: [change(1)] })
    answers(1, { generation: 1000, last: 2, changes: [change(2)] })
    const { urls, end } = await read()
    expect(urls).toHaveLength(2)
    expect(end?.complete).toBe(true)
  })

  it('by failing on the way is read on from there at the next harvest', async () => {
    answers(0, { generation: 2, last: 1, changes: [change(1)] })
    bench.agent.on(path(1), { status: 403 })
    const { urls, codes, end } = await read()
    expect([urls, codes, end?.complete]).toEqual([['https://repository.example/1'], ['refused'], false])
    expect(JSON.parse(end?.since ?? '')).toMatchObject({ place: { seq: 1 } })
  })

  it('by a body beyond the limit of pages has that record left out', async () => {
    answers(0, { generation: 1, last: 1, changes: [change(1)] })
    const source = demoSource({ politeness: { maxPageBytes: 10 } })
    expect((await read({ source })).codes).toEqual(['too-large'])
  })
})

it('positions of other versions are read as none', async () => {
  answers(0, { generation: 1, last: 1, changes: [change(1)] })
  for (const text of ['', 'x', '7', 'null', '{"place":{"seq":-1}}', '{"indexes":[],"complete":true}'])
    expect((await read({ position: { since: text, resume: text } })).urls).toHaveLength(1)
})

it('a mirror has the pages of the real server byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lodestone-mirrored-'))
  const opened = await openArchive(folder)
  if (!opened.ok) throw new Error(opened.problem.detail)
  const archive = opened.value
  const outcomes = Array.from({ length: 700 }, (_, id) =>
    buildOutcome({
      id,
      body: Uint8Array.from([id % 256, 0, 255, 13, 10, id >> 8]),
      state: id % 7 ? 'accepted' : 'unreadable',
    }),
  )
  await archive.write(outcomes)
  await archive.withdraw(outcomes[5]?.url ?? '', 'gone (410)')
  const app = new OpenAPIHono()
  mountChanges(app, { archive })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { pages, deleted, problems, end } = await read({}, { url: `http://127.0.0.1:${port}` })
  expect(problems).toEqual([])
  const mirrored = new Map(pages.map(page => [page.url, Buffer.from(page.body)]))
  const expected = new Map(outcomes.map(({ url, body }) => [url as string, Buffer.from(body)]))
  expect(mirrored).toEqual(expected)
  expect([deleted, end?.complete]).toEqual([[outcomes[5]?.url], true])
  server.close()
  await archive.close()
  await rm(folder, { recursive: true })
})
