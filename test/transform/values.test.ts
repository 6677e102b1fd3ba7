/** Coordinates, dates, elevations and identifiers: which spellings reach the kernel, and which are refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { datacite, dcterms, geo, prov, schema, sosa } from '../../src/rdf/namespaces.ts'
import { transform, values } from './open-test-lab.ts'

const about = async (properties: Record<string, JsonValue>) => {
  const { kernel } = await transform({
    '@context': 'https://schema.org/',
    '@type': 'Product',
    '@id': 'https://doi.org/10.60510/demo',
    identifier: { '@type': 'PropertyValue', propertyID: 'IGSN', value: '10.60510/DEMO' },
    ...properties,
  })
  return {
    kernel,
    at: (...path: { value: string }[]) => values(kernel.quads, kernel.samples[0] ?? '', ...path),
  }
}

const wktOf = async (shape: JsonValue): Promise<string[]> =>
  (await about({ spatialCoverage: { '@type': 'Place', geo: shape } })).at(geo('hasGeometry'), geo('asWKT'))

describe('coordinates', () => {
  it.each<[JsonValue, string[]]>([
    [{ latitude: 1.5, longitude: 2 }, ['POINT(2 1.5)']],
    [{ latitude: '-0.50', longitude: '180' }, ['POINT(180 -0.5)']],
    [{ latitude: 1e-7, longitude: 1e2 }, ['POINT(100 0.0000001)']],
    [{ latitude: 120, longitude: 200 }, ['POINT(200 120)']],
    [{ latitude: 120, longitude: 10 }, ['POINT(120 10)']],
    [{ latitude: 'north', longitude: 10 }, []],
    [{ latitude: 10 }, []],
    [{ box: '1 2 3 4' }, ['POLYGON((2 1,4 1,4 3,2 3,2 1))']],
    [{ box: '1,2 3,4' }, ['POLYGON((2 1,4 1,4 3,2 3,2 1))']],
    [{ box: '3 2 1 4' }, []],
    [{ box: '1 2 3' }, []],
    [{ box: '-91 200 3 4' }, []],
    [{ box: '150 -40 155 -35' }, ['POLYGON((150 -40,155 -40,155 -35,150 -35,150 -40))']],
    [{ polygon: '0 0 0 10 10 10 0 0' }, ['POLYGON((0 0,10 0,10 10,0 0))']],
    [{ polygon: '0,0 0,10 10,10' }, ['POLYGON((0 0,10 0,10 10,0 0))']],
    [{ polygon: '0 0 0 200 10 10' }, []],
    [{ polygon: 'POLYGON((0 0, 10 0, 10 10, 0 0))' }, ['POLYGON((0 0,10 0,10 10,0 0))']],
    [{ polygon: 'POLYGON((0 0, 100 95, 10 10, 0 0))' }, []],
    [{ line: '1 2, 3 4' }, ['LINESTRING(2 1,4 3)']],
  ])('%j becomes %j', async (shape, wkt) => {
    expect(await wktOf(shape)).toEqual(wkt)
  })

  it('are longitude first and unchanged for every place on Earth', async () => {
    const degrees = (limit: number) =>
      fc.integer({ min: -limit * 100, max: limit * 100 }).map(n => n / 100 + 0)
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(degrees(90), degrees(180)), {
          minLength: 1,
          maxLength: 40,
          selector: String,
        }),
        async pairs => {
          const shapes: JsonValue = pairs.map(([latitude, longitude]) => ({
            latitude,
            longitude: String(longitude),
          }))
          const points = await wktOf(shapes)
          expect(points).toEqual(pairs.map(([lat, lon]) => `POINT(${lon} ${lat})`).sort())
        },
      ),
      { numRuns: 10 },
    )
  })

  it.each<[string, string[]]>([
    ['POINT(10 50)', ['POINT(10 50)']],
    ['<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT (10 50)', ['POINT(10 50)']],
    ['<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(50 10)', ['POINT(10 50)']],
    ['<http://www.opengis.net/def/crs/EPSG/0/28992> POINT(155000 463000)', []],
    ['SRID=4326;POINT(10 50)', ['POINT(10 50)']],
    ['MULTIPOINT((10 50), (11 51))', ['MULTIPOINT((10 50),(11 51))']],
    ['POINT EMPTY', []],
    ['POINT(10 50); DROP', []],
  ])('as well-known text %s become %j', async (text, wkt) => {
    const { at } = await about({ [geo('hasGeometry').value]: { [geo('asWKT').value]: text } })
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(wkt)
  })
})

describe('elevations', () => {
  it.each<[JsonValue, string[]]>([
    [-5931, ['-5931']],
    ['335.000000 Feet', ['102.108']],
    ['12 m', ['12']],
    ['0 ft', ['0']],
    ['0 km', ['0']],
    [0, ['0']],
    ['1.5 km', ['1500']],
    ['12 fathoms', []],
    ['high', []],
  ])('%j become %j metres', async (elevation, metres) => {
    const place: JsonValue = { '@type': 'Place', geo: { '@type': 'GeoCoordinates', elevation } }
    expect((await about({ spatialCoverage: place })).at(schema('elevation'))).toEqual(metres)
  })
})

describe('dates', () => {
  const typed = async (date: string): Promise<string[]> =>
    (await about({ event: { '@type': 'Event', startDate: date } })).kernel.quads.flatMap(
      ({ predicate, object }) =>
        predicate.equals(prov('startedAtTime')) && object.termType === 'Literal'
          ? [`${object.value} ${object.datatype.value.replace(/^.*#/, '')}`]
          : [],
    )

  it.each<[string, string[]]>([
    ['2001', ['2001 gYear']],
    ['2001-04', ['2001-04 gYearMonth']],
    ['2001-04-30', ['2001-04-30 date']],
    ['2001-00-00', ['2001 gYear']],
    ['2001-04-00', ['2001-04 gYearMonth']],
    ['2001-04-30 12:00', ['2001-04-30T12:00:00 dateTime']],
    ['2001-04-30T12:00:01+1000', ['2001-04-30T12:00:01+10:00 dateTime']],
    ['2001-04-30T12:00:01.5Z', ['2001-04-30T12:00:01.5Z dateTime']],
    ['2001-02-30', []],
    ['2001-13', []],
    ['30/04/2001', ['2001-04-30 date']],
    ['03/04/2001', []],
    ['unknown', []],
  ])('%s becomes %j', async (date, expected) => {
    expect(await typed(date)).toEqual(expected)
  })
})

describe('citations given as text', () => {
  it('are named by the DOI in them', async () => {
    const { at } = await about({
      citation: 'Demo, D. (2020) A demo. https://doi.org/10.1234/Demo.5. Accessed today',
    })
    expect(at(datacite('References'))).toEqual(['https://doi.org/10.1234/demo.5'])
    expect(at(dcterms('isReferencedBy'), schema('name'))).toHaveLength(1)
  })

  it('stay nodes of the record without one', async () => {
    const { at } = await about({ citation: 'Demo, D. (2020) A demo.' })
    expect(at(dcterms('isReferencedBy'), schema('name'))).toEqual(['Demo, D. (2020) A demo.'])
  })
})

describe('relations', () => {
  it('are exact where a LinkRole says them, whatever else is said of the same work', async () => {
    const paper: JsonValue = {
      '@type': 'ScholarlyArticle',
      '@id': 'https://doi.org/10.1234/paper',
      name: 'Demo paper',
    }
    const { at } = await about({
      citation: paper,
      subjectOf: paper,
      relatedLink: [{ '@type': 'LinkRole', linkRelationship: 'IsDocumentedBy', target: paper }],
    })
    expect(at(datacite('IsDocumentedBy'))).toEqual(['https://doi.org/10.1234/paper'])
    expect(at(datacite('References'))).toEqual([])
    expect(at(datacite('IsDescribedBy'))).toEqual([])
    expect(at(dcterms('isReferencedBy'), schema('name'))).toEqual(['Demo paper'])
  })

  it('between samples are no literature', async () => {
    const parent: JsonValue = {
      '@type': 'Product',
      '@id': 'https://doi.org/10.60510/other',
      identifier: 'igsn:10.60510/other',
    }
    const link = (linkRelationship: string): JsonValue => ({
      '@type': 'LinkRole',
      linkRelationship,
      target: parent,
    })
    const { at } = await about({ relatedLink: [link('derivedFrom'), link('IsCitedBy')] })
    expect(at(prov('wasDerivedFrom'))).toEqual(['https://doi.org/10.60510/other'])
    expect(at(dcterms('isReferencedBy'))).toEqual([])
  })
})

describe('identifiers', () => {
  it('prefer the IGSN to a local number, and keep the others', async () => {
    const { kernel, at } = await about({
      '@id': 'https://repository.example/s/1',
      identifier: [
        'museum 17',
        { '@type': 'PropertyValue', propertyID: 'IGSN', value: 'DEMO17' },
        { '@type': 'PropertyValue', propertyID: 'DOI', value: '10.1234/demo17' },
      ],
    })
    expect(kernel.samples).toEqual(['https://hdl.handle.net/10273/DEMO17'])
    expect(at(schema('sameAs'))).toEqual(['https://doi.org/10.1234/demo17'])
    expect(at(schema('alternateName'))).toEqual(['museum 17'])
  })

  it('make one agent of two nodes with one ORCID, never of two with one name', async () => {
    const { at } = await about({
      creator: [
        { '@type': 'Person', name: 'Demo', identifier: 'https://orcid.org/0000-0002-1825-0097' },
        { '@type': 'Person', name: 'D.', '@id': 'http://orcid.org/0000-0002-1825-0097' },
      ],
      contributor: [
        { '@type': 'Person', name: 'Same Name', jobTitle: 'a' },
        { '@type': 'Person', name: 'Same Name', jobTitle: 'b' },
      ],
    })
    expect(at(schema('creator'))).toEqual(['https://orcid.org/0000-0002-1825-0097'])
    expect(at(schema('contributor'))).toHaveLength(2)
  })
})

describe('kinds', () => {
  it('come from additionalProperty, by reference before by name', async () => {
    const { at } = await about({
      additionalProperty: [
        { '@type': 'PropertyValue', name: 'Material', value: 'Soil' },
        {
          '@type': 'PropertyValue',
          name: 'organism',
          value: 'Oryza',
          valueReference: [{ '@type': 'DefinedTerm', '@id': 'https://taxa.example/4530' }],
        },
        { '@type': 'PropertyValue', name: 'collection date', value: '2018-08' },
      ],
    })
    expect(at(schema('material'))).toEqual(['https://w3id.org/isample/vocabulary/material/soil'])
    expect(at(sosa('isSampleOf'))).toEqual(['https://taxa.example/4530'])
    expect(at(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2018-08'])
  })

  it('come from categories by their vocabulary', async () => {
    const term = (id: string): JsonValue => ({
      '@type': 'DefinedTerm',
      '@id': `https://w3id.org/isample/vocabulary/${id}`,
    })
    const { at } = await about({
      category: [term('material/1.0/rock'), term('sampledfeature/1.0/marinewaterbody')],
    })
    expect(at(schema('material'))).toEqual(['https://w3id.org/isample/vocabulary/material/rock'])
    expect(at(sosa('isSampleOf'))).toEqual([
      'https://w3id.org/isample/vocabulary/sampledfeature/marinewaterbody',
    ])
  })

  it('are mapped without being dropped when unknown', async () => {
    const { at } = await about({ material: ['Gas', 'Unobtainium'] })
    expect(at(schema('material'))).toEqual([
      'Unobtainium',
      'https://w3id.org/isample/vocabulary/material/gas',
    ])
  })
})

describe('names that anybody can make', () => {
  const UUID = 'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8'
  const PERSON = 'https://repository.example/people/7'
  const creatorOf = async (creator: JsonValue): Promise<string[]> =>
    (await about({ creator })).at(schema('creator'))

  it('do not replace the address of a node, and are kept where there is no other name', async () => {
    const named = { '@type': 'Person', name: 'Demo Person' }
    expect(await creatorOf({ ...named, '@id': PERSON, identifier: UUID })).toEqual([PERSON])
    expect(await creatorOf({ ...named, '@id': UUID })).toEqual([UUID])
    expect(await creatorOf({ ...named, '@id': UUID, sameAs: 'https://www.wikidata.org/wiki/Q42' })).toEqual([
      'http://www.wikidata.org/entity/Q42',
    ])
  })
})
