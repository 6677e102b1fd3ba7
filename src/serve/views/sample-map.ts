/** Where one sample comes from: its surroundings, and the place in the world. */
import { html } from 'hono/html'
import type { Geometry } from '../../catalogue/geometry.ts'
import { assetUrl } from './asset-files.ts'
import { geometryText } from './place-words.ts'
import type { Html } from './text.ts'

type Position = readonly [number, number]

/** All positions of a geometry. */
const positions = (geometry: Geometry): Position[] => {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positions)
  if (geometry.type === 'Point') return [geometry.coordinates]
  return (geometry.coordinates as readonly unknown[])
    .flat(geometry.type === 'MultiPolygon' ? 2 : 1)
    .flatMap(each => (typeof (each as Position)[0] === 'number' ? [each as Position] : (each as Position[])))
}

const path = (line: readonly Position[]): string => `M${line.map(([lon, lat]) => `${lon} ${-lat}`).join('L')}`

/** SVG path data of everything in a geometry that is no point. */
const outline = (geometry: Geometry): string => {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return ''
    case 'LineString':
      return path(geometry.coordinates)
    case 'MultiLineString':
      return geometry.coordinates.map(path).join('')
    case 'Polygon':
      return geometry.coordinates.map(ring => `${path(ring)}Z`).join('')
    case 'MultiPolygon':
      return geometry.coordinates.map(polygon => polygon.map(ring => `${path(ring)}Z`).join('')).join('')
    case 'GeometryCollection':
      return geometry.geometries.map(outline).join('')
  }
}

/** Degrees of longitude shown at least: in mid-ocean less would show nothing but sea. */
const MIN_WIDTH = 50
const MAX_POINTS = 200

const marks = (geometry: Geometry, radius: number): Html =>
  html`<path class="shape" d="${outline(geometry)}"/>${
    /Point/.test(geometry.type)
      ? positions(geometry)
          .slice(0, MAX_POINTS)
          .map(
            ([lon, lat]) =>
              html`<circle class="spot" cx="${lon}" cy="${-lat}" r="${radius}" stroke-width="${radius / 4}"/>`,
          )
      : ''
  }`

/** Degrees to each side in which other samples are near. */
const NEAR = 0.5

// The search takes boxes within -180..180 and -90..90.
const boxAround = (west: number, south: number, east: number, north: number): string =>
  [
    Math.max(-180, west - NEAR),
    Math.max(-90, south - NEAR),
    Math.min(180, east + NEAR),
    Math.min(90, north + NEAR),
  ]
    .map(each => String(Number(each.toFixed(4))))
    .join(',')

/** Two maps with the geometry: its surroundings and the whole world. */
export const sampleMap = (geometry: Geometry): Html => {
  const all = positions(geometry)
  if (all.length === 0) return ''
  const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)]
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)]
  const width = Math.min(360, Math.max(MIN_WIDTH, (east - west) * 1.8, (north - south) * 2.7))
  const height = width / 1.6
  const [x, y] = [(west + east) / 2 - width / 2, -(south + north) / 2 - height / 2]
  const land = `${assetUrl('land-50m.svg')}#land`
  const text = geometryText(geometry)
  return html`<figure class="place" id="place">
<svg class="world" viewBox="${x.toFixed(3)} ${y.toFixed(3)} ${width.toFixed(3)} ${height.toFixed(3)}" role="img" aria-label="Map of the surroundings of ${text}">
${[-360, 0, 360].map(shift => html`<use class="land" href="${land}" transform="translate(${shift})"/>`)}
${marks(geometry, width / 60)}</svg>
<svg class="world small" viewBox="-180 -90 360 180" role="img" aria-label="The place in the world"><use class="land" href="${assetUrl('land.svg')}#land"/>
<circle class="spot" cx="${(west + east) / 2}" cy="${-(south + north) / 2}" r="5" stroke-width="1.5"/></svg>
<figcaption>${text} · <a href="/search?bbox=${boxAround(west, south, east, north)}">Samples nearby</a></figcaption></figure>`
}
