import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import { type FakeAgent, startFakeAgent } from '../../support/fake-agent.ts'
import { quickFetcher, type Reading, type ReadingOptions, readAll } from './feed-house.ts'

let agent: FakeAgent
let fetcher: Fetcher

beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = quickFetcher()
})

afterEach(async () => {
  await fetcher.close()
  await agent.close()
})

const read = (path = '/', options: ReadingOptions = {}): Promise<Reading> =>
  readAll({ kind: 'site', url: `${agent.origin}${path}` }, fetcher, options)

const html = '<!doctype html><title>Not found</title>'

describe('a site', () => {
  it('is known by all Sitemap lines of its robots.txt, whole or relative, for whomever they stand', async () => {
    const lines = [
      `Sitemap: ${agent.origin}/one.xml`,
      'User-agent: other',
      'Disallow: /',
      'sitemap: /two.xml',
    ]
    agent.on('/robots.txt', { body: lines.join('\r\n') })
    agent.sitemap('/one.xml', ['/1'])
    agent.sitemap('/two.xml', ['/2'])
    agent.sitemap('/sitemap.xml', ['/3'])
    const { entries, codes, checkpoints, end } = await read()
    expect(entries.map(({ url, listedIn }) => [url, listedIn])).toEqual([
      [`${agent.origin}/1`, `${agent.origin}/one.xml`],
      [`${agent.origin}/2`, `${agent.origin}/two.xml`],
    ])
    expect([codes, checkpoints.length, end]).toEqual([[], 2, { complete: true }])
  })

  it.each(['/sitemap.xml', '/sitemap_index.xml', '/sitemap.xml.gz', '/sitemap.txt'])(
    'whose robots.txt names none is known by %s',
    async path => {
      agent.on('/robots.txt', { body: 'User-agent: *\nDisallow:' })
      const body = path.endsWith('.txt')
        ? `${agent.origin}/1`
        : `<urlset><url><loc>${agent.origin}/1</loc></url></urlset>`
      agent.on(path, { body: path.endsWith('.gz') ? gzipSync(body) : body })
      const { urls, codes, end } = await read()
      expect([urls, codes, end]).toEqual([[`${agent.origin}/1`], [], { complete: true }])
    },
  )

  it('that answers everything with a page is read at the first address that has a sitemap', async () => {
    for (const path of ['/robots.txt', '/sitemap.xml']) agent.on(path, { body: html })
    agent.sitemap('/sitemap_index.xml', ['/1'])
    expect(await read()).toMatchObject({ urls: [`${agent.origin}/1`], codes: [] })
  })

  it('below a path is looked for there first', async () => {
    agent.sitemap('/samples/sitemap.xml', ['/samples/1'])
    agent.sitemap('/sitemap.xml', ['/other'])
    expect((await read('/samples/')).urls).toEqual([`${agent.origin}/samples/1`])
  })

  it('without any sitemap is a problem that says what was tried', async () => {
    agent.on('/sitemap.xml', { body: html })
    const { problems, end } = await read()
    expect(end).toEqual({ complete: false })
    expect(problems).toMatchObject([{ stage: 'gate', code: 'no-sitemap-found', subject: `${agent.origin}/` }])
    expect(problems[0]?.detail).toContain('/robots.txt (gone)')
    expect(problems[0]?.detail).toContain('/sitemap.xml (sitemap-is-html)')
    expect(problems[0]?.detail).toContain('/sitemap.txt (gone)')
  })

  it('whose robots.txt names a sitemap that is gone says so, and is not complete', async () => {
    agent.on('/robots.txt', { body: `Sitemap: ${agent.origin}/old.xml\nSitemap: ${agent.origin}/new.xml` })
    agent.sitemap('/new.xml', ['/1'])
    expect(await read()).toMatchObject({
      urls: [`${agent.origin}/1`],
      codes: ['gone'],
      end: { complete: false },
    })
  })

  it('goes on with the next sitemap after a stop', async () => {
    agent.on('/robots.txt', { body: 'Sitemap: /one.xml\nSitemap: /two.xml' })
    agent.sitemap('/one.xml', ['/1'])
    agent.sitemap('/two.xml', ['/2'])
    const { checkpoints } = await read('/', { stopAfter: 1 })
    expect((await read('/', { position: { resume: checkpoints[0] ?? '' } })).urls).toEqual([
      `${agent.origin}/2`,
    ])
    expect(agent.count('/one.xml')).toBe(1)
  })
})
