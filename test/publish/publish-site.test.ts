import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type PublishOptions, type PublishReport, publishSite } from '../../src/publish/publish-site.ts'
import type { Table } from '../../src/publish/read-table.ts'
import { linkHeader, linksOfPage } from '../../src/publish/signposting.ts'
import { slugOf } from '../../src/publish/site-paths.ts'
import { BASE_URL, csv, FULL, optionsFor } from './sample-table.ts'

const publish = async (table: Table, options: PublishOptions): Promise<PublishReport> => {
  const result = await publishSite(table, options)
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}
const fileOf = (options: PublishOptions, path: string): Promise<string> =>
  readFile(join(options.outDir, path), 'utf8')
const one = { igsn: '10.5072/DEMO-1', name: 'One' }
const two = { igsn: '10.5072/DEMO-2', name: 'Two', parent_igsn: '10.5072/DEMO-1', updated: '2024-05-06' }

describe('publishSite', () => {
  it('writes what harvesters follow: robots.txt, sitemap index, gzipped sitemaps with lastmod', async () => {
    const options = await optionsFor({ urlsPerSitemap: 1 })
    await publish(csv(one, two), options)
    expect(await fileOf(options, 'robots.txt')).toContain(`Sitemap: ${BASE_URL}/sitemap.xml`)
    const index = await fileOf(options, 'sitemap.xml')
    expect([...index.matchAll(/<loc>([^<]*)/g)].map(match => match[1])).toEqual([
      `${BASE_URL}/sitemaps/samples-1.xml.gz`,
      `${BASE_URL}/sitemaps/samples-2.xml.gz`,
    ])
    const second = gunzipSync(await readFile(join(options.outDir, 'sitemaps/samples-2.xml.gz'))).toString()
    expect(second).toContain(
      `<url><loc>${BASE_URL}/samples/10.5072_demo-2.html</loc><lastmod>2024-05-06</lastmod></url>`,
    )
  })

  it('links parents and parts both ways', async () => {
    const options = await optionsFor()
    await publish(csv(one, two), options)
    const whole = await fileOf(options, 'samples/10.5072_demo-1.html')
    expect(linksOfPage(whole).filter(link => link.rel === 'item')).toEqual([
      { rel: 'item', href: `${BASE_URL}/samples/10.5072_demo-2.html`, type: 'text/html' },
    ])
    expect(whole).toContain('<a href="10.5072_demo-2.html">Two</a>')
    const part = JSON.parse(await fileOf(options, 'samples/10.5072_demo-2.jsonld'))
    expect(part.isPartOf).toMatchObject({ '@id': 'https://doi.org/10.5072/demo-1', name: 'One' })
  })

  it('announces identifier, metadata, authors and licence by Signposting', async () => {
    const options = await optionsFor()
    await publish(csv(FULL), options)
    const links = linksOfPage(await fileOf(options, 'samples/10.5072_demo-x-1.html'))
    const header = linkHeader(links)
    expect(header).toContain('<https://doi.org/10.5072/demo-x-1>; rel="cite-as"')
    expect(header).toContain(
      `<${BASE_URL}/samples/10.5072_demo-x-1.jsonld>; rel="describedby"; type="application/ld+json"`,
    )
    expect(header).toContain('<https://orcid.org/0000-0002-1825-0097>; rel="author"')
    expect(header).toContain('<https://creativecommons.org/licenses/by/4.0/>; rel="license"')
    expect(header).toContain('<https://doi.org/10.5072/demo-coll>; rel="collection"')
  })

  it('publishes the good rows and reports the others', async () => {
    const options = await optionsFor()
    const report = await publish(
      csv(one, { ...two, latitude: '123', longitude: '1' }, { ...one, name: 'Again' }),
      options,
    )
    expect(report.published).toBe(1)
    expect(report.problems.map(({ code, subject }) => `${subject}: ${code}`)).toEqual([
      'row 3, column "latitude": out-of-range',
      'row 4, column "igsn": duplicate-igsn',
    ])
  })

  it('publishes the rows before a break in the table, and does not count on more', async () => {
    const options = await optionsFor()
    const report = await publish('igsn,name\n10.5072/d-1,a\n10.5072/d-2,"b\n', options)
    expect(report).toMatchObject({ published: 1, problemCount: 1 })
    expect(await readdir(join(options.outDir, 'samples'))).toEqual(['10.5072_d-1.html', '10.5072_d-1.jsonld'])
  })

  it('touches nothing when nothing changed', async () => {
    const options = await optionsFor()
    await publish(csv(one, two), options)
    const before = await stat(join(options.outDir, 'samples/10.5072_demo-1.html'))
    const sitemap = await fileOf(options, 'sitemap.xml')
    const report = await publish(csv(one, two), options)
    expect(report.changed).toBe(0)
    expect((await stat(join(options.outDir, 'samples/10.5072_demo-1.html'))).mtimeMs).toBe(before.mtimeMs)
    expect(await fileOf(options, 'sitemap.xml')).toBe(sitemap)
  })

  it('removes pages of samples that left the table, unless rows have problems', async () => {
    const options = await optionsFor()
    await publish(csv(one, two), options)
    const slip = await publish(csv(one, { ...two, igsn: 'slip of the pen' }), options)
    expect(slip.removed).toBe(0)
    const left = await publish(csv(one), options)
    expect(left.removed).toBe(1)
    expect(await readdir(join(options.outDir, 'samples'))).toEqual([
      '10.5072_demo-1.html',
      '10.5072_demo-1.jsonld',
    ])
  })

  it('refuses a folder that holds something else, and a base URL that is none', async () => {
    const options = await optionsFor()
    await mkdir(options.outDir)
    await writeFile(join(options.outDir, 'thesis.doc'), '')
    expect(await publishSite(csv(one), options)).toMatchObject({
      ok: false,
      problem: { code: 'not-a-site-folder' },
    })
    for (const baseUrl of ['samples.example.org', 'ftp://example.org', 'https://example.org/?a=b'])
      expect(await publishSite(csv(one), { ...options, baseUrl })).toMatchObject({
        ok: false,
        problem: { code: 'invalid-base-url' },
      })
  })

  it('makes the defects that are asked for', async () => {
    const options = await optionsFor({ withFaults: true })
    const faults = [
      'invalid-json',
      'no-json-ld',
      'two-blocks',
      'escaped-entities',
      'unknown-context',
      'latitude-out-of-range',
      'no-name',
      'not-a-sample',
      'no-page',
    ]
    const place = { latitude: '1', longitude: '2' }
    await publish(
      csv(...faults.map((_fault, i) => ({ igsn: `10.5072/d-${i}`, name: 'Name', ...place, _fault }))),
      options,
    )
    const scripts = async (i: number): Promise<string[]> => {
      const page = await fileOf(options, `samples/10.5072_d-${i}.html`)
      return [...page.matchAll(/<script type="application\/ld\+json">\n(.*?)\n<\/script>/gs)].map(
        match => match[1] ?? '',
      )
    }
    expect(() => JSON.parse('{"comment": \n}')).toThrow()
    const [invalid = ''] = await scripts(0)
    expect(() => JSON.parse(invalid)).toThrow()
    expect(await scripts(1)).toEqual([])
    expect(await scripts(2)).toHaveLength(2)
    expect((await scripts(3))[0]).toMatch(/^\{&quot;/)
    expect((await scripts(4))[0]).toContain('demo.invalid')
    expect((await scripts(5))[0]).toContain('"latitude": 223')
    expect(JSON.parse((await scripts(6))[0] ?? '').name).toBeUndefined()
    expect(JSON.parse((await scripts(7))[0] ?? '')['@type']).toBe('WebPage')
    await expect(scripts(8)).rejects.toThrow('ENOENT')
    expect(
      gunzipSync(await readFile(join(options.outDir, 'sitemaps/samples-1.xml.gz'))).toString(),
    ).toContain('d-8.html')
  })

  it('publishes 5,000 rows from a stream without holding them, in bounded time', async () => {
    const options = await optionsFor({ urlsPerSitemap: 2000 })
    const rows = async function* () {
      yield 'igsn,name,material,latitude,longitude,parent_igsn\n'
      for (let i = 1; i <= 5000; i++)
        yield `10.5072/d-${i},Sample ${i},basalt,${i % 90},${i % 180},10.5072/d-1\n`
    }
    const report = await publish(() => rows(), options)
    expect(report).toMatchObject({ published: 5000, changed: 5000, problemCount: 0 })
    expect(await readdir(join(options.outDir, 'sitemaps'))).toHaveLength(3)
    // What one page names stays bounded, however many parts there are.
    expect(JSON.parse(await fileOf(options, 'samples/10.5072_d-1.jsonld')).hasPart).toHaveLength(1000)
  }, 60_000)
})

describe('slugOf', () => {
  it('gives different identifiers different file names that any server takes', () => {
    const iris = [
      '10.1/a/b',
      '10.1/a_b',
      '10.1/a-b',
      '10.1/a~b',
      '10.1/ä',
      '10.1/%',
      '10.1/..',
      `10.1/${'x'.repeat(300)}`,
      `10.1/${'x'.repeat(301)}`,
    ]
    const slugs = iris.map(iri => slugOf(`https://doi.org/${iri}`))
    expect(new Set(slugs).size).toBe(iris.length)
    for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9][a-z0-9._~-]{0,119}$/)
  })
})
