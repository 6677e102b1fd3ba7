/**
 * What made other harvesters lose records, by the public report of it: each is read here from page to kernel. The
 * documents are made up after the reports.
 */
import { describe, expect, it } from 'vitest'
import { extractDocuments } from '../../src/harvest/extract.ts'
import type { Iri } from '../../src/model/iri.ts'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { geo, schema } from '../../src/rdf/namespaces.ts'
import { transformBatch } from '../../src/transform/batch.ts'
import { lab, sourceWith, values } from './open-test-lab.ts'

const PAGE = 'https://repository.example/sample/1'
const IGSN = 'https://doi.org/10.60510/demo1'

const script = (json: string): string => `<script type="application/ld+json">${json}</script>`

const harvest = async (html: string, url = PAGE) => {
  const { documents, problems } = extractDocuments({
    ...{ url, finalUrl: url, status: 200, mediaType: 'text/html', fetchedAt: '2026-01-01T00:00:00Z' },
    ...{ body: new TextEncoder().encode(html), bodyDigest: '', links: [] },
  })
  const [made] = await transformBatch([{ url: url as Iri, source: sourceWith(), documents }], lab)
  if (!made) throw new Error('one page, one record')
  const { record, kernel } = made
  return {
    ...{ record, kernel, samples: kernel.samples, problems: [...problems, ...record.problems] },
    rules: record.repairs.map(({ rule }) => rule),
    at: (...path: { value: string }[]) => values(kernel.quads, kernel.samples[0] ?? '', ...path),
  }
}

const sample = (more: Record<string, JsonValue> = {}): Record<string, JsonValue> => ({
  '@context': 'https://schema.org/',
  '@type': 'Product',
  '@id': IGSN,
  name: 'Demo',
  identifier: 'igsn:10.60510/DEMO1',
  ...more,
})

describe('documented failures of other harvesters', () => {
  it('odis-arch#153: JSON escaped as HTML is read, and its text once decoded', async () => {
    const json = JSON.stringify(sample({ name: 'Sand & clay' }))
    const { at, samples, rules } = await harvest(
      script(json.replaceAll('&', '&amp;').replaceAll('"', '&quot;')),
    )
    expect(samples).toEqual([IGSN])
    expect(at(schema('name'))).toEqual(['Sand & clay'])
    expect(rules).toContain('entities-decoded')
  })

  it('odis-arch#248: a value that a template left out costs only that value', async () => {
    const json = JSON.stringify(sample()).replace('"name":"Demo"', '"name": , "material": ')
    const { samples, rules } = await harvest(script(json))
    expect(samples).toEqual([IGSN])
    expect(rules).toContain('missing-value-nulled')
  })

  it('hydroshare#4184: raw line breaks in a string are kept', async () => {
    const json = JSON.stringify(sample({ description: 'two LINES' })).replace(' LINES', '\nlines\t')
    const { at, rules } = await harvest(script(json))
    expect(at(schema('description'))).toEqual(['two\nlines\t'])
    expect(rules).toContain('raw-control-character-escaped')
  })

  it('gleaner#121: an array at the top is read, item by item', async () => {
    const other = { ...sample(), '@id': 'https://doi.org/10.60510/demo2', identifier: 'igsn:10.60510/demo2' }
    const { samples } = await harvest(script(JSON.stringify([sample(), other])))
    expect(samples).toEqual([IGSN, 'https://doi.org/10.60510/demo2'])
  })

  it('gleaner#111: two blocks of a page are one record, neither overwrites the other', async () => {
    const publisher = sample({ publisher: { '@type': 'Organization', name: 'Demo publisher' } })
    const { at, samples } = await harvest(
      script(JSON.stringify(sample({ material: 'Soil' }))) + script(JSON.stringify(publisher)),
    )
    expect(samples).toEqual([IGSN])
    expect(at(schema('publisher'), schema('name'))).toEqual(['Demo publisher'])
    expect(at(schema('material'))).toHaveLength(1)
  })

  it.each<[string, JsonValue]>([
    ['a list of contexts', ['https://schema.org/', { demo: 'https://demo.example/' }]],
    ['a list within the list, with an empty one', [['https://schema.org/'], '']],
    ['what is left of a list after a wrong fix', { '@vocab': 'https:///' }],
    ['a vocabulary without a scheme', { '@vocab': 'schema.org' }],
    ['a context that is JSON inside a string', '{"@vocab": "https://schema.org/"}'],
  ])('gleaner#129: %s is schema.org', async (_, context) => {
    const { at } = await harvest(script(JSON.stringify(sample({ '@context': context }))))
    expect(at(schema('name'))).toEqual(['Demo'])
  })

  it.each([
    ...[
      'http://schema.org',
      'https://schema.org',
      'http://schema.org/',
      'https://www.schema.org/',
      'schema.org',
    ],
    ...[
      'http://schema.org/docs/jsonldcontext.jsonld',
      'https://schema.org/docs/jsonldcontext.json',
      'https://schema.org#',
    ],
    ...['https: //schema.org/', 'http://schema.org/Product', 'HTTP://Schema.org'],
  ])('gleaner#236, odis-arch#82: the context %s is schema.org', async context => {
    const { record, at } = await harvest(script(JSON.stringify(sample({ '@context': context }))))
    expect(at(schema('name'))).toEqual(['Demo'])
    expect(record.problems).toEqual([])
  })

  it('gleaner#132: @graph beside @id is no named graph that hides its statements', async () => {
    const json = {
      '@context': 'https://schema.org/',
      '@id': 'https://demo.example/graph',
      '@graph': [sample()],
    }
    const { record, samples } = await harvest(script(JSON.stringify(json)))
    expect(samples).toEqual([IGSN])
    expect(new Set(record.quads.map(({ graph }) => graph.value))).toEqual(new Set([PAGE]))
  })

  it('gleaner#252: "doi:null" is no name, so records that share it stay apart', async () => {
    const nameless = sample({ '@id': 'doi:null', identifier: 'null', additionalType: 'PhysicalSample' })
    const one = await harvest(script(JSON.stringify(nameless)))
    const other = await harvest(script(JSON.stringify(nameless)), 'https://repository.example/sample/2')
    expect([one.samples, other.samples]).toEqual([[PAGE], ['https://repository.example/sample/2']])
    expect(one.rules).toContain('empty-identifier')
  })

  it('gleaner#247: a sample without @id and url has a stable name', async () => {
    const { '@id': _, ...nameless } = sample({ identifier: 'B 17', additionalType: 'PhysicalSample' })
    const before = await harvest(script(JSON.stringify(nameless)))
    const after = await harvest(script(JSON.stringify({ ...nameless, name: 'Renamed' })))
    expect(before.samples).toEqual([PAGE])
    expect(after.samples).toEqual([PAGE])
  })

  it('science-on-schema.org#210: a record has a name of its own, and a repeated block counts once', async () => {
    const html = script(JSON.stringify(sample({ creator: { '@type': 'Person', name: 'Demo Person' } })))
    const { record, at } = await harvest(html + html)
    expect(record.graph).toBe(PAGE)
    expect(at(schema('creator'))).toHaveLength(1)
  })

  it('odis-arch#361: latitude and longitude that are swapped beyond doubt change places', async () => {
    const { at, record } = await harvest(
      script(
        JSON.stringify(sample({ geo: { '@type': 'GeoCoordinates', latitude: 151.2, longitude: -33.9 } })),
      ),
    )
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(151.2 -33.9)'])
    // The record keeps what was written.
    expect(
      record.quads.some(
        ({ predicate, object }) => predicate.equals(schema('latitude')) && /^1.512E2/.test(object.value),
      ),
    ).toBe(true)
  })

  it('odis-arch#322: a polygon with longitudes first and commas between its points is where it was meant', async () => {
    const polygon = '151.2 -33.9, 151.3 -33.9, 151.3 -33.8, 151.2 -33.9'
    const { at } = await harvest(
      script(
        JSON.stringify(
          sample({ spatialCoverage: { '@type': 'Place', geo: { '@type': 'GeoShape', polygon } } }),
        ),
      ),
    )
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual([
      'POLYGON((151.2 -33.9,151.3 -33.9,151.3 -33.8,151.2 -33.9))',
    ])
  })

  it('coordinates in degrees, minutes and seconds reach the map', async () => {
    const place = {
      '@type': 'Place',
      geo: { '@type': 'GeoCoordinates', latitude: "33°54' S", longitude: '151,2' },
    }
    const { at } = await harvest(script(JSON.stringify(sample({ spatialCoverage: place }))))
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(151.2 -33.9)'])
  })

  it('odis-arch#356: an address with a blank inside is read', async () => {
    const { samples, rules } = await harvest(
      script(JSON.stringify(sample({ '@id': 'https: //doi.org/10.60510/demo1' }))),
    )
    expect(samples).toEqual([IGSN])
    expect(rules).toContain('blank-in-identifier')
  })
})
