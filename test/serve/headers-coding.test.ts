import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { chooseCoding, coded } from '../../src/serve/coding.ts'

const TEXT = 'a line of a result\n'.repeat(500)
const app = new Hono()
app.use(coded)
app.use('/twice', coded)
const text = (more: Record<string, string> = {}) =>
  new Response(TEXT, {
    headers: { 'content-type': 'text/csv', 'content-length': String(TEXT.length), etag: '"1.a.b"', ...more },
  })
app.get('/', () => text())
app.get('/twice', () => text())
app.get('/weak', () => text({ etag: 'W/"1"' }))
app.get('/image', () => text({ 'content-type': 'image/png' }))
app.get('/small', () => text({ 'content-length': '5' }))
app.get('/packed', () => text({ 'content-encoding': 'zstd' }))
const get = (path: string, encoding?: string, method = 'GET') =>
  Promise.resolve(
    app.request(path, { method, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } }),
  )

it.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['identity, gzip;q=0.5', undefined],
  ['identity;q=0, gzip;q=0.1', 'gzip'],
  ['deflate', undefined],
] as const)('Accept-Encoding: %s chooses %s', (header, coding) => {
  expect(chooseCoding(header)).toBe(coding)
})

it.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('packs with %s, under a tag of its own', async (coding, unpack) => {
  const response = await get('/', coding)
  expect(response.headers.get('content-encoding')).toBe(coding)
  expect(response.headers.get('vary')).toBe('Accept-Encoding')
  expect(response.headers.get('etag')).toBe(`"1.a.b-${coding}"`)
  expect(response.headers.has('content-length')).toBe(false)
  expect(unpack(Buffer.from(await response.arrayBuffer())).toString()).toBe(TEXT)
  expect((await get('/weak', coding)).headers.get('etag')).toBe('W/"1"')
})

it('packs once, however often it is asked to', async () => {
  const response = await get('/twice', 'br')
  expect(response.headers.get('etag')).toBe('"1.a.b-br"')
  expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(TEXT)
  expect((await get('/packed', 'br')).headers.get('content-encoding')).toBe('zstd')
})

it('gives HEAD the headers of GET', async () => {
  const head = await get('/', 'br', 'HEAD')
  expect([head.headers.get('content-encoding'), head.headers.get('etag')]).toEqual(['br', '"1.a.b-br"'])
  expect(await head.text()).toBe('')
})

it('leaves alone what is small, packed by nature, or not asked for', async () => {
  expect((await get('/small', 'br')).headers.has('content-encoding')).toBe(false)
  expect((await get('/image', 'br')).headers.has('content-encoding')).toBe(false)
  const plain = await get('/')
  expect([plain.headers.get('etag'), plain.headers.get('vary')]).toEqual(['"1.a.b"', 'Accept-Encoding'])
})
