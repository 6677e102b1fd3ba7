import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { feedBench } from './feed-bench.ts'
import { type Reading, type ReadingOptions, readAll } from './feed-house.ts'

const bench = feedBench()

const read = (path = '/', options: ReadingOptions = {}): Promise<Reading> =>
  readAll({ kind: 'site', url: `${bench.agent.origin}${path}` }, bench.fetcher, options)

const html = '<!doctype html><title>Not found</title>'

describe('a site', () => {
  it('is known by all Sitemap lines of its robots.txt, whole or relative, for whomever they stand', async () => {
    const lines = [
      `Sitemap: ${bench.agent.origin}/one.xml`,
      'User-agent: other',
      'Disallow: /',
      'sitemap: /two.xml',
    ]
    bench.agent.on('/robots.txt', { body: lines.join('\r\n') })
    bench.agent.sitemap('/one.xml', ['/1'])
    bench.agent.sitemap('/two.xml', ['/2'])
    bench.agent.sitemap('/sitemap.xml', ['/3'])
    const { entries, codes, checkpoints, end } = await read()
    expect(entries.map(({ url, listedIn }) => [url, listedIn])).toEqual([
      [`${bench.agent.origin}/1`, `${bench.agent.origin}/one.xml`],
      [`${bench.agent.origin}/2`, `${bench.agent.origin}/two.xml`],
    ])
    expect([codes, checkpoints.length, end]).toEqual([[], 2, { complete: true }])
  })

  it.each(['/sitemap.xml', '/sitemap_index.xml', '/sitemap.xml.gz', '/sitemap.txt'])(
    'whose robots.txt names none is known by %s',
    async path => {
      bench.agent.on('/robots.txt', { body: 'User-agent: *\nDisallow:' })
      const body = path.endsWith('.txt')
        ? `${bench.agent.origin}/1`
        : `<urlset><url><loc>${bench.agent.origin}/1</loc></url></urlset>`
      bench.agent.on(path, { body: path.endsWith('.gz') ? gzipSync(body) : body })
      const { urls, codes, end } = await read()
      expect([urls, codes, end]).toEqual([[`${bench.agent.origin}/1`], [], { complete: true }])
    },
  )

  it('that answers everything with a page is read at the first address that has a sitemap', async () => {
    for (const path of ['/robots.txt', '/sitemap.xml']) bench.agent.on(path, { body: html })
    bench.agent.sitemap('/sitemap_index.xml', ['/1'])
    expect(await read()).toMatchObject({ urls: [`${bench.agent.origin}/1`], codes: [] })
  })

  it('below a path is looked for there first', async () => {
    bench.agent.sitemap('/samples/sitemap.xml', ['/samples/1'])
    bench.agent.sitemap('/sitemap.xml', ['/other'])
    expect((await read('/samples/')).urls).toEqual([`${bench.agent.origin}/samples/1`])
  })

  it('without any sitemap is a problem that says what was tried', async () => {
    bench.agent.on('/sitemap.xml', { body: html })
    const { problems, end } = await read()
    expect(end).toEqual({ complete: false })
    expect(problems).toMatchObject([
      { stage: 'gate', code: 'no-sitemap-found', subject: `${bench.agent.origin}/` },
    ])
    expect(problems[0]?.detail).toContain('/robots.txt (gone)')
    expect(problems[0]?.detail).toContain('/sitemap.xml (sitemap-is-html)')
    expect(problems[0]?.detail).toContain('/sitemap.txt (gone)')
  })

  it('whose robots.txt names a sitemap that is gone says so, and is not complete', async () => {
    bench.agent.on('/robots.txt', {
      body: `Sitemap: ${bench.agent.origin}/old.xml\nSitemap: ${bench.agent.origin}/new.xml`,
    })
    bench.agent.sitemap('/new.xml', ['/1'])
    expect(await read()).toMatchObject({
      urls: [`${bench.agent.origin}/1`],
      codes: ['gone'],
      end: { complete: false },
    })
  })

  it('goes on with the next sitemap after a stop', async () => {
    bench.agent.on('/robots.txt', { body: 'Sitemap: /one.xml\nSitemap: /two.xml' })
    bench.agent.sitemap('/one.xml', ['/1'])
    bench.agent.sitemap('/two.xml', ['/2'])
    const { checkpoints } = await read('/', { stopAfter: 1 })
    expect((await read('/', { position: { resume: checkpoints[0] ?? '' } })).urls).toEqual([
      `${bench.agent.origin}/2`,
    ])
    expect(bench.agent.count('/one.xml')).toBe(1)
  })
})
