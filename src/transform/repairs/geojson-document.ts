/** GeoJSON inside schema.org: `"geo": { "type": "Point", "coordinates": [10, 50] }`. */
import type { JsonValue } from '../../model/json-ld-document.ts'
import { geo } from '../../rdf/namespaces.ts'
import { geoJsonToWkt } from './geojson.ts'
import { type DocumentRule, quoted } from './rule.ts'

const AS_WKT = geo('asWKT').value

/** The type in `type` or `@type`, alone or among others. */
const typesOf = (value: JsonValue | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')

/**
 * Under a context other than GeoJSON's a list of coordinates is a set of numbers, without order and without repetition:
 * [10, 10] becomes one number. The geometry is therefore added as well-known text, beside what was given.
 */
export const geoJsonKept: DocumentRule = {
  name: 'geojson-kept',
  concerns: key => key === 'coordinates',
  apply: (object, { within }) => {
    const { coordinates } = object
    if (!Array.isArray(coordinates) || AS_WKT in object || within().isGeoJson) return undefined
    for (const type of [...typesOf(object.type), ...typesOf(object['@type'])]) {
      const wkt = geoJsonToWkt(type.replace(/^.*[:/#]/, ''), coordinates)
      if (wkt === undefined) continue
      const detail = `coordinates of the GeoJSON ${type} are kept in order as ${quoted(wkt)}`
      return { object: { ...object, [AS_WKT]: wkt }, details: [detail] }
    }
    return undefined
  },
}
