/** The outlines of land, from world-atlas (Natural Earth, public domain), in the forms that maps need. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

type Detail = '110m' | '50m'
type Topology = Parameters<typeof feature>[0]
type Position = readonly number[]
interface LandGeometry {
  readonly type: string
  readonly coordinates: readonly (readonly (readonly Position[])[])[] | readonly (readonly Position[])[]
}

const require = createRequire(import.meta.url)

const readLand = (detail: Detail): LandGeometry[] => {
  const topology = JSON.parse(readFileSync(require.resolve(`world-atlas/land-${detail}.json`), 'utf8'))
  const land = feature(topology as Topology, topology.objects.land) as unknown as {
    type: string
    features?: { geometry: LandGeometry }[]
    geometry?: LandGeometry
  }
  return land.features ? land.features.map(each => each.geometry) : land.geometry ? [land.geometry] : []
}

const polygonsOf = (geometry: LandGeometry): (readonly (readonly Position[])[])[] =>
  (geometry.type === 'MultiPolygon'
    ? geometry.coordinates
    : [geometry.coordinates]) as (readonly (readonly Position[])[])[]

/**
 * A ring without jumps at the antimeridian: it goes on beyond 180 degrees instead. One that goes around a pole is closed
 * along the pole's parallel.
 */
const unwrapped = (ring: readonly Position[]): Position[] => {
  let turn = 0
  let before: number | undefined
  const path = ring.map(([lon = 0, lat = 0]) => {
    if (before !== undefined && Math.abs(lon - before) > 180) turn += lon < before ? 360 : -360
    before = lon
    return [lon + turn, lat]
  })
  const [first, last] = [path[0], path.at(-1)]
  if (!first || !last || Math.abs((first[0] ?? 0) - (last[0] ?? 0)) < 180) return path
  const pole = (first[1] ?? 0) < 0 ? -90 : 90
  return [...path, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first]
}

/** All polygons of the land; those that cross the antimeridian also as they look from its other side. */
const landPolygons = (detail: Detail): Position[][][] =>
  readLand(detail)
    .flatMap(polygonsOf)
    .map(polygon => polygon.map(unwrapped))
    .flatMap(polygon => {
      const lons = polygon.flatMap(ring => ring.map(([lon = 0]) => lon))
      const shifts = [
        0,
        ...(lons.some(lon => lon > 180) ? [-360] : []),
        ...(lons.some(lon => lon < -180) ? [360] : []),
      ]
      return shifts.map(shift => polygon.map(ring => ring.map(([lon = 0, lat = 0]) => [lon + shift, lat])))
    })

/** Land as GeoJSON (RFC 7946) text, coordinates rounded to what the detail is worth. */
export const landGeoJson = (detail: Detail): string => {
  const digits = detail === '110m' ? 2 : 3
  const round = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toFixed(digits)) : value
  return JSON.stringify({ type: 'MultiPolygon', coordinates: landPolygons(detail) }, round)
}

/**
 * Land as an SVG file with one path of the id `land`, to be used by `<use href="….svg#land">`: one unit is one degree, x is the
 * longitude, y the latitude turned over.
 */
export const landSvg = (detail: Detail): string => {
  const digits = detail === '110m' ? 1 : 2
  const path = landPolygons(detail)
    .flat()
    .map(
      ring =>
        `M${ring.map(([lon = 0, lat = 0]) => `${+lon.toFixed(digits)} ${+(-lat).toFixed(digits)}`).join('L')}Z`,
    )
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180"><path id="land" d="${path}"/></svg>`
}
