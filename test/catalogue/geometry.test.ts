import { describe, expect, it } from 'vitest'
import { boxOf, centreOf, type Geometry, parseWkt } from '../../src/catalogue/geometry.ts'

const geometry = (text: string): Geometry => {
  const found = parseWkt(text)
  if (!found) throw new Error(`not read: ${text}`)
  return found
}

describe('well-known text', () => {
  it.each([
    ['POINT(10 50)', { type: 'Point', coordinates: [10, 50] }],
    [' point Z (10.5 -50 1200) ', { type: 'Point', coordinates: [10.5, -50] }],
    ['<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(1 2)', { type: 'Point', coordinates: [1, 2] }],
    [
      'MULTIPOINT(1 2, 3 4)',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'MULTIPOINT((1 2),(3 4))',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'LINESTRING(1 2,3 4)',
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'POLYGON((0 0,1 0,1 1,0 0))',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    [
      'MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
          [
            [
              [5, 5],
              [6, 5],
              [6, 6],
              [5, 5],
            ],
          ],
        ],
      },
    ],
  ])('%s becomes GeoJSON', (text, expected) => {
    expect(parseWkt(text)).toEqual(expected)
  })

  it.each([
    '',
    'POINT EMPTY',
    'POINT(1)',
    'POINT(1 2',
    'POINT(1 2))(',
    'POINT(a b)',
    'POINT(10 91)',
    'POINT(400 0)',
    'CIRCLE(1 2)',
    'POLYGON(0 0,1 1)',
    'MULTIPOLYGON((0 0,1 0,1 1,0 0))',
    'POLYGON(())',
    `POINT(${' '.repeat(300_000)}1 2)`,
  ])('%s is none', text => {
    expect(parseWkt(text)).toBeUndefined()
  })

  it('is refused in time proportional to its length', () => {
    const hostile = [
      `POINT${' '.repeat(150_000)}x`,
      `POLYGON(${'('.repeat(150_000)}`,
      `POINT(${')'.repeat(150_000)}`,
    ]
    const before = performance.now()
    for (const text of hostile) expect(parseWkt(text)).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})

describe('bounding boxes', () => {
  it.each([
    ['POINT(10 50)', { west: 10, south: 50, east: 10, north: 50 }],
    ['LINESTRING(-10 1,20 -5)', { west: -10, south: -5, east: 20, north: 1 }],
    ['POLYGON((170 -20,190 -20,190 -10,170 -10,170 -20))', { west: 170, south: -20, east: -170, north: -10 }],
    ['MULTIPOINT(176 0,-178 1)', { west: 176, south: 0, east: -178, north: 1 }],
    ['POLYGON((-170 0,170 0,170 10,-170 10,-170 0))', { west: -170, south: 0, east: 170, north: 10 }],
    ['POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))', { west: -180, south: -90, east: 180, north: 90 }],
  ])('of %s are the narrowest', (text, box) => {
    expect(boxOf(geometry(text))).toEqual(box)
  })

  it('have their middle on the side they are on', () => {
    expect(centreOf({ west: 170, south: -20, east: -160, north: 0 })).toEqual([-175, -10])
    expect(centreOf({ west: -10, south: 0, east: 20, north: 10 })).toEqual([5, 5])
  })
})
