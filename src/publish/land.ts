/** Outlines of the land as SVG in plate carrée (x = longitude + 180, y = 90 − latitude), for the little maps. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

type Ring = readonly (readonly number[])[]

const ringPath = (ring: Ring): string =>
  `M${ring.map(([longitude = 0, latitude = 0]) => `${(longitude + 180).toFixed(1)} ${(90 - latitude).toFixed(1)}`).join('L')}Z`

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
