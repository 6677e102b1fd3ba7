import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { RecordOutcome } from '../../src/model/record.ts'
import { recordOf, type SampleSketch } from '../catalogue/sample-sketch.ts'
import { demoSource, openPortal } from './portal-house.ts'

const CORE = 'https://doi.org/10.60510/demo-core'
const PIECE = 'https://doi.org/10.60510/demo-piece'
const BASALT = 'https://vocabulary.example/basalt'
const SANDSTONE = 'https://vocabulary.example/sandstone'
const PAPER = 'https://doi.org/10.5555/demo-paper'
const encoded = encodeURIComponent

const sampleRecord = (name: string, sketch: SampleSketch, over = {}): RecordOutcome =>
  recordOf(`https://repository.example/${name}`, [sketch], over)

const core = sampleRecord('core', {
  iri: CORE,
  identifier: 'IGSN:10.60510/DEMO-CORE',
  name: 'Demo core',
  description: 'A demo core.',
  materials: [BASALT],
  wkt: 'POINT(10 50)',
  from: '1998-07-21',
  collectors: [{ id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }],
  publications: [{ id: PAPER, title: 'A demo paper', relation: 'IsCitedBy' }],
})
const piece = sampleRecord('piece', {
  iri: PIECE,
  name: 'Demo piece',
  materials: [SANDSTONE],
  parents: [CORE],
  from: '2003',
})
const pages = [
  '/',
  '/search',
  `/samples/${encoded(CORE)}`,
  '/sparql',
  '/sources',
  '/about',
  '/search/facets/material',
]

/** Address and text of every link that chooses a value of a facet. */
const facetLinks = (text: string) =>
  [...text.matchAll(/<a href="([^"]+)" data-facet="(\w+)"[^>]*>.*?class="count">([\d,]+)/gs)].map(
    ([, href = '', facet = '', count = '']) => ({
      href: href.replaceAll('&amp;', '&'),
      facet,
      count: Number(count.replaceAll(',', '')),
    }),
  )
const totalOf = (text: string): number => Number(/data-total="(\d+)"/.exec(text)?.[1])

describe('the home page', () => {
  it('counts people by their identifiers, and names alone apart from them', async () => {
    const alone = (record: string) => ({
      id: `http://localhost:3030/.well-known/genid/${record}`,
      name: 'Demo namesake',
    })
    const { text } = await openPortal([
      core,
      sampleRecord('one', { iri: PIECE, name: 'One', collectors: [alone('one')] }),
      sampleRecord('two', { iri: `${PIECE}-2`, name: 'Two', collectors: [alone('two')] }),
    ])
    const home = await text('/')
    expect(home).toContain(
      '<strong>1</strong><span>people with an identifier</span><span class="note">and 2 names without</span>',
    )
    expect(home).toContain('<span>organisations</span>')
  })
})

describe('every page', () => {
  it('is complete HTML with one heading, a way past the navigation and no script of its own inside', async () => {
    const { text, get } = await openPortal([core, piece])
    for (const path of pages) {
      const response = await get(path)
      const page = await text(path)
      expect([path, response.status]).toEqual([path, 200])
      expect(page.match(/<h1/g), path).toHaveLength(1)
      expect(page).toContain('href="#main"')
      expect(page, path).not.toMatch(/<script(?![^>]* (?:src=|type="application\/ld\+json"))/)
      expect(page, path).not.toMatch(/ on[a-z]+="|style="|undefined|\[object Object\]|NaN/)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    }
  })

  it('loads only what this server has', async () => {
    const { text, get } = await openPortal([core])
    for (const path of pages) {
      const loaded = (await text(path)).matchAll(
        /(?:<script[^>]* src|<link rel="(?:stylesheet|icon)" href|<use[^>]* href)="([^"#]+)/g,
      )
      for (const [, address = ''] of loaded) {
        expect(address, path).toMatch(/^\/assets\//)
        expect((await get(address)).status, address).toBe(200)
      }
    }
  })

  it.each([
    ['/', undefined],
    ['/search', '/search page'],
    ['/search/facets/material', '/search true'],
    [`/samples/${encoded(CORE)}`, '/search true'],
    ['/sources', '/sources page'],
    ['/sources/demo', '/sources true'],
    ['/profiles', '/profiles page'],
    ['/profiles/nowhere', '/profiles true'],
    ['/profiles/playground', '/profiles/playground page'],
    ['/about', '/about page'],
    ['/aboutness', undefined],
  ])('at %s tells in the navigation where one is', async (path, expected) => {
    const { text } = await openPortal([core])
    const marked = [...(await text(path)).matchAll(/<a href="([^"]+)" aria-current="(page|true)"/g)]
    expect(marked.map(([, href, current]) => `${href} ${current}`)).toEqual(expected ? [expected] : [])
  })

  it('says that data are made up when a source is a demo, and only then', async () => {
    const demo = await openPortal([core])
    const real = await openPortal([core], { sources: [{ ...demoSource, demo: false }] })
    for (const path of pages) {
      expect(await demo.text(path), path).toContain('class="banner"')
      expect(await real.text(path), path).not.toContain('class="banner"')
    }
  })

  it('shows harvested text as text, whatever it contains', async () => {
    const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const { text, get } = await openPortal([
      sampleRecord('hostile', {
        iri: CORE,
        identifier: hostile,
        name: hostile,
        description: hostile,
        materials: [hostile],
        place: hostile,
        from: '1998',
        collectors: [{ id: 'https://orcid.org/0000-0002-1825-0097', name: hostile }],
        publications: [{ id: PAPER, title: hostile, relation: 'IsCitedBy' }],
        parents: ['javascript:alert(1)'],
      }),
    ])
    for (const path of [
      ...pages,
      '/search/facets/publication',
      `/search?q=${encoded(hostile)}`,
      `/search?material=${encoded(hostile)}`,
      `/samples/${encoded(`${hostile} unknown`)}`,
    ]) {
      const response = await get(path)
      expect([200, 404]).toContain(response.status)
      const page = await response.text()
      expect(page, path).not.toContain('<script>alert')
      expect(page, path).not.toContain('<img src=x')
      expect(page, path).not.toMatch(/href="javascript:/i)
    }
    expect(await text(`/samples/${encoded(CORE)}`)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('has a title and a description of its own, in the language that it says', async () => {
    const { text } = await openPortal([core])
    const seen = await Promise.all(
      ['/', '/search', '/sources', '/sources/demo', '/profiles', '/about', `/samples/${encoded(CORE)}`].map(
        async path => {
          const page = await text(path)
          expect(page, path).toContain('<html lang="en">')
          return [/<title>([^<]+)</.exec(page)?.[1], /name="description" content="([^"]+)"/.exec(page)?.[1]]
        },
      ),
    )
    for (const part of [0, 1]) {
      const own = seen.map(each => each[part])
      expect([own.includes(undefined), new Set(own).size]).toEqual([false, own.length])
    }
  })

  it('works over an empty archive', async () => {
    const { get } = await openPortal([], { sources: [] })
    for (const path of ['/', '/search', '/sources', '/about', '/sparql', '/search/facets/person'])
      expect([path, (await get(path)).status]).toEqual([path, 200])
  })
})

describe('the search page', () => {
  it('finds with every facet link exactly as many samples as the link says', async () => {
    const { text } = await openPortal([core, piece])
    for (const start of ['/search', `/search?material=${encoded(BASALT)}`, '/search?q=core']) {
      const chosen = new URL(start, 'http://x').searchParams
      const links = facetLinks(await text(start))
      expect(links.length).toBeGreaterThan(5)
      for (const { href, facet, count } of links) {
        // Another value of a facet in force widens it: the count is that of the value alone.
        if (chosen.has(facet)) continue
        expect([href, totalOf(await text(href))]).toEqual([href, count])
      }
    }
  })

  it('draws nothing of nothing found, but keeps the map of an area to leave it', async () => {
    const { text } = await openPortal([core])
    const nothing = await text('/search?q=nowhere')
    expect(nothing).toContain('No sample matches all of this.')
    expect(nothing).not.toMatch(/id="map"|map\.js|When collected|id="sort"/)
    expect(await text('/search?bbox=0,0,1,1')).toContain('id="map"')
  })

  it('shows what is chosen, and takes it back', async () => {
    const { text } = await openPortal([core, piece])
    const page = await text(`/search?material=${encoded(BASALT)}&collected=1990/1999`)
    expect(totalOf(page)).toBe(1)
    expect(page).toContain('<span class="name">Material</span> Basalt')
    const chips = [...page.matchAll(/<li><a href="([^"]+)"><span class="name">/g)].map(([, href]) => href)
    expect(chips).toEqual([
      '/search?material=https%3A%2F%2Fvocabulary.example%2Fbasalt',
      '/search?collected=1990%2F1999',
    ])
  })

  it('turns two years of the form into one parameter', async () => {
    const { get } = await openPortal([core])
    const response = await get('/search?from=1990&to=&q=core')
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/search?q=core&collected=1990%2F..',
    ])
  })

  it('goes on from page to page without losing the search', async () => {
    const many = Array.from({ length: 45 }, (_, index) =>
      sampleRecord(`n${index}`, {
        iri: `https://doi.org/10.60510/n${index}`,
        name: `Demo ${index}`,
        materials: [BASALT],
      }),
    )
    const { text } = await openPortal(many)
    const seen = new Set<string>()
    let address: string | undefined = `/search?material=${encoded(BASALT)}&sort=-name`
    while (address !== undefined) {
      const page: string = await text(address)
      expect(totalOf(page)).toBe(45)
      for (const [, id = ''] of page.matchAll(/<h3><a href="\/samples\/([^"]+)"/g)) seen.add(id)
      // Any other filter or order begins at the first page again.
      expect(page).not.toMatch(/<a href="[^"]*cursor=[^"]*" data-facet|<input type="hidden" name="cursor"/)
      address = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen.size).toBe(45)
  })

  it('says what is wrong with a parameter', async () => {
    const { get } = await openPortal([core])
    const response = await get('/search?matereal=x')
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('material')
  })

  it('receives what the resolver sends for people and publications', async () => {
    const { get } = await openPortal([core])
    const response = await get(`/samples?publication=${encoded(PAPER)}`)
    expect(response.headers.get('location')).toBe(`/search?publication=${encoded(PAPER)}`)
  })
})

describe('the page of a sample', () => {
  it('tells what is known: people, links with their exact relation and who states them, family, records', async () => {
    const { text } = await openPortal([core, piece])
    const page = await text(`/samples/${encoded(CORE)}`)
    for (const part of [
      'Demo core',
      'Basalt',
      '21 July 1998',
      'ORCID 0000-0002-1825-0097',
      '50° N, 10° E',
      'is cited by',
      'A demo paper',
      'stated by Demo agent',
      'Demo piece',
      'https://repository.example/core',
    ])
      expect(page).toContain(part)
  })

  it('is reached from any spelling of the identifier', async () => {
    const { get } = await openPortal([core])
    for (const spelling of [
      '10.60510/DEMO-CORE',
      encoded('IGSN:10.60510/DEMO-CORE'),
      'https://doi.org/10.60510/DEMO-core',
    ]) {
      const response = await get(`/samples/${spelling}`)
      expect([spelling, response.headers.get('location')]).toEqual([spelling, `/samples/${encoded(CORE)}`])
    }
  })

  it('gives the same as Turtle', async () => {
    const { get } = await openPortal([core])
    const response = await get(`/samples/${encoded(CORE)}/turtle`)
    expect(response.headers.get('content-type')).toContain('text/turtle')
    expect(await response.text()).toContain('<https://doi.org/10.60510/demo-core>')
  })

  it('leaves a tombstone with the reason when the record was withdrawn', async () => {
    const { get } = await openPortal([core], { withdrawn: ['https://repository.example/core'] })
    const response = await get(`/samples/${encoded(CORE)}`)
    expect(response.status).toBe(410)
    expect(await response.text()).toContain('gone (410)')
  })

  it('shows the report of a record that was not accepted', async () => {
    const { get } = await openPortal([sampleRecord('bad', { iri: PIECE }, { state: 'rejected' })])
    const response = await get(`/samples/${encoded(PIECE)}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('a sample needs a name')
  })

  it('helps when there is no such sample', async () => {
    const { get } = await openPortal([core])
    const response = await get('/samples/10.60510/nowhere')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('role="search"')
  })
})

describe('the SPARQL page', () => {
  it('carries examples and prefixes to the editor without letting them break out', async () => {
    const { text, get } = await openPortal([core])
    const page = await text('/sparql')
    expect(page).toContain('Which samples are there?')
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('https://schema.org/')
    expect(page).not.toContain('urn:x-lodestone:staging')
    expect((await get('/sparql')).headers.get('content-security-policy')).toContain("'unsafe-inline'")
    expect((await get('/search')).headers.get('content-security-policy')).not.toContain("'unsafe-inline'")
  })
})

describe('the sources page', () => {
  it('never rounds an incomplete coverage up to all of it', async () => {
    const { text } = await openPortal([core])
    const page = await text('/sources')
    expect(page).toContain('99 %')
    expect(page).not.toContain('100 %')
    expect(page).toContain('CC BY 4.0')
  })
})

describe('assets', () => {
  it('come with an ETag, may be kept for ever under their version, and are sent once', async () => {
    const { get, text } = await openPortal([])
    const address = /href="(\/assets\/base\.css\?v=[^"]+)"/.exec(await text('/'))?.[1] ?? ''
    const first = await get(address)
    expect(first.headers.get('cache-control')).toContain('immutable')
    expect((await get('/assets/base.css')).headers.get('cache-control')).toBe('no-cache')
    const again = await get(address, { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('are compressed for those who can read that, under another ETag', async () => {
    const { get } = await openPortal([])
    const [plain, zipped] = [
      await get('/assets/map.js'),
      await get('/assets/map.js', { 'accept-encoding': 'br, gzip' }),
    ]
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    expect(gunzipSync(new Uint8Array(await zipped.arrayBuffer())).toString()).toBe(await plain.text())
  })

  it('are those of the table and nothing else', async () => {
    const { get } = await openPortal([])
    for (const path of [
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
      '/assets/..%2fpackage.json',
      '/assets/vendor/../base.css%00',
      '/assets/constructor',
      '/assets/__proto__',
      '/assets/',
      '/assets//etc/passwd',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404])
  })

  it('hold land that does not reach across the map at the antimeridian', async () => {
    const { get } = await openPortal([])
    const { coordinates } = (await (await get('/assets/land.json')).json()) as { coordinates: number[][][][] }
    const steps = coordinates
      .flat()
      .flatMap(ring =>
        ring
          .slice(1)
          .map(([lon = 0, lat = 0], index) => ({ width: Math.abs(lon - (ring[index]?.[0] ?? 0)), lat })),
      )
    expect(steps.length).toBeGreaterThan(1000)
    expect(steps.filter(({ width, lat }) => width > 180 && lat > -85)).toEqual([])
  })
})
