import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoApi, openDemoApi } from './demo-api.ts'

const SAMPLE = `/api/samples/${encodeURIComponent('https://doi.org/10.5072/demo-find-0005')}`
const PERSON = `/api/people/${encodeURIComponent('https://orcid.org/0000-0002-1825-0097')}`

interface Problem {
  readonly detail: string
}

describe('answers of the API', () => {
  let api: DemoApi
  beforeAll(async () => {
    api = await openDemoApi()
  }, 120_000)
  afterAll(() => api?.close())

  it.each([
    ['/api/samples?limit=1&fields=identifier,geometry&has=location', ['id', 'identifier', 'geometry']],
    ['/api/samples?limit=1&fields=name&fields=name', ['id', 'name']],
    [`${PERSON}/samples?limit=1&fields=materials`, ['id', 'materials']],
  ])('%s has only the members that were asked for', async (path, members) => {
    const { items } = (await api.json(path)) as { items: object[] }
    expect(Object.keys(items[0] ?? {}).sort()).toEqual([...members].sort())
  })

  it('one sample may be had in part as well', async () => {
    const sample = (await api.json(`${SAMPLE}?fields=identifier,links`)) as object
    expect(Object.keys(sample).sort()).toEqual(['generation', 'id', 'identifier', 'links'])
  })

  it.each([
    ['fields=geometri', 'did you mean "geometry"?'],
    ['fields=material', 'did you mean "materials"?'],
    ['fields=limit', 'that is a parameter'],
    ['fields=__proto__', 'Known:'],
  ])('?%s is refused with what to write instead', async (query, advice) => {
    for (const path of ['/api/samples', SAMPLE, `${PERSON}/samples`]) {
      const response = await api.get(`${path}?${query}`)
      expect(response.status).toBe(400)
      expect(((await response.json()) as Problem).detail).toContain(advice)
    }
  })

  it('an ETag is that of a request and a type, whatever the order of its parameters', async () => {
    const etag = async (path: string, accept = '*/*'): Promise<string> =>
      (await api.get(path, { accept })).headers.get('etag') ?? ''
    const one = await etag('/api/samples?limit=1&q=demo')
    expect(one).toMatch(/^W\/"\d+-[0-9a-f]{8}"$/)
    expect(await etag('/api/samples?q=demo&limit=1')).toBe(one)
    expect(await etag('/api/samples?q=demo&limit=2')).not.toBe(one)
    expect(await etag('/api/samples?limit=1&q=demo', 'application/ld+json')).not.toBe(one)
    const again = await api.get('/api/samples?q=demo&limit=1', { 'if-none-match': one })
    expect([again.status, await again.text(), again.headers.get('lodestone-generation')]).toEqual([
      304,
      '',
      one.match(/\d+/)?.[0],
    ])
    expect(again.headers.get('vary')).toContain('Accept')
  })

  it('a page says in its headers where the next and the first are', async () => {
    const first = await api.get('/api/samples?limit=2')
    const { next } = (await first.json()) as { next: string }
    expect(first.headers.get('link')).toContain(`<${next}>; rel="next"`)
    const second = await api.get(next)
    expect(second.headers.get('link')).toContain('</api/samples?limit=2>; rel="first"')
    const whole = await api.get('/api/samples?limit=1000')
    expect(whole.headers.get('link')).not.toContain('rel="next"')
  })

  it('HEAD answers as GET does, without the body', async () => {
    const got = await api.get('/api/samples?limit=1')
    const head = await api.app.request('/api/samples?limit=1', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const name of ['etag', 'content-type', 'lodestone-generation', 'link'])
      expect(head.headers.get(name)).toBe(got.headers.get(name))
  })

  it.each(['/api/samples', '/api/people', '/id/10.5072%2Fdemo-find-0005', '/api/nothing'])(
    '%s may be asked by scripts of other origins, also when it refuses',
    async path => {
      const preflight = await api.app.request(path, {
        method: 'OPTIONS',
        headers: { origin: 'https://portal.example', 'access-control-request-method': 'GET' },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-methods')).toContain('GET')
      const answer = await api.get(`${path}?nonsense=1`, { origin: 'https://portal.example' })
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After')
    },
  )

  it.each(['gzip', 'br'])('comes packed as %s', async coding => {
    const response = await api.get('/api/samples?limit=50', { 'accept-encoding': coding })
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
  })

  it('refuses a method that changes things', async () => {
    const response = await api.app.request('/api/samples', { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})
