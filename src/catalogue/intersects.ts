/** Whether a geometry and an area share a point (OGC 06-103r4, Intersects), on the plane of longitude and latitude. Pure. */
import type { Geometry } from './geometry.ts'

export type Position = readonly [number, number]

/** A ring of positions as longitude and latitude, the last equal to the first or not. */
export type Ring = readonly Position[]

/** Polygons: each an outer ring and its holes. A position inside an odd number of a polygon's rings is inside it. */
export type Area = readonly (readonly Ring[])[]

/** What a geometry consists of: a single position, a line, or one polygon. */
interface Part {
  readonly lines: readonly (readonly Position[])[]
  /** The rings enclose something. */
  readonly closed: boolean
}

const partsOf = (geometry: Geometry): Part[] => {
  switch (geometry.type) {
    case 'Point':
      return [{ lines: [[geometry.coordinates]], closed: false }]
    case 'MultiPoint':
      return geometry.coordinates.map(position => ({ lines: [[position]], closed: false }))
    case 'LineString':
      return [{ lines: [geometry.coordinates], closed: false }]
    case 'MultiLineString':
      return geometry.coordinates.map(line => ({ lines: [line], closed: false }))
    case 'Polygon':
      return [{ lines: geometry.coordinates, closed: true }]
    case 'MultiPolygon':
      return geometry.coordinates.map(rings => ({ lines: rings, closed: true }))
    case 'GeometryCollection':
      return geometry.geometries.flatMap(partsOf)
  }
}

type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

/** The segments of lines, from the last position back to the first as well when they are rings. */
export const segmentsOf = (lines: readonly (readonly Position[])[], closed: boolean): Segment[] =>
  lines.flatMap(line =>
    line.flatMap(([x1, y1], index): Segment[] => {
      const next = line[index + 1] ?? (closed ? line[0] : undefined)
      return next && (next[0] !== x1 || next[1] !== y1) ? [[x1, y1, next[0], next[1]]] : []
    }),
  )

/** On which side of the line through a segment a position lies: the sign of the area they span. */
const side = ([x1, y1, x2, y2]: Segment, x: number, y: number): number =>
  Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))

const apart = (a: Segment, b: Segment): boolean =>
  Math.max(a[0], a[2]) < Math.min(b[0], b[2]) ||
  Math.max(b[0], b[2]) < Math.min(a[0], a[2]) ||
  Math.max(a[1], a[3]) < Math.min(b[1], b[3]) ||
  Math.max(b[1], b[3]) < Math.min(a[1], a[3])

const meet = (a: Segment, b: Segment): boolean =>
  !apart(a, b) &&
  side(a, b[0], b[1]) * side(a, b[2], b[3]) <= 0 &&
  side(b, a[0], a[1]) * side(b, a[2], a[3]) <= 0

/** Even-odd rule: a ray to the east crosses an odd number of segments. The edge itself belongs to the area. */
const contains = (segments: readonly Segment[], [x, y]: Position): boolean => {
  let odd = false
  for (const segment of segments) {
    const [x1, y1, x2, y2] = segment
    if (meet(segment, [x, y, x, y])) return true
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

const shifted = (lines: readonly (readonly Position[])[], by: number): (readonly Position[])[] =>
  by === 0 ? [...lines] : lines.map(line => line.map(([x, y]): Position => [x + by, y]))

/** Longitudes of positions may be anywhere between -360 and 360: the same place has up to five names in that range. */
const TURNS = [0, 360, -360, 720, -720]

const range = (lines: readonly (readonly Position[])[]): readonly [number, number] => {
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  for (const line of lines) {
    for (const [x] of line) {
      west = Math.min(west, x)
      east = Math.max(east, x)
    }
  }
  return [west, east]
}

const partMeets = (polygon: readonly Ring[], edges: readonly Segment[], part: Part): boolean => {
  const [west, east] = range(polygon)
  const [from, to] = range(part.lines)
  return TURNS.filter(turn => from + turn <= east && to + turn >= west).some(turn => {
    const lines = shifted(part.lines, turn)
    const own = segmentsOf(lines, part.closed)
    // Where no edges meet, one of the two lies wholly inside the other or wholly outside.
    if (lines.some(line => line[0] !== undefined && contains(edges, line[0]))) return true
    if (own.some(segment => edges.some(edge => meet(edge, segment)))) return true
    const corner = polygon[0]?.[0]
    return part.closed && corner !== undefined && contains(own, corner)
  })
}

/** Tells for any geometry whether it and the area have a position in common; edges belong to both. */
export const intersector = (area: Area): ((geometry: Geometry) => boolean) => {
  const polygons = area.map(rings => ({ rings, edges: segmentsOf(rings, true) }))
  return geometry =>
    partsOf(geometry).some(part => polygons.some(({ rings, edges }) => partMeets(rings, edges, part)))
}
