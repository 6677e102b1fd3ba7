/** In strict mode the processor says what the reference implementation says, named graphs and error codes included. */
import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/model/json-ld-document.ts'
import { canonicalForm } from '../../src/rdf/canonical.ts'
import { contextLibrary } from '../../src/rdf/contexts.ts'
import { jsonLdToQuads, type StrictOptions } from '../../src/rdf/json-ld.ts'
import { quadLine } from '../../src/rdf/n-quads.ts'

const base = 'http://demo.example/samples/1'
const contexts = contextLibrary([
  ['https://demo.example/plain.jsonld', { '@context': { name: 'urn:v:name', '@base': 'urn:ignored:' } }],
  [
    'https://demo.example/parts.jsonld',
    { '@context': { part: { '@id': 'urn:v:part', '@context': 'parts.jsonld' }, label: 'urn:v:label' } },
  ],
])

const ours = async (document: JsonObject | JsonValue[], strict: StrictOptions | true = true) => {
  const result = jsonLdToQuads(document, { base, contexts, subject: base, strict })
  if (!result.ok) return { error: result.problem.detail.split(': ')[0] }
  return { quads: await canonicalForm(result.value) }
}

const reference = async (document: JsonObject | JsonValue[]) => {
  const documentLoader = async (url: string) => ({
    documentUrl: url,
    document: contexts.get(url),
    tag: 'static',
  })
  try {
    const dataset = await jsonld.toRDF(
      structuredClone(document) as jsonld.JsonLdDocument,
      { base, documentLoader } as jsonld.Options.ToRdf,
    )
    const quads = (dataset as unknown as Quad[]).filter(({ object }) => object !== null)
    return { quads: await canonicalForm(quads) }
  } catch (error) {
    const { details } = error as { details?: { code?: string } }
    if (details?.code === undefined) throw error
    return { error: details.code }
  }
}

const context = {
  '@vocab': 'urn:v:',
  ex: 'http://demo.example/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: '@id',
  type: '@type',
  gone: null,
  list: { '@id': 'ex:list', '@container': '@list' },
  set: { '@id': 'ex:set', '@container': '@set' },
  texts: { '@id': 'ex:texts', '@container': '@language' },
  indexed: { '@id': 'ex:indexed', '@container': '@index' },
  keyed: { '@id': 'ex:keyed', '@container': '@index', '@index': 'ex:key' },
  byId: { '@id': 'ex:byId', '@container': '@id' },
  byType: { '@id': 'ex:byType', '@container': '@type' },
  graph: { '@id': 'ex:graph', '@container': '@graph' },
  graphs: { '@id': 'ex:graphs', '@container': ['@graph', '@id'] },
  graphIndex: { '@id': 'ex:graphIndex', '@container': ['@graph', '@index', '@set'] },
  ref: { '@id': 'ex:ref', '@type': '@id' },
  term: { '@id': 'ex:term', '@type': '@vocab' },
  json: { '@id': 'ex:json', '@type': '@json' },
  day: { '@id': 'ex:day', '@type': 'xsd:date' },
  german: { '@id': 'ex:german', '@language': 'de' },
  back: { '@reverse': 'ex:back' },
  nested: '@nest',
  inner: { '@id': 'ex:inner', '@context': { '@language': 'en', a: 'ex:inner-a', '@vocab': 'urn:inner:' } },
  Typed: { '@id': 'ex:Typed', '@context': { a: 'ex:typed-a', b: { '@id': 'ex:typed-b', '@type': '@id' } } },
  Other: { '@id': 'ex:Other', '@context': { '@propagate': true, a: { '@id': 'ex:other-a' } } },
}

const texts = fc.constantFrom(
  'x',
  'Typed',
  'ex:y',
  '#part',
  '../z',
  '_:b1',
  'http://demo.example/n',
  '2020-01-02',
  'a b',
  '',
)
const scalars = fc.oneof(
  texts,
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(1.5, -0.25, 1e21),
  fc.constant(null),
)
const ids = fc.constantFrom('urn:a', 'urn:b', '_:b1', '_:b2', '#part', '../z', 'ex:y')
const mapOf = (keys: readonly string[], value: fc.Arbitrary<JsonValue>) =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 2 })
const values = [
  'a',
  'b',
  'inner',
  'list',
  'set',
  'ref',
  'term',
  'json',
  'day',
  'german',
  'gone',
  'ex:p',
  'urn:q',
  'plain',
]

const depth = fc.createDepthIdentifier()
const { node } = fc.letrec<{ node: JsonObject; value: JsonValue; nodes: JsonValue; whole: JsonObject }>(
  tie => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: depth, withCrossShrink: true },
      scalars,
      tie('node'),
      fc.array(fc.oneof(scalars, tie('node')), { maxLength: 3 }),
      fc.array(scalars, { maxLength: 3 }).map(items => ({ '@list': items })),
      fc.array(fc.oneof(scalars, tie('node')), { maxLength: 2 }).map(items => ({ '@set': items })),
      fc.record({ '@value': texts, '@language': fc.constantFrom('de', 'EN-gb') }),
      fc.record({
        '@value': fc.constantFrom<JsonValue>('x', 3, true, null),
        '@type': fc.constantFrom('xsd:date', 'day'),
      }),
      ids.map(id => ({ '@id': id })),
    ),
    nodes: fc.oneof(tie('node'), fc.array(tie('node'), { maxLength: 2 })),
    whole: fc
      .record(
        {
          texts: mapOf(['de', 'en-GB', '@none'], fc.oneof(texts, fc.array(texts, { maxLength: 2 }))),
          indexed: mapOf(['i', 'j', '@none'], tie('value')),
          keyed: mapOf(['i', '@none'], tie('nodes')),
          byId: mapOf(['urn:a', '#k', '_:b2', '@none'], tie('nodes')),
          byType: mapOf(['Typed'], tie('nodes')),
          graph: tie('nodes'),
          graphs: mapOf(['urn:g', '_:b2', '@none'], tie('nodes')),
          graphIndex: mapOf(['i', '@none'], tie('nodes')),
          back: tie('nodes'),
          nested: fc.dictionary(fc.constantFrom('a', 'ex:p', 'list'), tie('value'), { maxKeys: 2 }),
          '@graph': tie('nodes'),
          '@included': tie('nodes'),
          '@reverse': mapOf(['a', 'ex:p'], tie('nodes')),
          '@context': fc.constantFrom<JsonValue>(
            { a: 'urn:local:a' },
            [{ '@vocab': 'urn:other:' }, { b: { '@type': '@id' } }],
            { '@base': 'http://other.example/' },
            { '@language': 'fr', '@vocab': null },
            { '@propagate': false, a: 'urn:here:a' },
            'https://demo.example/parts.jsonld',
          ),
        },
        { requiredKeys: [] },
      )
      .map(all => Object.fromEntries(Object.entries(all).slice(0, 3)) as JsonObject),
    node: fc
      .tuple(
        fc.dictionary(fc.constantFrom(...values), tie('value'), { maxKeys: 4 }),
        fc.option(tie('whole'), { nil: {}, freq: 2, maxDepth: 3, depthIdentifier: depth }),
        fc.option(ids, { nil: undefined }),
        fc.option(fc.constantFrom<JsonValue>('Typed', ['Other', 'Typed'], 'ex:T', []), { nil: undefined }),
      )
      .map(([members, whole, id, type]) => ({
        ...members,
        ...whole,
        ...(id !== undefined && { id }),
        ...(type !== undefined && { type }),
      })),
  }),
)

describe('jsonLdToQuads, strictly', () => {
  it('says the same as jsonld.js, and refuses what it refuses for the same reason', async () => {
    let converted = 0
    await fc.assert(
      fc.asyncProperty(node, async content => {
        const outer = content['@context']
        const document = {
          ...content,
          '@context': outer === undefined ? context : [context, outer],
        } as JsonObject
        const expected = await reference(document)
        const found = await ours(document)
        expect(found).toEqual(expected)
        expectNothingTwice(document)
        if (found.quads !== undefined && found.quads.split('\n').length > 3) converted += 1
      }),
      { numRuns: 120 },
    )
    expect(converted).toBeGreaterThan(20)
  }, 120_000)

  it.each<[string, JsonValue]>([
    ['invalid local context', 7],
    ['loading remote context failed', 'https://demo.example/nowhere'],
    ['invalid @version value', { '@version': 1 }],
    ['invalid base IRI', { '@base': 7 }],
    ['invalid vocab mapping', { '@vocab': true }],
    ['invalid default language', { '@language': 7 }],
    ['invalid base direction', { '@direction': 'up' }],
    ['invalid @propagate value', { '@propagate': 'no' }],
    ['invalid @import value', { '@import': 7 }],
    ['keyword redefinition', { '@id': 'urn:x' }],
    ['invalid term definition', { a: 7 }],
    ['invalid term definition', { '': 'urn:x' }],
    ['invalid term definition', { a: { '@id': 'urn:a', color: 'red' } }],
    ['invalid @protected value', { a: { '@id': 'urn:a', '@protected': 'yes' } }],
    ['invalid type mapping', { a: { '@id': 'urn:a', '@type': '_:b' } }],
    ['invalid reverse property', { a: { '@reverse': 'urn:a', '@container': '@list' } }],
    ['invalid IRI mapping', { a: { '@id': 'no iri' } }],
    ['invalid keyword alias', { a: '@context' }],
    ['cyclic IRI mapping', { a: 'b:x', b: 'a:x' }],
    ['invalid container mapping', { a: { '@id': 'urn:a', '@container': ['@list', '@set'] } }],
    ['invalid scoped context', { a: { '@id': 'urn:a', '@context': { b: 7 } } }],
    ['invalid language mapping', { a: { '@id': 'urn:a', '@language': 7 } }],
    ['invalid @nest value', { a: { '@id': 'urn:a', '@nest': '@id' } }],
    ['invalid @prefix value', { a: { '@id': 'urn:a', '@prefix': 'yes' } }],
    ['protected term redefinition', [{ a: { '@id': 'urn:a', '@protected': true } }, { a: 'urn:b' }]],
  ])('refuses a context with the code "%s": %j', async (code, local) => {
    expect(await ours({ '@context': local, a: 'x' })).toEqual({
      error: code === 'loading remote context failed' ? expect.stringContaining('nowhere') : code,
    })
  })

  it.each<[string, JsonObject]>([
    ['invalid @id value', { '@id': 7 }],
    ['invalid type value', { '@type': 7 }],
    ['invalid @graph value', { '@graph': 'x' }],
    ['invalid @included value', { '@included': { '@value': 'x' } }],
    ['invalid @index value', { '@index': 7 }],
    ['invalid @reverse value', { '@reverse': 'x' }],
    ['invalid reverse property value', { '@reverse': { 'urn:p': 'x' } }],
    ['invalid reverse property map', { '@reverse': { '@id': 'urn:x' } }],
    ['invalid @nest value', { '@nest': { '@value': 'x' } }],
    ['colliding keywords', { '@context': { id: '@id' }, '@id': 'urn:a', id: 'urn:b' }],
    ['conflicting indexes', { '@graph': ['1', '2'].map(i => ({ '@id': 'urn:a', '@index': i })) }],
    ['invalid value object', { 'urn:p': { '@value': 'x', 'urn:q': 'y' } }],
    ['invalid value object', { 'urn:p': { '@value': 'x', '@type': 'urn:t', '@language': 'de' } }],
    ['invalid value object value', { 'urn:p': { '@value': ['x'] } }],
    ['invalid language-tagged string', { 'urn:p': { '@value': 'x', '@language': 7 } }],
    ['invalid language-tagged value', { 'urn:p': { '@value': 7, '@language': 'de' } }],
    ['invalid typed value', { 'urn:p': { '@value': 'x', '@type': 'no iri' } }],
    ['invalid typed value', { 'urn:p': { '@value': 'x', '@type': ['urn:t', 'urn:u'] } }],
    ['invalid set or list object', { 'urn:p': { '@list': ['x'], '@id': 'urn:y' } }],
    [
      'invalid language map value',
      { '@context': { p: { '@id': 'urn:p', '@container': '@language' } }, p: { de: 7 } },
    ],
  ])('refuses a document with the code "%s": %j', async (code, document) => {
    expect(await ours(document)).toEqual({ error: code })
  })

  it.each<[string, JsonValue]>([
    ['processing mode conflict', { '@version': 1.1 }],
    ['invalid context entry', { '@import': 'https://demo.example/plain.jsonld' }],
    ['invalid context entry', { '@direction': 'ltr' }],
    ['invalid term definition', { a: { '@id': 'urn:a', '@nest': '@nest' } }],
    ['invalid container mapping', { a: { '@id': 'urn:a', '@container': '@id' } }],
    ['invalid type mapping', { a: { '@id': 'urn:a', '@type': '@json' } }],
  ])('knows in mode json-ld-1.0 what came later, "%s": %j', async (code, local) => {
    expect(await ours({ '@context': local, a: 'x' }, { processingMode: 'json-ld-1.0' })).toEqual({
      error: code,
    })
  })

  it('reads nested properties in the context of the nesting term, where jsonld.js does not', async () => {
    const local = { '@vocab': 'urn:v:', nest: { '@id': '@nest', '@context': { '@vocab': 'urn:nest:' } } }
    const document = { '@context': local, '@id': 'urn:a', nest: { p: 'x' }, p: 'y' }
    expect(await ours(document)).toEqual({ quads: '<urn:a> <urn:nest:p> "x" .\n<urn:a> <urn:v:p> "y" .\n' })
  })

  it('leaves out what is no RDF, and keeps the place of an item that has no form', async () => {
    const document = {
      '@id': 'urn:a',
      '@type': ['http://in valid', 'urn:t'],
      'urn:p': [{ '@id': 'http://in valid' }, { '@value': 'x', '@language': 'a b' }],
      'urn:l': { '@list': [{ '@id': 'http://in valid' }] },
      '@graph': [{ '@id': 'urn:inner', 'urn:p': 'in a graph' }],
    }
    const { quads } = await ours(document)
    expect(quads?.split('\n').filter(Boolean)).toEqual([
      '<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:t> .',
      '<urn:a> <urn:l> _:c14n0 .',
      '<urn:inner> <urn:p> "in a graph" <urn:a> .',
      '_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .',
    ])
  })

  it('keeps base directions in the form that is asked for', async () => {
    const document = { '@id': 'urn:a', 'urn:p': { '@value': 'x', '@language': 'ar', '@direction': 'rtl' } }
    expect(await ours(document)).toEqual({ quads: '<urn:a> <urn:p> "x"@ar .\n' })
    expect(await ours(document, { rdfDirection: 'i18n-datatype' })).toEqual({
      quads: '<urn:a> <urn:p> "x"^^<https://www.w3.org/ns/i18n#ar_rtl> .\n',
    })
    const { quads } = await ours(document, { rdfDirection: 'compound-literal' })
    expect(quads).toContain('<http://www.w3.org/1999/02/22-rdf-syntax-ns#direction> "rtl"')
  })

  it('applies the context that is given beside the document', async () => {
    for (const expandContext of [{ name: 'urn:name' }, { '@context': { name: 'urn:name' } }])
      expect(await ours({ '@id': 'urn:a', name: 'n' }, { expandContext })).toEqual({
        quads: '<urn:a> <urn:name> "n" .\n',
      })
  })

  it('takes no base from a context that stands elsewhere', async () => {
    const document = { '@context': 'https://demo.example/plain.jsonld', '@id': 'x', name: 'n' }
    expect(await ours(document)).toEqual({ quads: '<http://demo.example/samples/x> <urn:v:name> "n" .\n' })
  })
})

const expectNothingTwice = (document: JsonObject): void => {
  const result = jsonLdToQuads(document, { base, contexts, subject: base })
  if (result.ok) expect(new Set(result.value.map(quadLine)).size).toBe(result.value.length)
}
