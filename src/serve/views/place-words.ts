/** Positions and areas as people write them. */
import { boxOf, type Geometry, parseWkt } from '../../catalogue/geometry.ts'
import { plural } from './text.ts'

type Position = readonly [number, number]

// A millionth of a degree is 11 cm: what comes behind is noise of arithmetic.
const degrees = (value: number): string => `${Number(Math.abs(value).toFixed(6))}°`

const LATITUDE = ['N', 'S'] as const
const LONGITUDE = ['E', 'W'] as const
type Sides = typeof LATITUDE | typeof LONGITUDE

const sideOf = (value: number, [plus, minus]: Sides): string => (value < 0 ? minus : plus)

const one = (value: number, sides: Sides): string => `${degrees(value)} ${sideOf(value, sides)}`

/** `7° to 8° E`; from the smaller number to the larger one where both are on one side, as people count. */
const range = (from: number, to: number, sides: Sides): string => {
  if (degrees(from) === degrees(to) && sideOf(from, sides) === sideOf(to, sides)) return one(from, sides)
  if (from <= to && sideOf(from, sides) === sideOf(to, sides)) {
    const [near, far] = Math.abs(from) <= Math.abs(to) ? [from, to] : [to, from]
    return `${degrees(near)} to ${one(far, sides)}`
  }
  return `${one(from, sides)} to ${one(to, sides)}`
}

/** `51.5° N, 7.4° E` of a longitude and a latitude. */
export const coordinateText = ([lon, lat]: Position): string =>
  `${one(lat, LATITUDE)}, ${one(lon, LONGITUDE)}`

const extent = (geometry: Geometry): string => {
  const { west, south, east, north } = boxOf(geometry)
  return `${range(south, north, LATITUDE)}, ${range(west, east, LONGITUDE)}`
}

const isBox = (ring: readonly Position[]): boolean =>
  ring.length === 5 &&
  new Set(ring.map(([lon]) => lon)).size === 2 &&
  new Set(ring.map(([, lat]) => lat)).size === 2

/** A geometry in words: `51.5° N, 7.4° E`, `51° to 52° N, 7° to 8° E`, `area of 12 corners within …`. */
export const geometryText = (geometry: Geometry): string => {
  const within = (what: string): string => `${what} within ${extent(geometry)}`
  switch (geometry.type) {
    case 'Point':
      return coordinateText(geometry.coordinates)
    case 'MultiPoint':
      return within(plural(geometry.coordinates.length, 'position'))
    case 'LineString':
      return within(`line of ${plural(geometry.coordinates.length, 'position')}`)
    case 'MultiLineString':
      return within(plural(geometry.coordinates.length, 'line'))
    case 'Polygon': {
      const [ring = []] = geometry.coordinates
      return isBox(ring) ? extent(geometry) : within(`area of ${plural(ring.length - 1, 'corner')}`)
    }
    case 'MultiPolygon':
      return within(plural(geometry.coordinates.length, 'area'))
    case 'GeometryCollection':
      return within(plural(geometry.geometries.length, 'place'))
  }
}

/** A WKT text in words; undefined when it cannot be read. */
export const wktText = (wkt: string): string | undefined => {
  const geometry = parseWkt(wkt)
  return geometry && geometryText(geometry)
}
