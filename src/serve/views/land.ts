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

const ringsOf = (geometry: LandGeometry): (readonly Position[])[] =>
  (geometry.type === 'MultiPolygon'
    ? (geometry.coordinates as readonly (readonly (readonly Position[])[])[]).flat()
    : geometry.coordinates) as (readonly Position[])[]

/** Land as GeoJSON (RFC 7946) text, coordinates rounded to what the detail is worth. */
export const landGeoJson = (detail: Detail): string => {
  const digits = detail === '110m' ? 2 : 3
  const round = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toFixed(digits)) : value
  const geometries = readLand(detail)
  return JSON.stringify({ type: 'GeometryCollection', geometries }, round)
}

/**
 * Land as an SVG file with one path of the id `land`, to be used by `<use href="….svg#land">`: one unit is one degree, x is the
 * longitude, y the latitude turned over.
 */
export const landSvg = (detail: Detail): string => {
  const digits = detail === '110m' ? 1 : 2
  const path = readLand(detail)
    .flatMap(ringsOf)
    .map(
      ring =>
        `M${ring.map(([lon = 0, lat = 0]) => `${+lon.toFixed(digits)} ${+(-lat).toFixed(digits)}`).join('L')}Z`,
    )
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180"><path id="land" d="${path}"/></svg>`
}
