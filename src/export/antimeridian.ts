/** Geometries whose longitudes run beyond 180 degrees -> the same cut at the antimeridian (RFC 7946, section 3.1.9). */
import type { Geometry } from '../catalogue/geometry.ts'

type Position = readonly [number, number]
type Ring = readonly Position[]
type Polygon = readonly Ring[]

/** The map as it lies west of, on and east of itself; no longitude of a geometry is beyond 360 degrees. */
const COPIES = [-360, 0, 360]

const shifted = (ring: Ring, by: number): Position[] => ring.map(([x, y]) => [x + by, y])

const within = (ring: Ring): boolean => ring.every(([x]) => x >= -180 && x <= 180)

const crossing = ([x1, y1]: Position, [x2, y2]: Position, at: number): Position => [
  at,
  y1 + ((at - x1) / (x2 - x1)) * (y2 - y1),
]

/** The part of a ring on one side of a meridian (Sutherland and Hodgman); closed, empty when nothing is there. */
const clip = (ring: Ring, at: number, inside: (x: number) => boolean): Position[] => {
  const clipped: Position[] = []
  for (const [index, next] of ring.entries()) {
    const last = ring[index === 0 ? ring.length - 1 : index - 1] ?? next
    if (inside(last[0]) !== inside(next[0])) clipped.push(crossing(last, next, at))
    if (inside(next[0])) clipped.push(next)
  }
  return clipped
}

const areaOf = (ring: Ring): number =>
  ring.reduce((sum, [x, y], index) => {
    const [u, v] = ring[(index + 1) % ring.length] ?? [x, y]
    return sum + (x * v - u * y)
  }, 0) / 2

/** Closed, and with the interior to the left (outer rings) or right (holes), as section 3.1.6 asks. */
const wound = (ring: Ring, outer: boolean): Position[] => {
  const [first, last] = [ring[0], ring.at(-1)]
  const closed = first && last && String(first) !== String(last) ? [...ring, first] : [...ring]
  return areaOf(closed) > 0 === outer ? closed : closed.reverse()
}

const ringWithin = (ring: Ring, copy: number): Position[] => {
  const moved = shifted(ring, copy)
  if (within(moved)) return moved
  return clip(
    clip(moved, -180, x => x >= -180),
    180,
    x => x <= 180,
  )
}

const cutPolygon = (polygon: Polygon): Polygon[] =>
  COPIES.flatMap(copy => {
    const rings = polygon.map(ring => ringWithin(ring, copy))
    const [outer, ...holes] = rings
    if (!outer || areaOf(outer) === 0) return []
    const kept = holes.filter(hole => areaOf(hole) !== 0)
    return [[wound(outer, true), ...kept.map(hole => wound(hole, false))]]
  })

const cutLine = (line: Ring): Position[][] => {
  if (within(line)) return [[...line]]
  const parts: Position[][] = []
  for (const copy of COPIES) {
    let part: Position[] = []
    const end = () => {
      if (part.length > 1) parts.push(part)
      part = []
    }
    for (const [index, next] of shifted(line, copy).entries()) {
      const [x, y] = line[index - 1] ?? line[0] ?? next
      const last: Position = [x + copy, y]
      const edges = [-180, 180].filter(at => (last[0] - at) * (next[0] - at) < 0)
      const cuts = edges.map(at => crossing(last, next, at))
      if (last[0] > next[0]) cuts.reverse()
      const inside = Math.abs(next[0]) <= 180
      part.push(...cuts, ...(inside ? [next] : []))
      if (!inside) end()
    }
    end()
  }
  return parts
}

const wrap = (x: number): number => (x > 180 ? x - 360 : x < -180 ? x + 360 : x)

const one = <T, S extends string, M extends string>(single: S, several: M, parts: readonly T[]) =>
  parts.length === 1 ? { type: single, coordinates: parts[0] as T } : { type: several, coordinates: parts }

/** The geometry with all longitudes between -180 and 180, parts on either side of the antimeridian apart. */
export const cutAtAntimeridian = (geometry: Geometry): Geometry => {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: [wrap(geometry.coordinates[0]), geometry.coordinates[1]] }
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: geometry.coordinates.map(([x, y]) => [wrap(x), y]) }
    case 'LineString':
      return one('LineString', 'MultiLineString', cutLine(geometry.coordinates))
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.flatMap(cutLine) }
    case 'Polygon': {
      const parts = cutPolygon(geometry.coordinates)
      // Without an area there is nothing to cut; it is left as it was given.
      return parts.length === 0 ? geometry : one('Polygon', 'MultiPolygon', parts)
    }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.flatMap(cutPolygon) }
    case 'GeometryCollection':
      return { type: 'GeometryCollection', geometries: geometry.geometries.map(cutAtAntimeridian) }
  }
}
