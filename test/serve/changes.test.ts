import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OpenAPIHono } from '@hono/zod-openapi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openArchive } from '../../src/archive/open.ts'
import { mountChanges } from '../../src/serve/routes/changes.ts'
import { buildOutcome, sha256 } from '../support/build-record.ts'

let folder: string
let archive: Archive
let app: OpenAPIHono

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestone-changes-'))
  const opened = await openArchive(folder)
  if (!opened.ok) throw new Error(opened.problem.detail)
  archive = opened.value
  app = new OpenAPIHono()
  mountChanges(app, { archive })
})

afterEach(async () => {
  await archive.close()
  await rm(folder, { recursive: true })
})

interface Answer {
  readonly archive: string
  readonly generation: number
  readonly last: number
  readonly changes: { readonly seq: number; readonly url: string; readonly state: string }[]
  readonly next?: string
}

const ask = async (path: string): Promise<Answer> => (await (await app.request(path)).json()) as Answer

describe('the change feed', () => {
  it('says of each change what a mirror needs to know', async () => {
    const outcome = buildOutcome({ id: 1, etag: '"v1"', lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT' })
    await archive.write([outcome])
    await archive.withdraw(outcome.url, 'gone (410)')
    const { changes, generation, last, next } = await ask('/api/changes')
    expect({ generation, last, next }).toEqual({ generation: 2, last: 2, next: undefined })
    const told = {
      url: outcome.url,
      source: 'demo',
      finalUrl: outcome.url,
      mediaType: 'text/html',
      charset: 'utf-8',
      etag: '"v1"',
      lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
      fetchedAt: '2026-01-01T00:00:00.000Z',
      bodyDigest: outcome.bodyDigest,
    }
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
    expect(changes).toEqual([
      { seq: 1, at, state: 'accepted', ...told },
      { seq: 2, at, state: 'withdrawn', withdrawnBecause: 'gone (410)', ...told },
    ])
  })

  it('is read page by page to its end, and from there on again', async () => {
    for (let id = 1; id <= 5; id++) await archive.write([buildOutcome({ id })])
    const seqs: number[][] = []
    let path: string | undefined = '/api/changes?limit=2'
    while (path !== undefined) {
      const answer: Answer = await ask(path)
      seqs.push(answer.changes.map(({ seq }) => seq))
      path = answer.next
    }
    expect(seqs).toEqual([[1, 2], [3, 4], [5]])
    const archiveId = await archive.identity()
    expect(await ask('/api/changes?since=5')).toEqual({
      ...{ archive: archiveId, generation: 5, last: 5 },
      changes: [],
    })
  })

  it('may keep to one source, and still tells how far it looked', async () => {
    await archive.write([
      buildOutcome({ id: 1 }),
      buildOutcome({ id: 2, source: 'other' }),
      buildOutcome({ id: 3 }),
    ])
    const answer = await ask('/api/changes?source=other&limit=2')
    expect(answer.changes.map(({ seq }) => seq)).toEqual([2])
    const next = `/api/changes?since=2&limit=2&source=other&archive=${answer.archive}`
    expect(answer).toMatchObject({ last: 2, next })
    expect(await ask(answer.next ?? '')).toMatchObject({ changes: [], last: 3 })
  })

  it('tells a mirror that is ahead of the archive, or followed another one, to begin again', async () => {
    await archive.write([buildOutcome()])
    const { archive: id } = await ask('/api/changes')
    expect((await app.request(`/api/changes?since=1&archive=${id}`)).status).toBe(200)
    for (const [query, code] of [
      [`since=2&archive=${id}`, 'archive-restored'],
      ['since=100', 'archive-restored'],
      ['since=1&archive=other', 'other-archive'],
      ['since=0&archive=other', 'other-archive'],
    ] as const) {
      const response = await app.request(`/api/changes?${query}`)
      expect(response.status, query).toBe(409)
      const problem = (await response.json()) as { type: string; detail: string }
      expect(problem).toMatchObject({ type: `urn:problem:lodestone:${code}`, archive: id, generation: 1 })
      expect(problem.detail).toContain('/api/changes?since=0')
    }
  })

  it('names its generation in the header and is never kept by caches', async () => {
    await archive.write([buildOutcome()])
    const { headers } = await app.request('/api/changes')
    expect(headers.get('lodestone-generation')).toBe('1')
    expect(headers.get('cache-control')).toBe('no-cache')
  })

  it.each([
    ['/api/changes?since=-1', 'invalid-parameter', 'from 0 to'],
    ['/api/changes?since=abc', 'invalid-parameter', 'whole number'],
    ['/api/changes?limit=0', 'invalid-parameter', 'from 1 to 1000'],
    ['/api/changes?limit=100000', 'invalid-parameter', 'from 1 to 1000'],
    ['/api/changes?since=1&since=2', 'invalid-parameter', 'more than once'],
    ['/api/changes?sinse=1', 'unknown-parameter', 'did you mean "since"'],
  ])('refuses %s and says what to write instead', async (path, code, advice) => {
    const response = await app.request(path)
    expect(response.status).toBe(400)
    const { type, detail } = (await response.json()) as { type: string; detail: string }
    expect(type).toContain(code)
    expect(detail).toContain(advice)
  })
})

describe('a body', () => {
  it('is the page as it was fetched, byte for byte, and inert', async () => {
    const body = Uint8Array.of(0, 255, 60, 115, 99, 114, 105, 112, 116, 62, 128)
    await archive.write([buildOutcome({ body })])
    const response = await app.request(`/api/bodies/${sha256(body)}`)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment; filename="page.bin"',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  it('is not sent again to whoever has it', async () => {
    const { body, bodyDigest } = buildOutcome()
    await archive.write([buildOutcome({ body })])
    const etag = (await app.request(`/api/bodies/${bodyDigest}`)).headers.get('etag') ?? ''
    const again = await app.request(`/api/bodies/${bodyDigest}`, {
      headers: { 'if-none-match': `"x", W/${etag}` },
    })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it.each(['0'.repeat(64), 'A'.repeat(64), '../archive.db', '%00', '"><script>'])(
    'is not there for %s',
    async digest => {
      const response = await app.request(`/api/bodies/${encodeURIComponent(digest)}`)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toMatch('application/problem+json')
    },
  )
})

it('both routes are described', () => {
  const { paths } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })
  expect(Object.keys(paths ?? {})).toEqual(['/api/changes', '/api/bodies/{digest}'])
})
