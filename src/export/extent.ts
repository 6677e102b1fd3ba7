/** How far geometries reach, as coordinates: the least and the greatest of them. */
import type { Geometry } from '../catalogue/geometry.ts'

/** Least longitude and latitude, greatest longitude and latitude. */
export type Extent = readonly [number, number, number, number]

interface Nested extends ReadonlyArray<number | Nested> {}

const over = (value: Nested, extent: Extent | undefined): Extent | undefined => {
  const [x, y] = value
  if (typeof x === 'number' && typeof y === 'number') return joined(extent, [x, y, x, y])
  return (value as readonly Nested[]).reduce((all: Extent | undefined, each) => over(each, all), extent)
}

/** Both extents as one. */
export const joined = (a: Extent | undefined, b: Extent): Extent =>
  a === undefined
    ? b
    : [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]

/** The extent of a geometry; undefined for one without positions. */
export const extentOf = (geometry: Geometry): Extent | undefined =>
  geometry.type === 'GeometryCollection'
    ? geometry.geometries.reduce((all: Extent | undefined, each) => {
        const next = extentOf(each)
        return next ? joined(all, next) : all
      }, undefined)
    : over(geometry.coordinates, undefined)
