/** Where a sample was taken: WKT in (CRS84, longitude first), WKT and schema.org's latitude-first texts out. */

export type Position = readonly [longitude: number, latitude: number]

export type Geometry =
  | { readonly kind: 'point'; readonly at: Position }
  | { readonly kind: 'line'; readonly positions: readonly Position[] }
  | { readonly kind: 'polygon'; readonly ring: readonly Position[] }
  /** `west` > `east` crosses the antimeridian. */
  | {
      readonly kind: 'box'
      readonly west: number
      readonly south: number
      readonly east: number
      readonly north: number
    }

const inRange = ([longitude, latitude]: Position): boolean =>
  longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90

// No exponents: WKT readers and schema.org's texts do not all take them.
const decimal = (value: number): string =>
  value
    .toFixed(8)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0')

const positionsOf = (text: string): Position[] | undefined => {
  const positions: Position[] = []
  for (const part of text.split(',')) {
    const numbers = part.trim().split(/\s+/)
    const [longitude, latitude] = numbers.map(Number)
    if (numbers.length !== 2 || longitude === undefined || latitude === undefined) return undefined
    if (!inRange([longitude, latitude])) return undefined
    positions.push([longitude, latitude])
  }
  return positions
}

const envelope = (text: string): Geometry | undefined => {
  const numbers = text.split(',').map(Number)
  const [west, east, north, south] = numbers
  if (numbers.length !== 4 || west === undefined || east === undefined) return undefined
  if (north === undefined || south === undefined || !(south <= north)) return undefined
  return inRange([west, south]) && inRange([east, north])
    ? { kind: 'box', west, south, east, north }
    : undefined
}

const polygon = (text: string): Geometry | undefined => {
  // One ring only: schema.org's GeoShape knows no holes.
  const ring = positionsOf(/^\s*\(([^()]*)\)\s*$/.exec(text)?.[1] ?? '')
  if (!ring || ring.length < 4) return undefined
  const [first, last] = [ring[0], ring.at(-1)]
  return first?.[0] === last?.[0] && first?.[1] === last?.[1] ? { kind: 'polygon', ring } : undefined
}

/**
 * Reads `POINT(lon lat)`, `LINESTRING(lon lat, …)`, `POLYGON((lon lat, …))` with one closed ring, or
 * `ENVELOPE(west, east, north, south)` (CQL). Undefined when it is none of these or out of range.
 */
export const parseWkt = (text: string): Geometry | undefined => {
  const [, keyword = '', inner = ''] = /^\s*(\w+)\s*\((.*)\)\s*$/s.exec(text.slice(0, 100_000)) ?? []
  switch (keyword.toUpperCase()) {
    case 'POINT': {
      const [at, more] = positionsOf(inner) ?? []
      return at && !more ? { kind: 'point', at } : undefined
    }
    case 'LINESTRING': {
      const positions = positionsOf(inner)
      return positions && positions.length > 1 ? { kind: 'line', positions } : undefined
    }
    case 'POLYGON':
      return polygon(inner)
    case 'ENVELOPE':
      return envelope(inner)
    default:
      return undefined
  }
}

const wktPositions = (positions: readonly Position[]): string =>
  positions.map(([longitude, latitude]) => `${decimal(longitude)} ${decimal(latitude)}`).join(', ')

const wktRing = (west: number, south: number, east: number, north: number): string => {
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return `((${wktPositions(ring)}))`
}

/** The geometry as a GeoSPARQL wktLiteral in CRS84; a box across the antimeridian becomes two polygons. */
export const toWkt = (geometry: Geometry): string => {
  switch (geometry.kind) {
    case 'point':
      return `POINT(${wktPositions([geometry.at])})`
    case 'line':
      return `LINESTRING(${wktPositions(geometry.positions)})`
    case 'polygon':
      return `POLYGON((${wktPositions(geometry.ring)}))`
    case 'box': {
      const { west, south, east, north } = geometry
      return west <= east
        ? `POLYGON${wktRing(west, south, east, north)}`
        : `MULTIPOLYGON(${wktRing(west, south, 180, north)}, ${wktRing(-180, south, east, north)})`
    }
  }
}

/** Positions as schema.org writes them: latitude first, separated by spaces. */
export const latitudeFirst = (positions: readonly Position[]): string =>
  positions.map(([longitude, latitude]) => `${decimal(latitude)} ${decimal(longitude)}`).join(' ')

/** A position to put a mark at: the point itself, or the middle of what encloses the geometry. */
export const middle = (geometry: Geometry): Position => {
  if (geometry.kind === 'point') return geometry.at
  if (geometry.kind === 'box') {
    const { west, south, east, north } = geometry
    const longitude = west <= east ? (west + east) / 2 : (((west + east + 360) / 2 + 180) % 360) - 180
    return [longitude, (south + north) / 2]
  }
  const positions = geometry.kind === 'line' ? geometry.positions : geometry.ring
  const longitudes = positions.map(position => position[0])
  const latitudes = positions.map(position => position[1])
  return [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ]
}
