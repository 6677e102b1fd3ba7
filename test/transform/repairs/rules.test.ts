/** Each repair of documents with its slip; and what holds for all repairs together. */
import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../src/model/json-ld-document.ts'
import { mendJsonLd } from '../../../src/rdf/json-ld-mend.ts'
import { geo, prov, schema } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { REPAIRS, repairsOff, switchableRepairs } from '../../../src/registry/repairs.ts'
import { documentRuleNames, repairDocument } from '../../../src/transform/repairs/document.ts'
import { misspeltKeys } from '../../../src/transform/repairs/keys.ts'
import { repairValues } from '../../../src/transform/repairs/values.ts'
import { BASE, lab, PAGE, transform } from '../open-test-lab.ts'

const ALL_ON = repairsOff({ off: [], on: switchableRepairs })

const slips: readonly (readonly [rule: string, before: JsonObject, after: JsonObject])[] = [
  ['empty-identifier', { '@id': 'doi:null', url: 'https://doi.org/null', name: 'x' }, { name: 'x' }],
  ['empty-identifier', { sameAs: ['{{ doi }}', 'https://x.example/1'] }, { sameAs: ['https://x.example/1'] }],
  ['blank-in-identifier', { '@id': 'doi: 10.1234/ab c' }, { '@id': 'doi:10.1234/abc' }],
  ['blank-in-identifier', { url: 'https ://x.example/1\n' }, { url: 'https://x.example/1' }],
  ['scheme-mended', { url: 'http:/x.example/1' }, { url: 'http://x.example/1' }],
  ['scheme-mended', { url: 'https//x.example/1' }, { url: 'https://x.example/1' }],
  ['scheme-mended', { url: 'http://https://x.example/1' }, { url: 'https://x.example/1' }],
  ['scheme-mended', { license: 'https:///x.example/1' }, { license: 'https://x.example/1' }],
  ['scheme-mended', { url: 'htps://x.example/1' }, { url: 'https://x.example/1' }],
  ['scheme-added', { url: 'www.demo.example/x' }, { url: 'https://www.demo.example/x' }],
  ['scheme-added', { '@id': 'doi.org/10.1234/x' }, { '@id': 'https://doi.org/10.1234/x' }],
  [
    'characters-encoded',
    { url: 'https://x.example/a b{c}'.replace('{c}', '') },
    { url: 'https://x.example/a%20b' },
  ],
  ['characters-encoded', { '@id': 'https://x.example/a<b>|c' }, { '@id': 'https://x.example/a%3Cb%3E%7Cc' }],
  ['misspelt-key', { lattitude: 1, longitute: 2 }, { latitude: 1, longitude: 2 }],
  ['schema-org-context', { '@context': 'http://schema.org/Product' }, { '@context': 'https://schema.org/' }],
  [
    'vocab-mended',
    { '@context': { '@vocab': 'https:///' } },
    { '@context': { '@vocab': 'https://schema.org/' } },
  ],
  [
    'context-flattened',
    { '@context': [['https://schema.org/'], ''] },
    { '@context': ['https://schema.org/'] },
  ],
  ['context-text-read', { '@context': '{"a":"b:c"}' }, { '@context': { a: 'b:c' } }],
  ['context-assumed', { name: 'x' }, { '@context': 'https://schema.org/', name: 'x' }],
  [
    'geojson-kept',
    { type: 'Point', coordinates: [10, 10] },
    { type: 'Point', coordinates: [10, 10], [geo('asWKT').value]: 'POINT(10 10)' },
  ],
]

describe('a repair of documents', () => {
  it.each(slips)('%s: %j becomes %j, is told, and can be switched off', (rule, before, after) => {
    const only = new Set([...switchableRepairs].filter(name => name !== rule))
    const made = repairDocument(before, only)
    expect(made.json).toEqual(after)
    expect(new Set(made.repairs.map(repair => repair.rule))).toEqual(new Set([rule]))
    expect(repairDocument(before, new Set(switchableRepairs)).json).toBe(before)
  })

  it('has a slip here, and is in the register', () => {
    expect([...new Set(slips.map(([rule]) => rule))].sort()).toEqual([...documentRuleNames].sort())
    const inRegister = REPAIRS.filter(rule => rule.where === 'document' && rule.default !== 'always')
    expect(inRegister.map(({ name }) => name).sort()).toEqual([...documentRuleNames].sort())
  })

  it.each<JsonObject>([
    { url: 'https://x.example/> } ; DROP <a b' },
    { '@id': 'https://x.example/see https://y.example/z w' },
    { license: 'see www.demo.example for terms' },
    { latitude: 1, lattitude: 2 },
    { '@context': { lat: 'https://x.example/lat' }, lat: 5 },
    { '@context': 'https://stranger.example/schema.org/' },
    { '@context': '{not json' },
    { '@context': { '@vocab': '' } },
    { url: '//x.example/1', '@id': '../2', id: '#a' },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
        ],
      ],
    },
    {
      '@context': 'https://geojson.org/geojson-ld/geojson-context.jsonld',
      type: 'Point',
      coordinates: [1, 2],
    },
  ])('leaves alone what has two meanings or is meant so: %j', json => {
    expect(repairDocument(json).json).toBe(json)
  })
})

describe('the table of misspelt keys', () => {
  it('has no key that a known context defines', () => {
    const terms = lab.contexts.urls().flatMap(url => Object.keys(lab.contexts.get(url)?.['@context'] ?? {}))
    const known = new Set(terms)
    // The overlay takes this one for what it stands for.
    known.delete('relationshipType')
    expect([...misspeltKeys().keys()].filter(key => known.has(key))).toEqual([])
  })

  it('leads to no key that is misspelt itself', () => {
    expect([...misspeltKeys().values()].filter(key => misspeltKeys().has(key))).toEqual([])
  })
})

describe('the register of repairs', () => {
  it('has every name once, and a sentence for each', () => {
    const names = REPAIRS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(REPAIRS.filter(({ about }) => !/^[A-Z].*\.$/.test(about))).toEqual([])
    expect(REPAIRS.filter(({ name }) => !/^[a-z]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([])
  })
})

describe('keywords', () => {
  it('are read in any letters, unless the right one is there', () => {
    const mended = mendJsonLd({ '@Type': 'A', '@ID': 'x', a: { '@Value': 1, '@value': 2 } })
    expect('json' in mended && mended.json).toEqual({
      '@type': 'A',
      '@id': 'x',
      a: { Value: 1, '@value': 2 },
    })
    expect('repairs' in mended && mended.repairs.map(({ rule }) => rule)).toEqual([
      ...['keyword-case', 'keyword-case', 'keyword-like-key'],
    ])
  })
})

const word = fc
  .stringMatching(/^[A-Za-z]{2,10}$/)
  .filter(text => !/^(?:na|nan|nil|null|none|tba|tbd)$/i.test(text))
const path = fc.stringMatching(/^[a-z0-9]{1,8}$/)
const address = path.map(each => `https://demo.example/${each}`)
const day = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const date = fc.oneof(
  ...[
    day,
    day.map(text => text.slice(0, 7)),
    day.map(text => text.slice(0, 4)),
    day.map(text => `${text}T12:00:00Z`),
  ],
  fc.tuple(day, day).map(([a, b]) => [a, b].sort().join('/')),
)
const degrees = (limit: number) => fc.integer({ min: 1, max: limit * 1000 }).map(number => number / 1000)
const point = fc.record({
  '@type': fc.constant('GeoCoordinates'),
  latitude: degrees(90),
  longitude: degrees(180),
})
const person = fc.record({
  '@type': fc.constant('Person'),
  name: word.map(text => `Demo ${text}`),
  '@id': address,
})
const sound = fc.record(
  {
    '@context': fc.constantFrom<JsonValue>(...['https://schema.org/', 'http://schema.org'], [
      'https://schema.org',
      { demo: 'https://demo.example/v#' },
    ]),
    '@type': fc.constant('Product'),
    '@id': address,
    name: fc.array(word, { minLength: 1, maxLength: 4 }).map(words => `Sample ${words.join(' ')}`),
    url: address,
    material: fc.oneof(word, address),
    dateCreated: date,
    creator: fc.oneof<fc.Arbitrary<JsonValue>[]>(person, fc.array(person, { maxLength: 2 })),
    spatialCoverage: fc.record({ '@type': fc.constant('Place'), geo: point }),
    keywords: fc.array(word, { maxLength: 3 }),
  },
  { requiredKeys: ['@context', '@type', '@id', 'name'] },
)

describe('all repairs', () => {
  it('never touch a correct document', async () => {
    await fc.assert(
      fc.asyncProperty(sound, async json => {
        const document = json as JsonObject
        expect(repairDocument(document, ALL_ON).json).toBe(document)
        const { record } = await transform(document)
        expect(record.repairs).toEqual([])
        expect(repairValues(record.quads, { base: BASE, off: ALL_ON })).toMatchObject({ repairs: [] })
      }),
      { numRuns: 150 },
    )
  })

  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      ...slips.flatMap(([, before]) => Object.values(before).filter(value => typeof value === 'string')),
    ),
    fc.constantFrom(
      'http:/',
      'https://https//x.y/',
      'www.www.',
      'http://http:/x',
      'htp://x',
      '__proto__',
      'doi: 10. 1',
      'c. c. 1998',
      '1998??',
    ),
  )
  const key = fc.oneof(
    odd,
    fc.constantFrom(
      '@context',
      '@id',
      'url',
      'sameAs',
      'lattitude',
      'latitude',
      'coordinates',
      'type',
      'license',
    ),
  )
  const json = fc.letrec<{ any: JsonValue }>(tie => ({
    any: fc.oneof(
      { maxDepth: 4 },
      odd,
      fc.double(),
      fc.constantFrom<JsonValue>(null, true, 'Point', 'Polygon', [[1, 2]], 'https:///'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }) as fc.Arbitrary<JsonValue>,
    ),
  })).any

  it('of documents never throw, for any JSON, and find nothing to do in their own result', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 3 }), value => {
        const once = repairDocument(JSON.parse(JSON.stringify(value)) as JsonValue[], ALL_ON).json
        const twice = repairDocument(once, ALL_ON)
        expect(twice.repairs).toEqual([])
        expect(twice.json).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  const text = fc.oneof(
    odd,
    fc.constantFrom(
      '48°12\'30"N',
      '48,2',
      '123',
      '0',
      'N/A',
      '150 -40 155 -35',
      '-19 176 -15 182',
      'ca. 1998',
      '1998-2001',
      '30.04.2001',
    ),
    fc.constantFrom(
      'Carberry, Josiah',
      'POINT Z(1 2 3)',
      'POLYGON((0 0,1 0,1 1))',
      '10 20 5',
      '1388534400000',
      '0000',
      '1998 - ca. 1999',
    ),
    fc.double().map(String),
    fc.stringMatching(/^[0-9NESW°'., -]{1,12}$/),
  )
  const locals = 'latitude longitude box line polygon circle geo startDate creator name value elevation'
  const properties = [geo('asWKT'), prov('startedAtTime'), ...locals.split(' ').map(local => schema(local))]
  const quad: fc.Arbitrary<Quad> = fc
    .tuple(fc.constantFrom('a', 'b'), fc.constantFrom(...properties), text)
    .map(([node, property, value]) =>
      factory.quad(
        factory.namedNode(`https://x.example/${node}`),
        property,
        factory.literal(value.replace(/\p{Surrogate}/gu, '?')),
        factory.namedNode(PAGE),
      ),
    )

  it('of values never throw, and find nothing to do in their own result', () => {
    fc.assert(
      fc.property(fc.array(quad, { maxLength: 8 }), quads => {
        const off = new Set(['null-island-noted'])
        const once = repairValues(quads, { base: BASE, off }).quads
        const twice = repairValues(once, { base: BASE, off })
        expect(twice.repairs).toEqual([])
        expect(twice.quads).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })
})
