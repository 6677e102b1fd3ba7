/** geoLocations of DataCite 4: points, boxes and polygons in WGS 84, longitude first. */
import type { Geometry } from '../../catalogue/geometry.ts'

type Position = readonly [number, number]

/** One entry of `geoLocations`. */
export type GeoLocation = Readonly<Record<string, unknown>>

/** Entries given at most: a line may have thousands of positions. */
const MAX_LOCATIONS = 200
/** DataCite asks for no fewer than four points of a polygon, and no more than this are given. */
const MAX_POINTS = 1000

const point = ([lon, lat]: Position) => ({ pointLongitude: lon, pointLatitude: lat })

/** West, south, east, north of a ring that is a rectangle along the meridians. */
const boxOf = (ring: readonly Position[]): GeoLocation | undefined => {
  const lons = new Set(ring.map(([lon]) => lon))
  const lats = new Set(ring.map(([, lat]) => lat))
  const turns = ring.slice(1).every(([lon, lat], i) => lon === ring[i]?.[0] || lat === ring[i]?.[1])
  if (ring.length !== 5 || lons.size !== 2 || lats.size !== 2 || !turns) return undefined
  return {
    westBoundLongitude: Math.min(...lons),
    eastBoundLongitude: Math.max(...lons),
    southBoundLatitude: Math.min(...lats),
    northBoundLatitude: Math.max(...lats),
  }
}

const area = (ring: readonly Position[]): GeoLocation => {
  const box = boxOf(ring)
  if (box) return { geoLocationBox: box }
  return {
    geoLocationPolygon: ring.slice(0, MAX_POINTS).map(position => ({ polygonPoint: point(position) })),
  }
}

const locations = (geometry: Geometry): GeoLocation[] => {
  switch (geometry.type) {
    case 'Point':
      return [{ geoLocationPoint: point(geometry.coordinates) }]
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates.slice(0, MAX_LOCATIONS).map(each => ({ geoLocationPoint: point(each) }))
    case 'MultiLineString':
      return geometry.coordinates
        .flat()
        .slice(0, MAX_LOCATIONS)
        .map(each => ({ geoLocationPoint: point(each) }))
    // Holes cannot be said.
    case 'Polygon':
      return geometry.coordinates.slice(0, 1).map(area)
    case 'MultiPolygon':
      return geometry.coordinates.flatMap(rings => rings.slice(0, 1).map(area))
    case 'GeometryCollection':
      return geometry.geometries.flatMap(locations)
  }
}

/** The places of a thing: its geometry, the first entry with the place's name; empty when there is neither. */
export const geoLocations = (geometry: Geometry | undefined, place: string | undefined): GeoLocation[] => {
  const [first, ...others] = geometry ? locations(geometry).slice(0, MAX_LOCATIONS) : []
  if (place === undefined) return first ? [first, ...others] : []
  return [{ geoLocationPlace: place, ...first }, ...others]
}
