/** Places of DataCite records (Metadata Schema 4.6, property 18): names, points, boxes and polygons. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { node, type Statement, s } from './statements.ts'
import { objectIn, objectsIn, takeAny, takeText } from './taking.ts'

interface LatLon {
  readonly latitude: string
  readonly longitude: string
}

/** Takes latitude and longitude, if both are there. */
const takePoint = (object: JsonObject): LatLon | undefined => {
  const { pointLatitude, pointLongitude } = object
  if (
    [pointLatitude, pointLongitude].some(
      value => value === undefined || value === null || typeof value === 'object',
    )
  )
    return undefined
  const [latitude, longitude] = [takeText(object, 'pointLatitude'), takeText(object, 'pointLongitude')]
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}

/** The XML element allows "lat lon" in one text (kernel 2 and 3). */
const takeOldPoint = (item: JsonObject): LatLon | undefined => {
  if (typeof item.geoLocationPoint !== 'string') return undefined
  const [latitude, longitude, ...rest] = item.geoLocationPoint.trim().split(/[\s,]+/)
  if (latitude === undefined || longitude === undefined || rest.length > 0) return undefined
  takeAny(item, 'geoLocationPoint')
  return { latitude, longitude }
}

const EDGES = [
  'southBoundLatitude',
  'westBoundLongitude',
  'northBoundLatitude',
  'eastBoundLongitude',
] as const

/** A box as schema.org writes it: "south west north east". */
const takeBox = (item: JsonObject): string | undefined => {
  if (typeof item.geoLocationBox === 'string') {
    const box = item.geoLocationBox.trim()
    takeAny(item, 'geoLocationBox')
    return box
  }
  const box = objectIn(item, 'geoLocationBox')
  if (!box || EDGES.some(edge => box[edge] === undefined || box[edge] === null)) return undefined
  return EDGES.map(edge => takeText(box, edge)).join(' ')
}

/** Polygons come as a list of points, of lists of points, or as one object with a list (APIs of several years). */
const takePolygons = (value: JsonValue | undefined): string[] => {
  if (Array.isArray(value)) {
    if (value.some(Array.isArray)) return value.flatMap(takePolygons)
    const nested = value.filter(hasManyPoints)
    if (nested.length > 0) return nested.flatMap(takePolygons)
    return ring(value)
  }
  if (typeof value !== 'object' || value === null) return []
  const points = value.polygonPoint
  return Array.isArray(points) ? ring(points) : []
}

const hasManyPoints = (item: JsonValue): boolean =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && Array.isArray(item.polygonPoint)

const ring = (items: readonly JsonValue[]): string[] => {
  const points = items.flatMap(item => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
    const point = takePoint(objectIn(item, 'polygonPoint') ?? item)
    return point ? [`${point.latitude} ${point.longitude}`] : []
  })
  return points.length > 0 ? [points.join(' ')] : []
}

const place = (item: JsonObject): JsonObject | undefined => {
  const nested = objectIn(item, 'geoLocationPoint')
  const point = takeOldPoint(item) ?? (nested ? takePoint(nested) : undefined)
  const box = takeBox(item)
  const polygons = takePolygons(item.geoLocationPolygon)
  return node([s('Place')], undefined, [
    [s('name'), takeText(item, 'geoLocationPlace')],
    [
      s('geo'),
      point &&
        node([s('GeoCoordinates')], undefined, [
          [s('latitude'), point.latitude],
          [s('longitude'), point.longitude],
        ]),
      box === undefined ? undefined : node([s('GeoShape')], undefined, [[s('box'), box]]),
      ...polygons.map(polygon => node([s('GeoShape')], undefined, [[s('polygon'), polygon]])),
    ],
  ])
}

/** Statements about the places of a record's attributes. */
export const placeStatements = (attributes: JsonObject): Statement[] => [
  [s('spatialCoverage'), ...objectsIn(attributes, 'geoLocations', 'geoLocationPlace').map(place)],
]
