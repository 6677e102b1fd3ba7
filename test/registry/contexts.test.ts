import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/json-ld-document.ts'
import { jsonLdToQuads } from '../../src/rdf/json-ld.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { loadBundledContexts, loadContexts } from '../../src/registry/contexts.ts'

const contexts = loadContexts()

const ntriples = async (document: JsonObject): Promise<string> => {
  const result = await jsonLdToQuads(document, { base: 'http://demo.example/s/1', contexts, subject: 'test' })
  if (!result.ok) throw new Error(result.problem.detail)
  return writeQuads(result.value)
}

describe('the bundled contexts', () => {
  it.each([
    'http://schema.org',
    'https://schema.org/',
    'http://www.schema.org/',
    'https://schema.org/#',
    'http://schema.org/docs/jsonldcontext.jsonld',
  ])('hold schema.org under %s', url => {
    expect(contexts.get(url)).toBe(contexts.get('https://schema.org/'))
    expect(contexts.get(url)).toBeDefined()
  })

  it('make IRIs and dates of what schema.org says are such, and leave texts alone', async () => {
    const text = await ntriples({
      '@context': 'http://schema.org/',
      id: 'http://demo.example/s/1',
      type: 'Dataset',
      name: 'http://demo.example/not-an-iri',
      identifier: 'http://demo.example/s/1',
      license: 'http://demo.example/licence',
      url: '/landing',
      dateCreated: '2020-02-03',
      startTime: '2020-02-03T01:02:03Z',
      notInTheVocabulary: 'x',
    })
    expect(text.split('\n').filter(Boolean)).toEqual([
      '<http://demo.example/s/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Dataset> .',
      '<http://demo.example/s/1> <https://schema.org/dateCreated> "2020-02-03"^^<https://schema.org/Date> .',
      '<http://demo.example/s/1> <https://schema.org/identifier> "http://demo.example/s/1" .',
      '<http://demo.example/s/1> <https://schema.org/license> <http://demo.example/licence> .',
      '<http://demo.example/s/1> <https://schema.org/name> "http://demo.example/not-an-iri" .',
      '<http://demo.example/s/1> <https://schema.org/notInTheVocabulary> "x" .',
      '<http://demo.example/s/1> <https://schema.org/startTime> "2020-02-03T01:02:03Z" .',
      '<http://demo.example/s/1> <https://schema.org/url> <http://demo.example/landing> .',
    ])
  })

  it('keep schema.org terms when a document changes the vocabulary', async () => {
    const text = await ntriples({
      '@context': ['https://schema.org/', { '@vocab': 'http://demo.example/v#' }],
      '@id': 'http://demo.example/s/1',
      name: 'a',
      other: 'b',
    })
    expect(text).toContain('<https://schema.org/name> "a"')
    expect(text).toContain('<http://demo.example/v#other> "b"')
  })

  it('read an IGSN registration as its context defines it: the code typed, a registrant with identifiers', async () => {
    const text = await ntriples({
      '@context':
        'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld',
      '@id': 'http://demo.example/s/1',
      igsn: 'DEMO0001',
      registrant: { name: 'Demo', identifiers: [{ id: 'https://ror.org/038sjwq14', kind: 'ror' }] },
      log: [{ type: 'registered', timestamp: '2020' }],
    })
    expect(text).toContain(
      '<http://demo.example/s/1> <https://schema.org/identifier> "DEMO0001"^^<https://schema.org/PropertyValue>',
    )
    expect(text).toContain('<http://demo.example/s/1> <https://igsn.org/voc/v1/registrant> _:')
    expect(text).toContain('<https://schema.org/regvalue> "https://ror.org/038sjwq14"')
    expect(text).not.toContain('registered')
  })

  it('read GeoJSON with its coordinates in order', async () => {
    const text = await ntriples({
      '@context': 'https://geojson.org/geojson-ld/geojson-context.jsonld',
      type: 'Feature',
      id: 'http://demo.example/s/1',
      geometry: { type: 'Point', coordinates: [10, 20] },
    })
    const first = /(_:\w+) <[^>]*first> "10"/.exec(text)?.[1]
    expect(text).toContain(`<https://purl.org/geojson/vocab#coordinates> ${first} .`)
  })
})

describe('a folder of bundled contexts', () => {
  const dir = mkdtempSync(join(tmpdir(), 'contexts-'))
  afterAll(() => rmSync(dir, { recursive: true }))
  const entry = { url: 'https://demo.example/c', file: 'c.jsonld', licence: 'CC0-1.0', source: 'own' }
  const load =
    (index: unknown, context = '{"@context":{}}') =>
    () => {
      writeFileSync(join(dir, 'index.json'), typeof index === 'string' ? index : JSON.stringify(index))
      writeFileSync(join(dir, 'c.jsonld'), context)
      return loadBundledContexts(dir)
    }

  it('knows a context by its URL and its aliases', () => {
    const library = load([{ ...entry, aliases: ['https://demo.example/d'] }])()
    expect(library.get('http://www.demo.example/c')).toEqual({ '@context': {} })
    expect(library.get('https://demo.example/d')).toEqual({ '@context': {} })
    expect(library.get('https://demo.example/e')).toBeUndefined()
  })

  it('says which file is wrong and why', () => {
    expect(load('{')).toThrow(/index\.json cannot be read as JSON/)
    expect(load([{ ...entry, file: '../c.jsonld' }])).toThrow(/index\.json.*same folder/s)
    expect(load([{ ...entry, url: 'schema.org' }])).toThrow(/index\.json.*url/s)
    expect(load([{ ...entry, file: 'missing.jsonld' }])).toThrow(/missing\.jsonld cannot be read/)
    expect(load([entry], '[]')).toThrow(/c\.jsonld: a context document/)
  })
})
