/** Well-known text (OGC 06-103r4 section 7, CRS84: longitude latitude) -> GeoJSON (RFC 7946) and bounding boxes. */

type Position = readonly [number, number]

/** The GeoJSON geometries that samples can have. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint' | 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon' | 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] }

/** West, south, east, north in degrees; west > east crosses the antimeridian. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Longest text that is read, in characters. */
const MAX_LENGTH = 200_000

// How deep the parentheses of each type go around its positions.
const DEPTHS: Readonly<
  Record<string, { type: Exclude<Geometry['type'], 'GeometryCollection'>; depth: number }>
> = {
  POINT: { type: 'Point', depth: 0 },
  MULTIPOINT: { type: 'MultiPoint', depth: 1 },
  LINESTRING: { type: 'LineString', depth: 1 },
  POLYGON: { type: 'Polygon', depth: 2 },
  MULTILINESTRING: { type: 'MultiLineString', depth: 2 },
  MULTIPOLYGON: { type: 'MultiPolygon', depth: 3 },
}

interface Nested extends ReadonlyArray<Position | Nested> {}

const positionOf = (text: string): Position | undefined => {
  const [lon, lat, ...rest] = text.trim().split(/\s+/).map(Number)
  if (lon === undefined || lat === undefined || rest.length > 2) return undefined
  // GeoJSON and boxes that cross the antimeridian are written with longitudes up to 360 by some.
  return Math.abs(lon) <= 360 && Math.abs(lat) <= 90 ? [lon, lat] : undefined
}

/** Cuts `(a),(b)` at the commas outside parentheses; undefined when the parentheses do not match. */
const cut = (text: string): string[] | undefined => {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '(') depth++
    else if (char === ')' && --depth < 0) return undefined
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return depth === 0 ? parts : undefined
}

const unwrap = (text: string): string | undefined => /^\(([\s\S]*)\)$/.exec(text.trim())?.[1]

const nested = (text: string, depth: number): Nested | Position | undefined => {
  if (depth === 0) return positionOf(text)
  const members: (Position | Nested)[] = []
  for (const part of cut(text) ?? []) {
    // MULTIPOINT may be written with and without parentheses around each position.
    const inner = depth > 1 ? unwrap(part) : (unwrap(part) ?? part)
    const member = inner === undefined ? undefined : nested(inner, depth - 1)
    if (!member) return undefined
    members.push(member)
  }
  return members.length > 0 ? members : undefined
}

/**
 * The geometry of a WKT text (a leading `<crs>` IRI of geo:wktLiteral is skipped, Z and M values are dropped).
 * Undefined for anything else: other types, EMPTY, coordinates that are no numbers or off the globe, over 200,000 characters.
 */
export const parseWkt = (text: string): Geometry | undefined => {
  if (text.length > MAX_LENGTH) return undefined
  const match = /^(?:<[^<>]*>\s*)?([A-Z]+)(?:\s+(?:ZM|Z|M))?\s*(\([\s\S]*\))$/i.exec(text.trim())
  const kind = DEPTHS[(match?.[1] ?? '').toUpperCase()]
  const body = unwrap(match?.[2] ?? '')
  if (!kind || body === undefined) return undefined
  const coordinates = nested(body, kind.depth)
  return coordinates && ({ type: kind.type, coordinates } as unknown as Geometry)
}

/** Several geometries as one: the only one itself, more as a collection, none as undefined. */
export const collect = (geometries: readonly Geometry[]): Geometry | undefined =>
  geometries.length > 1 ? { type: 'GeometryCollection', geometries } : geometries[0]

/** A longitude between -180 and 180. */
export const wrapLongitude = (lon: number): number =>
  lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180

const isPosition = (value: Nested | Position): value is Position => typeof value[0] === 'number'

/** The parts that lie apart from each other: positions of a MULTIPOINT, rings of polygons, lines. */
const partsOf = (geometry: Geometry): readonly (readonly Position[])[] => {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(partsOf)
  const walk = (value: Nested | Position): (readonly Position[])[] => {
    if (isPosition(value)) return [[value]]
    if (geometry.type !== 'MultiPoint' && value.every(member => isPosition(member as Nested)))
      return [value as Position[]]
    return (value as readonly Nested[]).flatMap(walk)
  }
  return walk(geometry.coordinates as Nested | Position)
}

/** The narrowest range of longitudes that covers all intervals: everything but the widest gap between them. */
const coveringRange = (
  intervals: readonly { west: number; east: number }[],
): { west: number; east: number } => {
  const sorted = [...intervals].sort((a, b) => a.west - b.west || a.east - b.east)
  const first = sorted[0]
  if (!first) throw new Error('a geometry without positions has no bounding box')
  let reach = first.east
  let widest = { gap: -1, west: first.west, east: first.east }
  for (const interval of sorted.slice(1)) {
    const gap = interval.west - reach
    if (gap > widest.gap) widest = { gap, west: interval.west, east: reach }
    reach = Math.max(reach, interval.east)
  }
  // The gap across the antimeridian wins ties, so that plain boxes stay plain.
  return first.west + 360 - reach >= widest.gap ? { west: first.west, east: reach } : widest
}

/** The bounding box (RFC 7946 section 5): the narrowest one, across the antimeridian when that is narrower. */
export const boxOf = (geometry: Geometry): Box => {
  const intervals: { west: number; east: number }[] = []
  let south = 90
  let north = -90
  for (const part of partsOf(geometry)) {
    let west = Number.POSITIVE_INFINITY
    let east = Number.NEGATIVE_INFINITY
    for (const [lon, lat] of part) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
    intervals.push(...wrapInterval(west, east))
  }
  const { west, east } = coveringRange(intervals)
  return { west, south, east, north }
}

/** A range of longitudes of any winding as one or two ranges between -180 and 180. */
export const wrapInterval = (west: number, east: number): { west: number; east: number }[] => {
  if (east - west >= 360) return [{ west: -180, east: 180 }]
  const from = wrapLongitude(west)
  const to = wrapLongitude(east)
  if (from <= to) return [{ west: from, east: to }]
  return [
    { west: from, east: 180 },
    { west: -180, east: to },
  ]
}

/** The middle of a box, as longitude and latitude. */
export const centreOf = ({ west, south, east, north }: Box): Position => [
  wrapLongitude(west <= east ? (west + east) / 2 : (west + east + 360) / 2),
  (south + north) / 2,
]
