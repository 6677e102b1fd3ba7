import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { readConfig } from '../../src/config.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { createApp, type ServeDeps } from '../../src/serve/app.ts'
import { recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource } from './portal-house.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const FOREIGN = 'https://repository.example/石/𝒳'

const noGraph: GraphStore = {
  query: async () => ({
    ok: false,
    problem: { stage: 'graph', code: 'closed', subject: '', detail: 'there is no graph here' },
  }),
  status: () => ({ generation: 0, lag: 0, quads: 0, replicas: 0 }),
  catchUp: async () => ({ ok: true, value: undefined }),
  close: async () => undefined,
}

describe('the whole interface', () => {
  let app: ReturnType<typeof createApp>
  let close: () => Promise<void>
  beforeAll(async () => {
    const feed = memoryFeed()
    feed.write([
      recordOf('https://a.example/1', [{ iri: 'https://a.example/x/demo-1', name: 'First' }]),
      recordOf('https://b.example/1', [{ iri: 'https://b.example/x/demo-1', name: '<i>Second</i>' }]),
      recordOf('https://repository.example/1', [{ iri: FOREIGN, name: 'Foreign' }]),
    ])
    const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
    const catalogue = await openCatalogue({ feed, vocabularies, sources: [demoSource] })
    await catalogue.catchUp()
    close = () => catalogue.close()
    const config = readConfig({}, {})
    if (!config.ok) throw new Error(config.problem.detail)
    const archive = {
      generation: () => feed.generation(),
      statistics: async () => [],
      recordsOfSample: async () => [],
      record: async () => undefined,
    } as Partial<Archive> as Archive
    const registry: Pick<ServeDeps, 'sources' | 'profiles' | 'examples'> = {
      sources: [demoSource],
      profiles: [],
      examples: [],
    }
    app = createApp({ config: config.value, archive, catalogue, graph: noGraph, vocabularies, ...registry })
  })
  afterAll(() => close())

  const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

  it('answers what is not there by a page to browsers and by a problem to programs', async () => {
    const page = await get('/<script>alert(1)</script>', BROWSER)
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8'])
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await page.text()).not.toContain('<script>alert')
    const problem = await get('/nothing')
    expect(problem.status).toBe(404)
    expect(problem.headers.get('content-type')).toMatch('application/problem+json')
    expect(problem.headers.get('vary')).toContain('Accept')
  })

  it('says of methods that change things which ones there are', async () => {
    const response = await app.request('/api/samples', { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('has the icon where browsers look for it', async () => {
    const asked = await get('/favicon.ico')
    expect(asked.status).toBe(302)
    const icon = await get(asked.headers.get('location') ?? '')
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  })

  it('describes the protocols beside the API', async () => {
    const { paths } = (await (await get('/openapi.json')).json()) as { paths: Record<string, object> }
    for (const path of [
      '/sparql',
      '/graphs',
      '/health',
      '/metrics',
      '/sitemap.xml',
      '/robots.txt',
      '/releases/',
    ])
      expect(Object.keys(paths[path] ?? {}), path).toContain('get')
    expect(Object.keys(paths['/sparql'] ?? {})).toEqual(['get', 'post'])
  })

  it('lets browsers choose among the things that have an identifier, and search when nothing has it', async () => {
    const several = await get('/id/demo-1', BROWSER)
    expect(several.status).toBe(300)
    const text = await several.text()
    expect(text).toContain('/samples/https%3A%2F%2Fa.example%2Fx%2Fdemo-1')
    expect(text).toContain('&lt;i&gt;Second')
    expect(text).toContain('&quot;DEMO-1&quot; is a bare code, which several agents may have given out')
    expect(text).toContain('<h1>Several samples may have this code</h1>')
    expect((await get('/id/demo-1')).headers.get('content-type')).toMatch('application/problem+json')
    const unknown = await get(`/id/${encodeURIComponent('"><script>')}`, BROWSER)
    expect(unknown.status).toBe(404)
    const page = await unknown.text()
    expect(page).toContain('name="q"')
    expect(page).not.toContain('"><script>')
  })

  it.each([`<${FOREIGN}>`, ` ${FOREIGN} `])('resolves %s, with a Link header in ASCII', async text => {
    const response = await get(`/id/${encodeURIComponent(text)}`, BROWSER)
    expect(response.status).toBe(303)
    expect(response.headers.get('link')).toContain(
      '<https://repository.example/%E7%9F%B3/%F0%9D%92%B3>; rel="cite-as"',
    )
    expect((await get(response.headers.get('location') ?? '', BROWSER)).status).toBe(200)
  })

  it('packs what a client can unpack', async () => {
    for (const path of ['/openapi.json', '/']) {
      const packed = await get(path, { 'accept-encoding': 'gzip' })
      expect(packed.headers.get('content-encoding')).toBe('gzip')
      expect(packed.headers.get('vary')).toContain('Accept-Encoding')
      expect((await get(path)).headers.get('content-encoding')).toBeNull()
    }
  })

  it('describes itself to scripts of any origin', async () => {
    const response = await get('/openapi.json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', servers: [{}] })
  })
})
