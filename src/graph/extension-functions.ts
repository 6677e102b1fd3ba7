/** GeoSPARQL functions of the embedded engine (Oxigraph 0.5), all on CRS84 geometries; a test runs each of them. */

import { PREFIXES } from '../rdf/namespaces.ts'

const RELATIONS = {
  sf: ['Equals', 'Disjoint', 'Intersects', 'Touches', 'Crosses', 'Within', 'Contains', 'Overlaps'],
  eh: ['Equals', 'Disjoint', 'Meet', 'Overlap', 'Covers', 'CoveredBy', 'Inside', 'Contains'],
  rcc8: ['eq', 'dc', 'ec', 'po', 'tppi', 'tpp', 'ntpp', 'ntppi'],
}

/** What a function takes, in words of the service description, by local name. */
export const GEO_FUNCTIONS: Readonly<Record<string, string>> = {
  distance: 'Distance of two points (other geometries give no value), in the unit of the third argument',
  length: 'Length of a line, in the unit of the second argument',
  perimeter: 'Perimeter of a polygon, in the unit of the second argument',
  envelope: 'Smallest rectangle around a geometry',
  convexHull: 'Convex hull of a geometry',
  centroid: 'Centre of a geometry',
  intersection: 'What two polygons share',
  union: 'Two polygons as one geometry',
  difference: 'What the first polygon has beyond the second',
  symDifference: 'What only one of two polygons has',
  relate: 'Whether two geometries relate as a DE-9IM pattern says',
  getSRID: 'Coordinate reference system of a geometry',
  asGeoJSON: 'A geometry as GeoJSON',
  dimension: 'Dimension of a geometry: 0, 1 or 2',
  coordinateDimension: 'Number of coordinates of a position',
  spatialDimension: 'Number of spatial coordinates of a position',
  isEmpty: 'Whether a geometry is empty',
  isSimple: 'Whether a geometry is simple',
  ...Object.fromEntries(
    Object.entries(RELATIONS).flatMap(([family, names]) =>
      names.map(name => [`${family}${name}`, 'Whether two geometries stand in this relation']),
    ),
  ),
}

/** IRIs of the functions. */
export const EMBEDDED_FUNCTIONS: readonly string[] = Object.keys(GEO_FUNCTIONS).map(
  name => `${PREFIXES.geof}${name}`,
)
