/** The file metadata `geo` of GeoParquet 1.1. */
import type { Geometry } from '../catalogue/geometry.ts'
import type { Extent } from './extent.ts'

/** CRS84 as PROJJSON: longitude before latitude on the WGS 84 ellipsoid. */
const CRS84 = {
  type: 'GeographicCRS',
  name: 'WGS 84 (CRS84)',
  datum: {
    type: 'GeodeticReferenceFrame',
    name: 'World Geodetic System 1984',
    ellipsoid: { name: 'WGS 84', semi_major_axis: 6378137, inverse_flattening: 298.257223563 },
  },
  coordinate_system: {
    subtype: 'ellipsoidal',
    axis: [
      { name: 'Geodetic longitude', abbreviation: 'Lon', direction: 'east', unit: 'degree' },
      { name: 'Geodetic latitude', abbreviation: 'Lat', direction: 'north', unit: 'degree' },
    ],
  },
  id: { authority: 'OGC', code: 'CRS84' },
}

/** What the geometries of a file have in common. */
export interface Geometries {
  readonly types: ReadonlySet<Geometry['type']>
  readonly extent?: Extent
}

/** The metadata as JSON; `geometry` is the column of geometries and `bbox` the one of their extents. */
export const geoMetadata = ({ types, extent }: Geometries): string => {
  const side = (name: string) => ['bbox', name]
  const geometry = {
    encoding: 'WKB',
    geometry_types: [...types].sort(),
    crs: CRS84,
    edges: 'planar',
    ...(extent && { bbox: extent }),
    covering: { bbox: { xmin: side('xmin'), ymin: side('ymin'), xmax: side('xmax'), ymax: side('ymax') } },
  }
  return JSON.stringify({ version: '1.1.0', primary_column: 'geometry', columns: { geometry } })
}
