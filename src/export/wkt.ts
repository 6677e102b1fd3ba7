/** Geometries -> well-known text (OGC 06-103r4, section 7), longitude latitude. */
import type { Geometry } from '../catalogue/geometry.ts'

interface Nested extends ReadonlyArray<number | Nested> {}

const isPosition = (value: Nested): value is readonly number[] => typeof value[0] === 'number'

const inner = (value: Nested): string =>
  isPosition(value) ? value.join(' ') : value.map(each => member(each as Nested)).join(',')

// Positions stand bare in lists; lists stand in parentheses.
const member = (value: Nested): string => (isPosition(value) ? inner(value) : `(${inner(value)})`)

/** The text of a geometry, e.g. `POINT(10 50)`. */
export const wktOf = (geometry: Geometry): string =>
  geometry.type === 'GeometryCollection'
    ? `GEOMETRYCOLLECTION(${geometry.geometries.map(wktOf).join(',')})`
    : `${geometry.type.toUpperCase()}(${inner(geometry.coordinates)})`
