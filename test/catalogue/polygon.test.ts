import fc from 'fast-check'
import { Store } from 'oxigraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseWkt } from '../../src/catalogue/geometry.ts'
import { intersector } from '../../src/catalogue/intersects.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { type House, openHouse } from './properties-house.ts'
import { recordOf } from './sample-sketch.ts'

type Corner = readonly [number, number]

const ring = (corners: readonly Corner[]) =>
  `(${[...corners, corners[0] ?? [0, 0]].map(c => c.join(' ')).join(',')})`
const rectangle = ([x, y]: Corner, width: number, height: number): Corner[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]
const at = fc.tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 16 }))
const extent = fc.integer({ min: 1, max: 8 })
const spread = ([[a, b], [c, d], [e, f]]: readonly [Corner, Corner, Corner]) =>
  (c - a) * (f - b) - (e - a) * (d - b)
const triangle = fc
  .tuple(at, at, at)
  .filter(corners => spread(corners) !== 0)
  // Outer rings run against the clock.
  .map(([a, b, c]) => (spread([a, b, c]) > 0 ? [a, b, c] : [a, c, b]))
const box = fc.tuple(at, extent, extent).map(([corner, width, height]) => rectangle(corner, width, height))
const holed = fc
  .tuple(at, fc.integer({ min: 4, max: 9 }), fc.integer({ min: 1, max: 3 }))
  .map(([[x, y], size, hole]) => {
    const inner = rectangle([x + 1, y + 1], Math.min(hole, size - 2), Math.min(hole, size - 2)).reverse()
    return `${ring(rectangle([x, y], size, size))},${ring(inner)}`
  })
const rings = fc.oneof(triangle.map(ring), box.map(ring), holed)
const polygon = rings.map(text => `POLYGON(${text})`)
const point = at.map(position => `POINT(${position.join(' ')})`)
const line = fc
  .uniqueArray(at, { minLength: 2, maxLength: 4, selector: String })
  .map(all => `LINESTRING(${all.map(position => position.join(' ')).join(',')})`)
const several = fc.tuple(box, extent).map(([corners, gap]) => {
  const other = corners.map(([x, y]): Corner => [x + 9 + gap, y])
  return `MULTIPOLYGON((${ring(corners)}),(${ring(other)}))`
})
const geometry = fc.oneof(
  point,
  point,
  line,
  polygon,
  several,
  fc.tuple(at, at).map(([a, b]) => `MULTIPOINT((${a.join(' ')}),(${b.join(' ')}))`),
)

/** GeoSPARQL's answer, by an engine of its own. */
const intersectsInSparql = (store: Store, a: string, b: string): boolean =>
  store.query(`PREFIX geo: <${PREFIXES.geo}> PREFIX geof: <${PREFIXES.geof}>
    ASK { FILTER(geof:sfIntersects("${a}"^^geo:wktLiteral, "${b}"^^geo:wktLiteral)) }`) === true

const moved = (wkt: string, by: number): string =>
  wkt.replace(/(-?\d+) (-?\d+)/g, (_, x: string, y: string) => `${Number(x) + by} ${y}`)

describe('the polygon filter', { timeout: 300_000 }, () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse([])
  })
  afterAll(() => house.catalogue.close())

  const fill = (places: readonly string[]) =>
    house.fill([
      recordOf(
        'https://repository.example/all',
        places.map((wkt, n) => ({ iri: `https://doi.org/10.60510/p${n}`, wkt })),
      ),
    ])
  const found = async (area: string): Promise<number[]> => {
    const { items, total } = await house.ask('/api/samples', { polygon: area, limit: '1000' })
    expect(items).toHaveLength(total)
    return items.map(({ id }) => Number(id.slice('https://doi.org/10.60510/p'.length))).sort((a, b) => a - b)
  }
  const indexes = (places: readonly string[], chosen: (wkt: string) => boolean) =>
    places.flatMap((wkt, index) => (chosen(wkt) ? [index] : []))

  it('finds what GeoSPARQL says intersects, wherever on the globe', async () => {
    const store = new Store()
    await fc.assert(
      fc.asyncProperty(
        fc.array(geometry, { minLength: 20, maxLength: 40 }),
        fc.array(fc.oneof(polygon, several), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0, 170, -190),
        fc.constantFrom(0, 360, -360),
        async (places, areas, by, turn) => {
          await fill(places.map(wkt => moved(wkt, by)))
          for (const area of areas) {
            const expected = indexes(places, wkt => intersectsInSparql(store, wkt, area))
            const drawn = moved(area, Math.abs(by + turn) > 330 ? by : by + turn)
            expect(await found(drawn), drawn).toEqual(expected)
          }
        },
      ),
      { numRuns: 6 },
    )
  })

  it('is a box when it is drawn as one', async () => {
    const places = [-180, -179, -90, 0, 90, 179, 180].flatMap(lon =>
      [-90, 0, 90].map(lat => `POINT(${lon} ${lat})`),
    )
    await fill([
      ...places,
      'POLYGON((170 -5,190 -5,190 5,170 5,170 -5))',
      'POLYGON((-20 80,20 80,20 90,-20 90,-20 80))',
    ])
    for (const [west, east] of [
      [-180, 180],
      [170, 190],
      [-190, -170],
      [0, 90],
      [180, 181],
      [-180, -90],
      [90, 180],
    ] as const) {
      for (const [south, north] of [
        [-90, 90],
        [85, 90],
        [0, 0.5],
        [-90, -89],
      ] as const) {
        const bbox = [west, south, east, north].join(',')
        const { items } = await house.ask('/api/samples', { bbox, limit: '1000' })
        const area = `POLYGON(${ring(rectangle([west, south], east - west, north - south))})`
        expect((await found(area)).length, bbox).toBe(items.length)
      }
    }
  })

  it('counts in facets, clusters and the timeline what it finds', async () => {
    await fill(['LINESTRING(0 0,10 10)', 'POINT(2 7)', 'POLYGON((0 6,3 6,3 9,0 9,0 6))', 'POINT(9 1)'])
    const area = 'POLYGON((0 5,1 5,4 8,4 10,0 10,0 5))'
    expect(await found(area)).toEqual([1, 2])
    const { facets } = await house.ask('/api/samples', { polygon: area, facets: 'source' })
    expect(facets.source?.values[0]?.count).toBe(2)
    expect((await house.ask('/api/clusters', { polygon: area })).located).toBe(2)
    expect((await house.ask('/api/timeline', { polygon: area })).undated).toBe(2)
  })
})

describe('an intersector', () => {
  it('takes several polygons of one area as their union, even where they overlap', () => {
    const area = parseWkt('MULTIPOLYGON(((0 0,6 0,6 6,0 6,0 0)),((3 3,9 3,9 9,3 9,3 3)))')
    if (area?.type !== 'MultiPolygon') throw new Error('no area')
    const intersects = intersector(area.coordinates)
    expect(intersects({ type: 'Point', coordinates: [4, 4] })).toBe(true)
    expect(intersects({ type: 'Point', coordinates: [8, 1] })).toBe(false)
  })
})
