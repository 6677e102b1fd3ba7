/** Located samples on a grid, for maps of any zoom, as GeoJSON. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { condition } from './filters.ts'
import type { Resolved } from './query.ts'

/** One cell of the grid: the mean place of its samples; a single sample is named. */
export interface Cluster {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] }
  readonly properties: {
    readonly count: number
    /** West, south, east, north of the samples' places. */
    readonly bbox: readonly [number, number, number, number]
    readonly id?: string
    readonly name?: string
  }
}

/** A GeoJSON feature collection; `located` samples have a place, `truncated` says that the emptiest cells were left out. */
export interface Clusters {
  readonly type: 'FeatureCollection'
  readonly features: readonly Cluster[]
  readonly generation: number
  readonly located: number
  readonly truncated: boolean
}

/** Zoom levels of web maps; beyond 18 no map goes. */
export const MAX_ZOOM = 18
const MAX_CELLS = 5_000

/** Width and height of a cell in degrees: a quarter of a web map tile of that zoom. */
export const cellSize = (zoom: number): number => 90 / 2 ** zoom

interface Row {
  readonly count: bigint
  readonly lon: number
  readonly lat: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly id: string | null
  readonly name: string | null
  readonly located: bigint
}

/** Groups the samples that match by cells of the grid of `zoom`, fullest cells first. */
export const clusterSamples = async (
  connection: DuckDBConnection,
  filters: Resolved,
  zoom: number,
  generation: number,
): Promise<Clusters> => {
  const of = new Bindings()
  const size = of.number(cellSize(zoom))
  // Sums of whole microdegrees: sums of doubles would depend on how the work is split among threads.
  const mean = (column: string) => `sum(round(${column} * 1e6)::BIGINT)::DOUBLE / count(*) / 1e6`
  const found = await rows<Row>(
    connection,
    // Texts are fetched of the few cells that are shown, and only where a sample is alone.
    `WITH cell AS (
       SELECT floor(s.lon / ${size}) AS x, floor(s.lat / ${size}) AS y, count(*) AS count, ${mean('s.lon')} AS lon, ${mean('s.lat')} AS lat,
         min(s.lon) AS west, min(s.lat) AS south, max(s.lon) AS east, max(s.lat) AS north, min(s.key) AS key,
         sum(count(*)) OVER ()::BIGINT AS located
       FROM sample s WHERE s.lon IS NOT NULL AND ${condition(filters, of)}
       GROUP BY x, y ORDER BY count DESC, x, y LIMIT ${MAX_CELLS + 1})
     SELECT cell.*, s.iri AS id, coalesce(s.name, s.identifier) AS name
     FROM cell LEFT JOIN sample s ON s.key = CASE WHEN cell.count = 1 THEN cell.key END ORDER BY count DESC, x, y`,
    of,
  )
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const features = found.slice(0, MAX_CELLS).map(
    ({ count, lon, lat, west, south, east, north, id, name }): Cluster => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [round(lon), round(lat)] },
      properties: {
        count: Number(count),
        bbox: [west, south, east, north],
        ...(id !== null && { id, ...(name !== null && { name }) }),
      },
    }),
  )
  const located = Number(found[0]?.located ?? 0)
  return { type: 'FeatureCollection', features, generation, located, truncated: found.length > MAX_CELLS }
}
