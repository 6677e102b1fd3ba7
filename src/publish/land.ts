/** Outlines of the land as SVG in plate carrée (x = longitude + 180, y = 90 − latitude), for the little maps. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

export type Ring = readonly (readonly number[])[]

type Point = readonly [longitude: number, latitude: number]

/**
 * The ring with longitudes that run on across the antimeridian, instead of jumping from 180 to -180. A ring around a
 * pole ends 360 degrees from where it began; it is closed by way of the pole.
 */
export const unrolled = (ring: Ring): Point[] => {
  let turns = 0
  let last: number | undefined
  const points = ring.map(([longitude = 0, latitude = 0]): Point => {
    if (last !== undefined && Math.abs(longitude - last) > 180) turns += longitude < last ? 360 : -360
    last = longitude
    return [longitude + turns, latitude]
  })
  const [begin, end] = [points[0], points.at(-1)]
  if (!begin || !end || Math.abs(begin[0] - end[0]) < 180) return points
  const pole = begin[1] < 0 ? -90 : 90
  return [...points, [end[0], pole], [begin[0], pole]]
}

const pathOf = (points: readonly Point[], shift: number): string =>
  `M${points.map(([longitude, latitude]) => `${(longitude + 180 + shift).toFixed(1)} ${(90 - latitude).toFixed(1)}`).join('L')}Z`

/** A ring across the antimeridian is drawn at both edges; what lies outside of the picture is clipped. */
const ringPath = (ring: Ring): string => {
  const points = unrolled(ring)
  const longitudes = points.map(([longitude]) => longitude)
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  return (
    pathOf(points, 0) + (east > 180 ? pathOf(points, -360) : '') + (west < -180 ? pathOf(points, 360) : '')
  )
}

/** The SVG document, 360 by 180, made from Natural Earth's 1:110m land (npm package world-atlas, public domain). */
export const landSvg = async (): Promise<string> => {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-110m.json')
  const topology = JSON.parse(await readFile(file, 'utf8')) as Topology<{ land: GeometryCollection }>
  const land = feature(topology, topology.objects.land)
  const paths = land.features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates.map(ringPath)
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat().map(ringPath) : []
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 180"><rect width="360" height="180" fill="#dcebf2"/><path fill="#b9c8a8" stroke="#93a581" stroke-width=".3" d="${paths.join('')}"/></svg>\n`
}
