/** Boxes, lines, polygons and circles of schema.org, and well-known text: put into the form that the rules read. */
import type { ValueRepairName } from '../../registry/repairs.ts'

/** A text as it should be, and the repair that made it so. */
export interface ReadShape {
  readonly text: string
  readonly rule: ValueRepairName
}

const MAX_LENGTH = 100_000
const NUMBERS = /^[-+]?\d+(?:\.\d*)?(?:[,;\s]+[-+]?\d+(?:\.\d*)?)*$/

const numbersIn = (text: string): readonly string[] => {
  const bare = text
    .trim()
    .replace(/^[[(]+|[\])]+$/g, '')
    .trim()
  return bare.length <= MAX_LENGTH && NUMBERS.test(bare) ? bare.split(/[,;\s]+/) : []
}

const isLatitude = (text: string): boolean => Math.abs(Number(text)) <= 90
const isLongitude = (text: string): boolean => Math.abs(Number(text)) <= 180

/**
 * A schema.org box, "south west north east". West south east north is recognised by range alone: when the order of
 * schema.org would be off the Earth and the other is not. An east from 180 to 360 crosses the antimeridian.
 */
export const readBox = (text: string): ReadShape | undefined => {
  const [a = '', b = '', c = '', d = '', ...more] = numbersIn(text)
  if (d === '' || more.length > 0) return undefined
  const isUsual = isLatitude(a) && isLatitude(c) && isLongitude(b) && isLongitude(d)
  if (isUsual) return undefined
  const isOther = isLatitude(b) && isLatitude(d) && Number(b) <= Number(d) && isLongitude(a) && isLongitude(c)
  if (isOther) return { text: `${b} ${a} ${d} ${c}`, rule: 'box-order' }
  const east = Number(d)
  const crosses = isLatitude(a) && isLatitude(c) && isLongitude(b) && east > 180 && east <= 360
  if (crosses && east - Number(b) <= 360)
    return { text: `${a} ${b} ${c} ${Number((east - 360).toFixed(9))}`, rule: 'box-across-antimeridian' }
  return undefined
}

/** A schema.org line or polygon, "lat lon lat lon": positions in the other order are recognised by range alone. */
export const readPositions = (text: string): ReadShape | undefined => {
  const numbers = numbersIn(text)
  if (numbers.length < 4 || numbers.length % 2 > 0) return undefined
  const firsts = numbers.filter((_, i) => i % 2 === 0)
  const seconds = numbers.filter((_, i) => i % 2 === 1)
  if (firsts.every(isLatitude) || !seconds.every(isLatitude) || !firsts.every(isLongitude)) return undefined
  const swapped = seconds.map((latitude, i) => `${latitude} ${firsts[i]}`)
  return { text: swapped.join(' '), rule: 'positions-swapped' }
}

/** The centre of a schema.org circle, "lat lon radius", the radius in metres; undefined when it is none on Earth. */
export const readCircle = (
  text: string,
): { readonly latitude: string; readonly longitude: string; readonly radius: string } | undefined => {
  const [latitude = '', longitude = '', radius = '', ...more] = numbersIn(text)
  if (radius === '' || more.length > 0 || !isLatitude(latitude) || !isLongitude(longitude)) return undefined
  return { latitude, longitude, radius }
}

const TYPE = '(MULTI)?(POINT|LINESTRING|POLYGON)'
const WKT = new RegExp(
  `^(\\s*<[^>]*>)?\\s*((?:SRID=|EPSG:)\\s*4326\\s*[;:,]?)?\\s*${TYPE}\\s*(ZM|Z|M)?\\s*(.+?)\\s*;?\\s*$`,
  'is',
)
// Numbers, blanks, commas, balanced or missing brackets: anything else is no geometry.
const BODY = /^[-+\d.eE\s,()]+$/
const DEPTH: Readonly<Record<string, number>> = { POINT: 1, LINESTRING: 1, POLYGON: 2 }

/** Whether a text may be well-known text of a geometry. */
export const looksLikeWkt = (text: string): boolean => text.length <= MAX_LENGTH && WKT.test(text)

/**
 * Well-known text without heights and measures, without the prefix of a database (4326 there means longitude latitude),
 * with the brackets and closed rings that it must have, and longitude first when only that is on Earth. Undefined when
 * there is nothing to do or no way to do it.
 */
export const readWkt = (text: string): ReadShape | undefined => {
  const match = text.length <= MAX_LENGTH ? WKT.exec(text) : null
  const [, crs = '', prefix = '', multi = '', type = '', , body = ''] = match ?? []
  if (!match || !BODY.test(body)) return undefined
  const kind = type.toUpperCase()
  const depth = (DEPTH[kind] ?? 1) + (multi === '' ? 0 : 1)
  const rings = ringsOf(body, kind, depth)
  if (!rings) return undefined
  const isAxisChecked =
    crs === '' && rings.flat().some(([x, y]) => !isLatitude(y ?? '') && isLatitude(x ?? ''))
  const isSwapped =
    isAxisChecked && rings.flat().every(([x, y]) => isLatitude(x ?? '') && isLongitude(y ?? ''))
  const written = rings.map(ring => {
    const positions = ring.map(([x = '', y = '']) => (isSwapped ? `${y} ${x}` : `${x} ${y}`))
    if (kind === 'POLYGON' && positions[0] !== positions.at(-1)) positions.push(positions[0] ?? '')
    return positions.join(',')
  })
  if (kind === 'POLYGON' && written.some(ring => ring.split(',').length < 4)) return undefined
  const tidy = `${multi}${type}`.toUpperCase() + bracketed(written, body, kind, depth)
  if (same(tidy, text.slice(crs.length).replace(prefix.startsWith('SRID=4326;') ? prefix : '', '')))
    return undefined
  return { text: crs + tidy, rule: isSwapped ? 'positions-swapped' : 'wkt-tidied' }
}

const same = (a: string, b: string): boolean => {
  const bare = (text: string) =>
    text
      .replace(/\s*([(),])\s*/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
      .toUpperCase()
  return bare(a) === bare(b)
}

/** The rings (or lines, or points) of a geometry, each a list of positions. */
const ringsOf = (body: string, kind: string, depth: number): string[][][] | undefined => {
  const parts =
    kind === 'POINT'
      ? [body.replace(/[()]/g, ' ')]
      : body.split(/\)\s*,\s*\(/).map(part => part.replace(/[()]/g, ' '))
  const rings = parts.map(part => positionsOf(part, kind === 'POINT' && depth === 1))
  return rings.every(ring => ring !== undefined && ring.length > 0) ? (rings as string[][][]) : undefined
}

const positionsOf = (text: string, isPoint: boolean): string[][] | undefined => {
  // POINT(10, 50): one position has no need of a comma.
  const positions = (isPoint ? [text.replaceAll(',', ' ')] : text.split(',')).map(position =>
    position.trim().split(/\s+/),
  )
  const isSound = positions.every(
    position =>
      position.length >= 2 && position.length <= 4 && position.every(one => /^[-+]?\d+(?:\.\d*)?$/.test(one)),
  )
  return isSound ? positions : undefined
}

/** The rings in the brackets of their kind; of a MULTIPOLYGON, which rings are holes is told by the brackets that were there. */
const bracketed = (rings: readonly string[], body: string, kind: string, depth: number): string => {
  if (kind === 'POINT' && depth > 1 && body.includes('(', 1))
    return `(${rings
      .flatMap(ring => ring.split(','))
      .map(point => `(${point})`)
      .join(',')})`
  if (depth === 1 || kind === 'POINT') return `(${rings.join(',')})`
  if (depth === 2) return `(${rings.map(ring => `(${ring})`).join(',')})`
  const separators = body.match(/\)\s*\)?\s*,\s*\(?\s*\(/g) ?? []
  const parts = rings.map((ring, i) => {
    const isNewPolygon = /\)\s*\)/.test(separators[i] ?? '')
    return `(${ring})${i < rings.length - 1 ? (isNewPolygon ? '),(' : ',') : ''}`
  })
  return `((${parts.join('')}))`
}
