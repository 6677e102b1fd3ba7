/** Well-known text (OGC 06-103r4, section 7) as GeoJSON geometries, for the map. */

const TYPES = {
  POINT: 'Point',
  MULTIPOINT: 'MultiPoint',
  LINESTRING: 'LineString',
  MULTILINESTRING: 'MultiLineString',
  POLYGON: 'Polygon',
  MULTIPOLYGON: 'MultiPolygon',
}

/** CRS84 when none is named; other reference systems are not drawn, for their axes may be others. */
const CRS84 = /^<http:\/\/www\.opengis\.net\/def\/crs\/OGC\/1\.3\/CRS84>$/

const position = text => {
  const [lon, lat] = text.trim().split(/\s+/).map(Number)
  const fits = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 360 && Math.abs(lat) <= 90
  return fits ? [lon, lat] : undefined
}

/** Nested lists of positions: `((1 2, 3 4))` becomes `[[[1,2],[3,4]]]`; undefined when it is not well formed. */
const nested = text => {
  const json = text
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replace(/[^[\],]+/g, part => {
      if (part.trim() === '') return ''
      const place = position(part)
      return place ? JSON.stringify(place) : '!'
    })
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const coordinatesOf = (type, found) => {
  if (type === 'Point') return found.length === 1 ? found[0] : undefined
  // `MULTIPOINT ((1 2), (3 4))` and `MULTIPOINT (1 2, 3 4)` are both in use.
  if (type === 'MultiPoint') return found.map(each => (Array.isArray(each[0]) ? each[0] : each))
  return found
}

/** The geometry of a WKT literal; undefined when it is empty, of another reference system or no WKT. */
export const geometryOf = text => {
  const [, crs, word = '', rest] = /^\s*(<[^>]*>)?\s*([A-Z]+)(?:\s+Z?M?)?\s*(\(.*\))\s*$/is.exec(text) ?? []
  const type = TYPES[word.toUpperCase()]
  if (!type || (crs && !CRS84.test(crs))) return undefined
  const found = nested(rest)
  const coordinates = found && coordinatesOf(type, found)
  return coordinates?.length > 0 ? { type, coordinates } : undefined
}
