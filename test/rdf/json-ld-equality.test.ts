/** What is converted without loss says what the reference implementation says, as long as there is nothing to repair. */
import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/model/json-ld-document.ts'
import { canonicalForm } from '../../src/rdf/canonical.ts'
import { jsonLdToQuads } from '../../src/rdf/json-ld.ts'
import { quadLine } from '../../src/rdf/n-quads.ts'
import { factory } from '../../src/rdf/terms.ts'
import { loadContexts } from '../../src/registry/contexts.ts'

const contexts = loadContexts()
const base = 'http://demo.example/samples/1'
const registration =
  'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld'

const reference = async (document: JsonObject): Promise<string> => {
  const documentLoader = async (url: string) => ({
    documentUrl: url,
    document: contexts.get(url),
    tag: 'static',
  })
  const dataset = await jsonld.toRDF(
    document as jsonld.JsonLdDocument,
    { base, documentLoader } as jsonld.Options.ToRdf,
  )
  const graph = factory.defaultGraph()
  return canonicalForm((dataset as unknown as Quad[]).map(quad => ({ ...quad, graph }) as Quad))
}

const ids = fc.constantFrom(
  'urn:a',
  '_:b1',
  '_:b2',
  'http://demo.example/x',
  '../relative',
  '#part',
  'igsn:DEMO1',
)
const leaves = fc.oneof<fc.Arbitrary<JsonValue>[]>(
  fc.string(),
  fc.constantFrom('2020-01-02', 'http://demo.example/y', 'CC0', '', 'ä "quoted" \\ \n'),
  fc.integer(),
  // jsonld.js takes numbers that JavaScript writes without a point (1e-7) for integers: see below.
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter(value => String(value).includes('.')),
  fc.constantFrom(1e21, -0, 1.5, 12.345, 100),
  fc.boolean(),
  fc.constant(null),
  fc.record({ '@value': fc.string(), '@language': fc.constantFrom('de', 'en-GB') }),
  fc.record({
    '@value': fc.constantFrom<JsonValue>('x', 3, true),
    '@type': fc.constantFrom('Date', 'urn:type'),
  }),
  fc.record({ '@id': ids }),
)
const keys = fc.constantFrom(
  ...[
    'name',
    'description',
    'identifier',
    'url',
    'license',
    'dateCreated',
    'material',
    'creator',
    'affiliation',
  ],
  ...[
    'spatialCoverage',
    'geo',
    'latitude',
    'igsn',
    'registrant',
    'identifiers',
    'kind',
    'related',
    'relationship',
  ],
  ...['notAterm', 'igsnvoc:log', 'schema:about', 'http://demo.example/p', 'coordinates', 'xsd:x'],
)
const types = fc.constantFrom<JsonValue>(
  'Product',
  ['Dataset', 'Thing'],
  'sosa:Sample',
  'http://demo.example/T',
  [],
)
const { node } = fc.letrec<{ node: JsonObject; value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    tie('node'),
    fc.array(fc.oneof(leaves, tie('node')), { maxLength: 3 }),
    fc.array(leaves, { maxLength: 3 }).map(items => ({ '@list': items.filter(item => item !== null) })),
    fc.array(tie('node'), { maxLength: 2 }).map(nodes => ({ '@graph': nodes })),
  ),
  node: fc
    .tuple(
      fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      fc.option(ids, { nil: undefined }),
      fc.option(types, { nil: undefined }),
      fc.option(fc.tuple(fc.constantFrom('about', 'isPartOf'), tie('node')), { nil: undefined, freq: 8 }),
    )
    .map(([members, id, type, reverse]) => ({
      ...members,
      ...(id !== undefined && { '@id': id }),
      ...(type !== undefined && { '@type': type }),
      ...(reverse && { '@reverse': { [reverse[0]]: reverse[1] } }),
    })),
}))
const documents = fc
  .tuple(
    node,
    fc.constantFrom<JsonValue>(
      'http://schema.org',
      registration,
      ['https://schema.org/', registration],
      [
        'https://schema.org/',
        { '@language': 'en', material: { '@container': '@list' }, sosa: 'http://www.w3.org/ns/sosa/' },
      ],
      { '@vocab': 'https://schema.org/', url: { '@type': '@id' } },
      [
        'https://schema.org/',
        {
          creator: { '@id': 'schema:creator', '@context': { name: 'urn:creator-name', '@language': 'de' } },
          affiliation: { '@id': 'schema:affiliation', '@container': '@graph' },
          geo: { '@id': 'schema:geo', '@container': '@index' },
          Product: { '@id': 'schema:Product', '@context': { description: 'urn:product-description' } },
          kind: '@nest',
        },
      ],
    ),
  )
  .map(([content, context]) => ({ ...content, '@context': context }))

describe('jsonLdToQuads', () => {
  it('says the same as jsonld.js about any document whose terms are IRIs', async () => {
    let converted = 0
    await fc.assert(
      fc.asyncProperty(documents, async document => {
        let changed = false
        const result = await jsonLdToQuads(document, {
          base,
          contexts,
          subject: base,
          onRepair: () => (changed = true),
        })
        if (!result.ok || changed) return
        if (result.value.length > 2) converted += 1
        expect(new Set(result.value.map(quadLine)).size).toBe(result.value.length)
        expect(await canonicalForm(result.value)).toBe(await reference(document))
      }),
      { numRuns: 150 },
    )
    expect(converted).toBeGreaterThan(30)
  }, 60_000)

  it('says so when it leaves out a text that looks like a keyword where an IRI belongs', async () => {
    for (const license of ['@A', { '@list': ['@A'] }]) {
      const rules: string[] = []
      const document = { '@context': 'http://schema.org', name: 'n', license } as JsonObject
      const onRepair = ({ rule }: { rule: string }) => rules.push(rule)
      await jsonLdToQuads(document, { base, contexts, subject: base, onRepair })
      expect(rules).toEqual(['keyword-like-left-out'])
    }
  })

  it('keeps the value of a small number, which jsonld.js turns into zero', async () => {
    const document = { '@context': 'https://schema.org/', '@id': 'urn:a', value: 1e-7 }
    expect(await reference(document)).toContain('"0"')
    const result = await jsonLdToQuads(document, { base, contexts, subject: base })
    expect(result.ok && result.value[0]?.object.value).toBe('1.0E-7')
  })

  it('finds the terms of a big context wherever a document refers to them', async () => {
    const document = {
      '@context': [
        'https://schema.org/',
        {
          '@vocab': 'urn:other:',
          kind: { '@id': 'additionalType', '@type': '@vocab' },
          day: { '@id': 'urn:day', '@type': 'Date' },
        },
        { title: 'name', made: { '@reverse': 'creator' }, page: 'schema:url' },
      ],
      '@id': 'urn:a',
      '@type': ['Dataset', 'Unknown'],
      kind: ['Product', 'Unknown'],
      day: '2020-01-01',
      title: 'through a term',
      made: { id: 'urn:b', type: 'Person' },
      page: 'x',
      license: 'urn:licence',
    }
    const result = await jsonLdToQuads(document, { base, contexts, subject: base })
    expect(result.ok && (await canonicalForm(result.value))).toBe(await reference(document))
    expect(await reference(document)).toContain(
      '<https://schema.org/additionalType> <https://schema.org/Product>',
    )
  })
})
