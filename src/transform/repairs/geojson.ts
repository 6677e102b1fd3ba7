/** GeoJSON geometries (RFC 7946, 3.1) as well-known text in longitude latitude order. */
import type { JsonValue } from '../../model/json-ld-document.ts'
import { plainDecimal } from '../../rdf/numbers.ts'

const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}
const MAX_POSITIONS = 5000

/**
 * The well-known text of a geometry, given its type and coordinates; a height is left out, an open ring closed.
 * Undefined for other types, for coordinates that do not fit the type, and for more than 5,000 positions.
 */
export const geoJsonToWkt = (type: string, coordinates: JsonValue): string | undefined => {
  const depth = Object.hasOwn(DEPTHS, type) ? DEPTHS[type] : undefined
  if (depth === undefined) return undefined
  const counter = { left: MAX_POSITIONS }
  const isAreal = type.endsWith('Polygon')
  const text = written(coordinates, depth, isAreal, counter)
  return text && `${type.toUpperCase()}${depth === 0 ? `(${text})` : text}`
}

const written = (
  value: JsonValue,
  depth: number,
  isAreal: boolean,
  counter: { left: number },
): string | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (depth === 0) return counter.left-- > 0 ? position(value) : undefined
  const parts = value.map(part => written(part, depth - 1, isAreal, counter))
  if (parts.some(part => part === undefined)) return undefined
  const isRing = isAreal && depth === 1
  if (isRing && parts[0] !== parts.at(-1)) parts.push(parts[0])
  if (isRing && parts.length < 4) return undefined
  return `(${parts.join(',')})`
}

const position = ([x, y]: readonly JsonValue[]): string | undefined => {
  if (typeof x !== 'number' || typeof y !== 'number') return undefined
  const [lon, lat] = [plainDecimal(String(x)), plainDecimal(String(y))]
  return lon === undefined || lat === undefined ? undefined : `${lon} ${lat}`
}
