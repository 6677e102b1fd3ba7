/** Each repair of values: what it reads, what it leaves alone, and that it is told and can be switched off. */
import type { Quad } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../src/model/json-ld-document.ts'
import { geo, schema, sosa } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { repairsOff, type ValueRepairName } from '../../../src/registry/repairs.ts'
import { readDate } from '../../../src/transform/repairs/dates.ts'
import { readDegrees } from '../../../src/transform/repairs/degrees.ts'
import { readName } from '../../../src/transform/repairs/names.ts'
import { readBox, readWkt } from '../../../src/transform/repairs/shapes.ts'
import { repairValues } from '../../../src/transform/repairs/values.ts'
import { BASE, PAGE, transform, values } from '../open-test-lab.ts'

const NODE = 'https://repository.example/node'

const quads = (pairs: readonly (readonly [{ value: string }, string])[]): Quad[] =>
  pairs.map(([predicate, text]) =>
    factory.quad(
      factory.namedNode(NODE),
      factory.namedNode(predicate.value),
      text.startsWith('https:') ? factory.namedNode(text) : factory.literal(text),
      factory.namedNode(PAGE),
    ),
  )

const textsOf = (made: readonly Quad[]): string[] =>
  made.map(({ predicate, object }) => `${predicate.value.replace(/^.*[/#]/, '')} ${object.value}`)

type Case = readonly [
  rule: ValueRepairName,
  before: readonly (readonly [{ value: string }, string])[],
  after: readonly string[],
]

const [lat, lon] = [schema('latitude'), schema('longitude')]
const cases: readonly Case[] = [
  ['placeholder-left-out', [[schema('material'), 'N/A']], []],
  ['placeholder-left-out', [[schema('elevation'), '-9999']], []],
  [
    'degrees-read',
    [
      [lat, '48°12\'30"N'],
      [lon, '11,5 W'],
    ],
    ['latitude 48.208333333', 'longitude -11.5'],
  ],
  [
    'coordinates-swapped',
    [
      [lat, '123'],
      [lon, '-20'],
    ],
    ['latitude -20', 'longitude 123'],
  ],
  [
    'coordinates-swapped',
    [
      [lat, '12 E'],
      [lon, '48 N'],
    ],
    ['latitude 48', 'longitude 12'],
  ],
  [
    'null-island-noted',
    [
      [lat, '0'],
      [lon, '0.0'],
    ],
    ['latitude 0', 'longitude 0.0'],
  ],
  ['box-order', [[schema('box'), '150 -40 155 -35']], ['box -40 150 -35 155']],
  ['box-across-antimeridian', [[schema('box'), '-19 176 -15 182']], ['box -19 176 -15 -178']],
  ['positions-swapped', [[schema('line'), '120 10 130 20']], ['line 10 120 20 130']],
  ['circle-as-centre', [[schema('circle'), '10 20 500']], ['latitude 10', 'longitude 20']],
  ['wkt-tidied', [[geo('asWKT'), 'POINT Z (1 2 3)']], ['asWKT POINT(1 2)']],
  ['date-read', [[schema('startDate'), '30. April 2001']], ['startDate 2001-04-30']],
  ['date-range-read', [[sosa('resultTime'), '1998..2001']], ['resultTime 1998/2001']],
  ['date-approximate', [[schema('startDate'), 'ca. 1998']], ['startDate 1998']],
  ['date-epoch-read', [[schema('startDate'), '1388534400000']], ['startDate 2014-01-01T00:00:00Z']],
  ['date-empty', [[schema('startDate'), '0000-00-00']], []],
]

describe('a repair of values', () => {
  it.each(cases)('%s: %j becomes %j, is told, and can be switched off', (rule, before, after) => {
    const given = quads(before)
    const made = repairValues(given, { base: BASE })
    expect(textsOf(made.quads)).toEqual(after)
    expect(made.repairs.map(repair => repair.rule)).toContain(rule)
    const off = repairsOff({ off: [rule], on: [] })
    const kept = repairValues(given, { base: BASE, off })
    expect(kept.repairs.map(repair => repair.rule)).not.toContain(rule)
    if (rule !== 'null-island-noted') expect(textsOf(kept.quads)).not.toEqual(after)
    expect(repairValues(made.quads, { base: BASE }).quads).toBe(made.quads)
  })

  it('longitude-wrapped is made only when a source asks for it', () => {
    const given = quads([
      [lat, '10'],
      [lon, '190'],
    ])
    expect(repairValues(given, { base: BASE }).quads).toBe(given)
    const on = repairsOff({ off: [], on: ['longitude-wrapped'] })
    expect(textsOf(repairValues(given, { base: BASE, off: on }).quads)).toEqual([
      'latitude 10',
      'longitude -170',
    ])
  })

  it('looks at a pair only: of several latitudes nobody knows which longitude is theirs', () => {
    const given = quads([
      [lat, '123'],
      [lat, '124'],
      [lon, '10'],
    ])
    expect(repairValues(given, { base: BASE }).quads).toBe(given)
  })
})

describe('degrees', () => {
  it.each([
    ['48.2 N', '48.2'],
    ['N48.2', '48.2'],
    ['48.2°', '48.2'],
    ['48,2', '48.2'],
    ["48° 12.5' S", '-48.208333333'],
    ['48 12 30 N', '48.208333333'],
    ['48º12′30.5″ E', '48.208472222'],
    ['-12.5 S', '-12.5'],
    ['−12,5', '-12.5'],
    ['12.5 degrees west', '-12.5'],
  ])('%s is %s', (text, degrees) => expect(readDegrees(text)?.degrees).toBe(degrees))

  it.each(['48.2', '-1e-5', '-12 N', '48 60 N', '48° 12\' 60"', 'north', '', '48.5 12 N', '1 2 3 4'])(
    '%s is left alone',
    text => expect(readDegrees(text)).toBeUndefined(),
  )
})

describe('dates', () => {
  it.each([
    ['2001/04/30', '2001-04-30'],
    ['2001.04.30', '2001-04-30'],
    ['2001-4-3', '2001-04-03'],
    ['20010430', '2001-04-30'],
    ['30.04.2001', '2001-04-30'],
    ['4.2001', '2001-04'],
    ['30/04/2001', '2001-04-30'],
    ['04/30/2001', '2001-04-30'],
    ['30 April 2001', '2001-04-30'],
    ['April 30th, 2001', '2001-04-30'],
    ['30-Apr-2001', '2001-04-30'],
    ['April 2001', '2001-04'],
    ['Summer 1998', '1998'],
    ['Mon, 30 Apr 2001 12:00:00 GMT', '2001-04-30T12:00:00Z'],
    ['2001-04-30 3:05 pm', '2001-04-30T15:05:00'],
    ['1998-2001', '1998/2001'],
    ['1998-99', '1998/1999'],
    ['12.03.1998 - 14.03.1998', '1998-03-12/1998-03-14'],
    ['March 1998 to April 1999', '1998-03/1999-04'],
    ['1998/..', '1998/'],
    ['1990s', '1990/1999'],
    ['before 1998', '/1998'],
    ['1998?', '1998'],
    ['circa 1998', '1998'],
  ])('%s is read as %s', (text, read) => {
    expect(readDate(text)?.text).toBe(read)
    expect(readDate(read)).toBeUndefined()
  })

  it.each([
    ...[
      '2001',
      '2001-04',
      '2001-04-30',
      '2001-00-00',
      '2001-04-30T12:00:00Z',
      '1998/2001',
      '1998-01-01/1998-02-01',
    ],
    ...[
      '03/04/2020',
      '2001-13',
      '2001-02-30',
      '31.02.2001',
      '1998-97',
      '41000',
      '12 March 98',
      'May',
      '1/2/3',
      '',
    ],
  ])('%s is left alone', text => expect(readDate(text)).toBeUndefined())
})

describe('well-known text and boxes', () => {
  it.each([
    ['EPSG:4326;POINT(10 50)', 'POINT(10 50)'],
    ['POINT(50 120)', 'POINT(120 50)'],
    ['POINT(10, 50)', 'POINT(10 50)'],
    ['POLYGON((0 0, 10 0, 10 10))', 'POLYGON((0 0,10 0,10 10,0 0))'],
    ['POLYGON(0 0, 10 0, 10 10, 0 0)', 'POLYGON((0 0,10 0,10 10,0 0))'],
    [
      'MULTIPOLYGON Z (((0 0 1,1 0 1,1 1 1)),((5 5 1,6 5 1,6 6 1,5 5 1)))',
      'MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))',
    ],
  ])('%s is read as %s', (text, read) => expect(readWkt(text)?.text).toBe(read))

  it.each([
    ...[
      'POINT(10 50)',
      'SRID=4326;POINT(10 50)',
      'POINT EMPTY',
      'POINT(10 50); DROP',
      'MULTIPOINT((10 50),(11 51))',
    ],
    'MULTIPOLYGON(((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1)))',
  ])('%s is left alone', text => expect(readWkt(text)).toBeUndefined())

  it.each(['1 2 3 4', '3 2 1 4', '5 47 15 55', '-91 200 3 4', '1 2 3', 'x'])(
    'the box %s is left alone',
    text => expect(readBox(text)).toBeUndefined(),
  )
})

describe('names', () => {
  it.each([
    ['Carberry, Josiah', 'Josiah', 'Carberry'],
    ['von Demo, Ada B.', 'Ada B.', 'von Demo'],
    ['Demo-Example, Ludwig van', 'Ludwig van', 'Demo-Example'],
  ])('%s', (text, given, family) => expect(readName(text)).toEqual({ given, family }))

  it.each([
    ...[
      'Demo Consortium, Coordinators',
      'Demo, Inc.',
      'Demo, Jr.',
      'Demo, A.; Example, B.',
      'Demo, A., Example, B.',
    ],
    ...['University of Demo, Example', 'Josiah Carberry', 'Demo, 2nd Floor', 'demo, example'],
  ])('%s is no name of a person', text => expect(readName(text)).toBeUndefined())
})

describe('in a record', () => {
  const about = (properties: Record<string, JsonValue>) =>
    transform({
      '@context': 'https://schema.org/',
      '@type': 'Product',
      '@id': 'https://doi.org/10.60510/demo',
      identifier: 'igsn:10.60510/demo',
      ...properties,
    })
  const sample = 'https://doi.org/10.60510/demo'

  it('names of persons are taken apart in the kernel and kept as written in the record', async () => {
    const person: JsonValue = { '@type': 'Person', name: 'Example, Demo' }
    const { record, kernel } = await about({ creator: ['Carberry, Josiah', person], publisher: 'Demo, Inc.' })
    const names = (property: string) => values(kernel.quads, sample, schema('creator'), schema(property))
    expect(names('name')).toEqual(['Demo Example', 'Josiah Carberry'])
    expect(names('familyName')).toEqual(['Carberry', 'Example'])
    expect(values(kernel.quads, sample, schema('publisher'), schema('name'))).toEqual(['Demo, Inc.'])
    const written = record.quads.map(({ object }) => object.value)
    expect(written).toContain('Carberry, Josiah')
    expect(written).toContain('Example, Demo')
  })

  it('nodes that hold nothing but stand-ins disappear', async () => {
    const { kernel } = await about({
      creator: { '@type': 'Person', name: 'Unknown' },
      material: 'not provided',
    })
    expect(values(kernel.quads, sample, schema('creator'))).toEqual([])
    expect(values(kernel.quads, sample, schema('material'))).toEqual([])
  })

  it('GeoJSON inside schema.org keeps the order of its coordinates', async () => {
    const polygon: JsonValue = {
      type: 'Polygon',
      coordinates: [
        [
          [10, 10],
          [20, 10],
          [20, 20],
          [10, 10],
        ],
      ],
    }
    const { record, kernel } = await about({ spatialCoverage: { '@type': 'Place', geo: polygon } })
    expect(values(kernel.quads, sample, geo('hasGeometry'), geo('asWKT'))).toEqual([
      'POLYGON((10 10,20 10,20 20,10 10))',
    ])
    expect(record.repairs.map(({ rule }) => rule)).toContain('geojson-kept')
  })

  it('GeoJSON under its own context is read whatever its type', async () => {
    const { record, kernel } = await about({
      spatialCoverage: {
        '@context': 'https://geojson.org/geojson-ld/geojson-context.jsonld',
        type: 'Feature',
        geometry: {
          type: 'LineString',
          coordinates: [
            [10, 10],
            [20, 11, 300],
          ],
        },
      },
    })
    expect(values(kernel.quads, sample, geo('hasGeometry'), geo('asWKT'))).toEqual([
      'LINESTRING(10 10,20 11)',
    ])
    expect(record.repairs.map(({ rule }) => rule)).not.toContain('geojson-kept')
  })

  it('a date of an additional property is read like others', async () => {
    const { kernel } = await about({
      additionalProperty: { '@type': 'PropertyValue', name: 'collection date', value: 'ca. 3 May 1999' },
    })
    expect(kernel.quads.map(({ object }) => object.value)).toContain('1999-05-03')
  })
})
