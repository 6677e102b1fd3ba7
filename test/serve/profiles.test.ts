/** Profiles as pages and as data: /profiles, /profiles/{id}, /api/profiles/{id}. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { Parser } from 'n3'
import { beforeAll, describe, expect, it } from 'vitest'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { ValidationReport } from '../../src/model/validation-report.ts'
import { dcterms, owl, prof, rdf, sh } from '../../src/rdf/namespaces.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { mountProfiles } from '../../src/serve/routes/profiles.ts'
import { mountProfilePages } from '../../src/serve/routes/profiles-pages.ts'
import { compileShapes } from '../../src/shacl/compile.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource } from './portal-house.ts'

const base = 'https://samples.example'
const profiles = loadProfiles()
const [kernel] = profiles

const reports = (...ids: string[]): ValidationReport[] =>
  ids.map(id => ({ profile: id, shapesDigest: '', conforms: id !== 'geology', results: [] }))

const openProfiles = async () => {
  const vocabularies = loadVocabularies()
  const sources = [
    { ...demoSource, profiles: ['soil', 'geology'] },
    { ...demoSource, id: 'other', name: '<b>Other</b>', profiles: [] },
  ]
  const feed = memoryFeed()
  const record = (name: string, source: string, ...met: string[]) =>
    recordOf(`https://repository.example/${name}`, [{ iri: `https://doi.org/10.60510/demo-${name}` }], {
      source,
      reports: reports('kernel', ...met),
    })
  feed.write([
    record('a', 'demo', 'soil', 'geology'),
    record('b', 'demo', 'geology'),
    record('c', 'other', 'soil'),
  ])
  const catalogue = await openCatalogue({ feed, vocabularies, sources, profiles })
  await catalogue.catchUp()
  const app = new OpenAPIHono()
  mountProfiles(app, { catalogue, profiles, sources, vocabularies, base })
  const pages = new Hono()
  mountProfilePages(pages, {
    ...{ catalogue, profiles, sources, vocabularies, examples: [] },
    config: { base, queryTimeoutMs: 1000 },
    archive: {} as never,
  })
  return app.route('/', pages)
}

let app: OpenAPIHono
beforeAll(async () => {
  app = await openProfiles()
})
const get = (path: string, accept?: string) => app.request(path, { headers: accept ? { accept } : {} })
const page = async (path: string) => (await get(path)).text()
const plain = (html: string) =>
  html
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the page of a profile', () => {
  it.each(profiles)(
    'of $id is complete HTML with every rule, where it comes from, and its message',
    async profile => {
      const html = await page(`/profiles/${profile.id}`)
      expect(html.match(/<h1/g)).toHaveLength(1)
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
      expect(html).not.toMatch(/ on[a-z]+="|style="|undefined|\[object Object\]|NaN/)
      const text = html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
      const chain = [profile]
      for (const each of chain) chain.push(...profiles.filter(({ id }) => each.inherits.includes(id)))
      for (const { shapes, title } of new Set(chain)) {
        expect(text).toContain(title)
        for (const { predicate, object } of shapes)
          if (predicate.equals(sh('message')) && object.termType === 'Literal' && object.language === 'en')
            expect(text).toContain(`“${object.value}”`)
      }
    },
  )

  it('tells required from recommended from suggested, how many, and what values must be', async () => {
    const text = plain(await page('/profiles/soil')).replace(/^.* Rules | In what was harvested .*$/g, '')
    expect(text).toContain('Soil material required at least 1 schema:material/(skos:broader*)')
    expect(text).toMatch(/Soil material required at least 1 .{0,120}within: Soil, Sediment, Mixed soil/)
    expect(text).toMatch(/Site or soil profile recommended at least 1 .{0,250}Warning: “Neither/)
    expect(text).toMatch(
      /Elevation if given schema:elevation .{0,120} xsd:decimal; ≥ -12000; ≤ 9000 Warning: “The elevation/,
    )
    expect(text).toContain('dwc:minimumDepthInMeters')
    expect(text).toMatch(/xsd:decimal; ≥ 0; ≤ 15000; not above dwc:maximumDepthInMeters/)
  })

  it('has a drawing whose description says the same in words', async () => {
    const html = await page('/profiles/ice-core')
    const drawing = /<svg class="diagram".*?<\/svg>/s.exec(html)?.[0] ?? ''
    expect(drawing).toMatch(/<title id="diagram-title">Diagram of the profile Ice cores<\/title>/)
    expect(drawing).toMatch(
      /It builds on Cores, which builds on Sample kernel\. Its shapes: Sample for sosa:Sample: Ice, Body of ice,/,
    )
    for (const text of drawing.matchAll(/<text x="([\d.]+)"/g)) expect(Number(text[1])).toBeLessThan(340)
    expect(plain(await page('/profiles/kernel'))).toContain('→ DateValue')
  })

  it('shows how each source fares, and leads to the samples', async () => {
    const text = plain(await page('/profiles/soil'))
    expect(text).toContain('Demo agent yes 2 1 50 %')
    expect(text).toContain('&lt;b&gt;Other&lt;/b&gt; no 1 1 100 %')
    const html = await page('/profiles/soil')
    const link = /href="(\/search\?source=demo&amp;profile=soil)"/.exec(html)?.[1]
    expect(link).toBeDefined()
    expect(plain(await page('/profiles/water'))).toContain('No source lists this profile')
  })

  it('shows its examples with what is expected of them, and leads to playground, downloads and sources', async () => {
    const html = await page('/profiles/water')
    expect(html).toContain('Mud from the bottom is no water')
    expect(html).toContain(
      '<code>Violation QualifiedMinCountConstraintComponent schema:material/(skos:broader*)</code>',
    )
    for (const href of html.matchAll(/href="(\/api\/profiles\/[^"]*)"/g))
      expect([href[1], (await get(href[1] ?? '')).status]).toEqual([href[1], 200])
    expect(html).toContain('href="/profiles/playground?profile=water"')
    expect(html).toContain('href="https://w3id.org/mixs"')
  })

  it('is a 404 that helps when there is no such profile', async () => {
    const response = await get('/profiles/soyl')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('soyl')
  })
})

describe('the list of profiles', () => {
  it('is a tree of what builds on what', async () => {
    const html = await page('/profiles')
    const depth = (id: string) => {
      const before = html.slice(0, html.indexOf(`href="/profiles/${id}"`))
      return (before.match(/<ul class="tree/g)?.length ?? 0) - (before.match(/<\/ul>/g)?.length ?? 0)
    }
    const start = depth('kernel')
    expect(['core', 'ice-core', 'water'].map(id => depth(id) - start)).toEqual([1, 2, 1])
    expect(plain(html)).toContain('2 samples meet it')
  })
})

describe('a profile as data', () => {
  it('is JSON with its rules, figures and files', async () => {
    const body = (await (await get('/api/profiles/soil')).json()) as Record<string, unknown>
    expect(body).toMatchObject({
      ...{ id: 'soil', inherits: ['kernel'], samples: 2 },
      sources: [
        { id: 'demo', samples: 2, conforming: 1, lists: true },
        { id: 'other', samples: 1, conforming: 1, lists: false },
      ],
      files: { shapes: `${base}/api/profiles/soil/shapes.ttl` },
    })
    expect(JSON.stringify(body.shapes)).toContain('"name":"Soil material"')
    expect(JSON.stringify(body.examples)).toContain(`${base}/api/profiles/soil/examples/valid/topsoil.ttl`)
  })

  it('is its PROF description for whoever asks for RDF, with artifacts that are there', async () => {
    const response = await get('/api/profiles/ice-core', 'text/turtle')
    expect(response.headers.get('content-type')).toContain('text/turtle')
    const quads = new Parser().parse(await response.text())
    const iri = 'urn:x-lodestone:profile:ice-core'
    const objects = (property: { value: string }) =>
      quads
        .filter(q => q.subject.value === iri && q.predicate.value === property.value)
        .map(q => q.object.value)
    expect(objects(rdf('type'))).toEqual([prof('Profile').value])
    expect(objects(prof('isProfileOf'))).toEqual(['urn:x-lodestone:profile:core'])
    expect(objects(dcterms('source'))).not.toEqual([])
    expect(objects(prof('hasResource'))).toHaveLength(3)
    const artifacts = quads.filter(q => q.predicate.equals(prof('hasArtifact'))).map(q => q.object.value)
    expect(artifacts).toHaveLength(3)
    for (const artifact of artifacts)
      expect([artifact, (await get(artifact.replace(base, ''))).status]).toEqual([artifact, 200])
    const expanded = (await (await get('/api/profiles/ice-core', 'application/ld+json')).json()) as {
      '@id': string
    }[]
    expect(expanded.map(node => node['@id'])).toContain(iri)
  })

  it('has shapes at a stable address that import what they build on, in both formats', async () => {
    const turtle = await (await get('/api/profiles/soil/shapes.ttl')).text()
    const quads = new Parser().parse(turtle)
    expect(quads.filter(q => q.predicate.equals(owl('imports'))).map(q => q.object.value)).toEqual([
      `${base}/api/profiles/kernel/shapes.ttl`,
    ])
    expect(compileShapes(quads).ok).toBe(true)
    expect(await (await get('/api/profiles/soil/shapes')).text()).toBe(turtle)
    const response = await get('/api/profiles/soil/shapes', 'application/ld+json')
    expect(response.headers.get('content-type')).toContain('application/ld+json')
    const lists = JSON.stringify(await response.json())
    expect(lists).toMatch(/"@id":"_:[^"]+"/)
  })

  it('knows only what is in its folder', async () => {
    for (const path of [
      'soyl',
      'soil/profile.ttl/..',
      'soil/examples/valid/..%2f..%2fshapes.ttl',
      'water/none',
    ])
      expect([path, (await get(`/api/profiles/${path}`)).status]).toEqual([path, 404])
    const problem = (await (await get('/api/profiles/soyl')).json()) as { detail: string }
    expect(problem.detail).toMatch(/did you mean "soil"/)
    expect(kernel?.id).toBe('kernel')
  })
})
