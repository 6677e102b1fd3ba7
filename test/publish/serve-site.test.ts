import { mkdtemp, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishSite } from '../../src/publish/publish-site.ts'
import { type ServedSite, serveSite } from '../../src/publish/serve-site.ts'
import { csv, FULL, optionsFor } from './sample-table.ts'

let site: ServedSite
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${site.url}${path}`, { headers, method })
const PAGE = '/samples/10.5072_demo-x-1.html'

beforeAll(async () => {
  const options = await optionsFor()
  site = await serveSite(options.outDir)
  await publishSite(csv(FULL), { ...options, baseUrl: site.url })
})
afterAll(() => site.close())

describe('serveSite', () => {
  it('serves pages with their links as a header', async () => {
    const response = await get(PAGE)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('link')).toContain('<https://doi.org/10.5072/demo-x-1>; rel="cite-as"')
    expect(await response.text()).toContain('<h1>Core 1, Demo Ridge</h1>')
  })

  it('serves metadata that points back to its page', async () => {
    const response = await get('/samples/10.5072_demo-x-1.jsonld')
    expect(response.headers.get('content-type')).toBe('application/ld+json')
    expect(response.headers.get('link')).toBe(`<${PAGE}>; rel="describes"; type="text/html"`)
    expect(await response.json()).toMatchObject({ name: 'Core 1, Demo Ridge' })
  })

  it('answers conditional requests with 304', async () => {
    const first = await get(PAGE)
    const etag = first.headers.get('etag') ?? ''
    const modified = first.headers.get('last-modified') ?? ''
    await first.arrayBuffer()
    expect((await get(PAGE, { 'If-None-Match': etag })).status).toBe(304)
    expect((await get(PAGE, { 'If-None-Match': `"x", W/${etag}` })).status).toBe(304)
    expect((await get(PAGE, { 'If-Modified-Since': modified })).status).toBe(304)
    expect((await get(PAGE, { 'If-None-Match': '"other"', 'If-Modified-Since': modified })).status).toBe(200)
    expect((await get(PAGE, { 'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).status).toBe(200)
  })

  it('serves sitemaps as compressed files, not as compressed transfer', async () => {
    const response = await get('/sitemaps/samples-1.xml.gz')
    expect(response.headers.get('content-type')).toBe('application/gzip')
    expect(response.headers.get('content-encoding')).toBeNull()
  })

  it('serves the front page for the root, and HEAD without a body', async () => {
    expect(await (await get('/')).text()).toContain('<strong>1</strong> samples')
    const head = await get(PAGE, {}, 'HEAD')
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  it('says 404 for what is not there and 405 for what it does not do', async () => {
    for (const path of ['/samples/none.html', '/samples', '/%E0%A4%A', '/a%00b'])
      expect((await get(path)).status).toBe(404)
    expect((await get(PAGE, {}, 'DELETE')).status).toBe(405)
  })

  it('never leaves its folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    await writeFile(join(outside, 'secret.txt'), 'secret')
    // fetch() would tidy the path before it is sent.
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`${site.url}/`, { path }, response => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', reject)
          .end()
      })
    const up = '/..'.repeat(12)
    for (const path of [
      `${up}${outside}/secret.txt`,
      `/${up.replaceAll('/', '%2f')}${outside}/secret.txt`,
      // The absolute form of RFC 9112 does not begin with a slash.
      `http://a${up}${outside}/secret.txt`,
      '/..',
      '/../site-x',
    ])
      expect(await status(path)).toBe(404)
  })
})
