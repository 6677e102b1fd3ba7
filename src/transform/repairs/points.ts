/** Latitude and longitude of a node, looked at together. */
import type { Quad } from '@rdfjs/types'
import { factory } from '../../rdf/terms.ts'
import { readDegrees } from './degrees.ts'
import { kindOf } from './properties.ts'
import { quoted } from './rule.ts'
import { type ValueBench, withObject } from './value-rule.ts'

/** Positions of the quads of a node. */
interface Point {
  readonly latitude: number[]
  readonly longitude: number[]
}

/** The quads with degrees read, pairs in the right order, and doubtful ones noted; the same array when all was well. */
export const readPoints = (quads: readonly Quad[], bench: ValueBench): readonly Quad[] => {
  const points = new Map<string, Point>()
  for (const [i, { subject, predicate }] of quads.entries()) {
    const kind = kindOf(predicate.value)
    if (kind !== 'latitude' && kind !== 'longitude') continue
    const point = points.get(subject.value) ?? { latitude: [], longitude: [] }
    points.set(subject.value, point)
    point[kind].push(i)
  }
  const changes = new Map<number, Quad>()
  for (const { latitude, longitude } of points.values()) {
    const [lat, lon] = [latitude[0], longitude[0]]
    if (lat === undefined || lon === undefined || latitude.length + longitude.length > 2) continue
    readPoint({ lat, lon }, quads, changes, bench)
  }
  return changes.size === 0 ? quads : quads.map((quad, i) => changes.get(i) ?? quad)
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

const readPoint = (
  at: { readonly lat: number; readonly lon: number },
  quads: readonly Quad[],
  changes: Map<number, Quad>,
  bench: ValueBench,
): void => {
  const [latitude, longitude] = [quads[at.lat], quads[at.lon]]
  if (!latitude || !longitude) return
  const lat = degreesOf(latitude, bench)
  const lon = degreesOf(longitude, bench)
  if (!isNumber(lat.text) || !isNumber(lon.text)) return
  const isByLetter = lat.axis === 'longitude' && lon.axis === 'latitude'
  // One that names the other's axis alone is a contradiction: nothing is read.
  if (!isByLetter && (lat.axis === 'longitude' || lon.axis === 'latitude')) return
  for (const { text, written } of [lat, lon])
    if (written !== undefined) bench.log('degrees-read', `${quoted(written)} was read as ${text} degrees`)
  const pair = ordered(lat, lon, isByLetter, bench)
  const { x, y } = { y: pair.lat, x: wrapped(pair.lon, bench) }
  if (Number(x) === 0 && Number(y) === 0 && bench.may('null-island-noted'))
    bench.log('null-island-noted', 'latitude 0 and longitude 0 are kept, but are often a missing value')
  if (y !== latitude.object.value) changes.set(at.lat, withObject(latitude, factory.literal(y)))
  if (x !== longitude.object.value) changes.set(at.lon, withObject(longitude, factory.literal(x)))
}

interface Degrees {
  readonly text: string
  readonly axis?: 'latitude' | 'longitude'
  /** The text before it was read. */
  readonly written?: string
}

const degreesOf = ({ object }: Quad, bench: ValueBench): Degrees => {
  const read = isNumber(object.value) ? undefined : readDegrees(object.value)
  if (!read || !bench.may('degrees-read')) return { text: object.value }
  return { text: read.degrees, written: object.value, ...(read.axis && { axis: read.axis }) }
}

const ordered = (lat: Degrees, lon: Degrees, isByLetter: boolean, bench: ValueBench) => {
  const asWritten = { lat: lat.text, lon: lon.text }
  const [a, b] = [Math.abs(Number(lat.text)), Math.abs(Number(lon.text))]
  const isByRange = a > 90 && a <= 180 && b <= 90
  if ((!isByLetter && !isByRange) || !bench.may('coordinates-swapped')) return asWritten
  const why = isByLetter ? 'by their hemispheres' : 'for only so they are on Earth'
  bench.log('coordinates-swapped', `latitude ${lat.text} and longitude ${lon.text} changed places ${why}`)
  return { lat: lon.text, lon: lat.text }
}

const wrapped = (lon: string, bench: ValueBench): string => {
  const value = Number(lon)
  if (!(value > 180 && value <= 360) || !bench.may('longitude-wrapped')) return lon
  const west = String(Number((value - 360).toFixed(9)))
  bench.log('longitude-wrapped', `longitude ${lon} was read as ${west}`)
  return west
}
