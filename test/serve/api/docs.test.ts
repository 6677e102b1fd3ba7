import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoApi, openDemoApi } from './demo-api.ts'

describe('/docs', () => {
  let api: DemoApi
  let page: string
  beforeAll(async () => {
    api = await openDemoApi()
    page = await (await api.get('/docs')).text()
  }, 120_000)
  afterAll(() => api?.close())

  it('has every operation of the description, to link to', () => {
    for (const operations of Object.values(api.document().paths))
      for (const { operationId } of Object.values(operations)) expect(page).toContain(`id="${operationId}"`)
  })

  it('has each id once', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(match => match[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('leads to requests that are answered', async () => {
    const links = [...page.matchAll(/class="try" href="([^"]+)"/g)].map(match => match[1] ?? '')
    const asked = links.filter(link => link.startsWith('/api/') && !link.startsWith('/api/queries'))
    expect(asked.length).toBeGreaterThan(20)
    for (const link of asked) {
      const { status } = await api.get(link.replaceAll('&amp;', '&'))
      expect([link, status]).toEqual([link, 200])
    }
  })

  it('shows what stands between backticks as code', () => {
    expect(page).toContain('each bar counts what its <code>collected</code> would find')
    expect(page.replace(/<(pre|button)\b.*?<\/\1>/gs, '').match(/.{0,40}`.{0,40}/g)).toBeNull()
  })

  it('writes requests in four languages', () => {
    expect(page).toContain('curl &#39;http://localhost:3030/api/samples?')
    for (const words of ['await fetch(', 'urllib.request.urlopen(', 'library(httr2)'])
      expect(page).toContain(words)
  })

  it('runs no script of its own and loads nothing from elsewhere', async () => {
    const response = await api.get('/docs')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect([...page.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map(match => match[1])).toEqual([])
    expect(page).not.toMatch(/<script>|\son\w+=/)
  })
})
