/** The samples that have a position in common with an area: points and what lies well inside in SQL, the rest exactly. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows, run } from './database.ts'
import type { Geometry } from './geometry.ts'
import { type Area, intersector, segmentsOf } from './intersects.ts'
import { inStretches } from './stretches.ts'

const edgesOf = (area: Area, of: Bindings): string => {
  const edges = area.flatMap((rings, part) => segmentsOf(rings, true).map(segment => [part, ...segment]))
  const column = (at: number) => `unnest(${of.numbers(edges.map(edge => edge[at] ?? 0))})`
  return `SELECT *, least(x1, x2) AS leftmost, greatest(x1, x2) AS rightmost, least(y1, y2) AS lowest, greatest(y1, y2) AS highest
    FROM (SELECT ${column(0)} AS part, ${column(1)} AS x1, ${column(2)} AS y1, ${column(3)} AS x2, ${column(4)} AS y2)`
}

/**
 * Per sample, turn of the globe and polygon: whether the south-west corner of its box is inside (`odd`: a ray to the east
 * crosses an odd number of edges) and whether an edge touches the box (`touched`). A box that is not touched is inside or
 * outside as a whole; a point is a box without extent.
 */
const relations = (area: Area, of: Bindings): string => {
  const positions = area.flat(2)
  const [west, east] = [0, 0].map((_, end) => {
    const eastings = positions.map(([lon]) => lon)
    return end === 0 ? Math.min(...eastings) : Math.max(...eastings)
  }) as [number, number]
  const latitudes = positions.map(([, lat]) => lat)
  const [low, high] = [of.number(Math.min(...latitudes)), of.number(Math.max(...latitudes))]
  // Boxes across the antimeridian reach beyond 180; areas may be drawn beyond it on either side.
  const turns = [0, -360, ...(east >= 180 ? [360] : []), ...(west < -180 ? [-720] : [])]
  return `SELECT key, point, count(*) FILTER (
        (y1 > south) <> (y2 > south) AND west < (x2 - x1) * (south - y1) / (y2 - y1) + x1) % 2 = 1 AS odd,
      bool_or(leftmost <= east
        AND least((x2 - x1) * (south - y1), (x2 - x1) * (north - y1)) <= greatest((y2 - y1) * (west - x1), (y2 - y1) * (east - x1))
        AND greatest((x2 - x1) * (south - y1), (x2 - x1) * (north - y1)) >= least((y2 - y1) * (west - x1), (y2 - y1) * (east - x1))
      ) AS touched
    FROM (SELECT p.key, p.west = p.east AND p.south = p.north AS point, p.south, p.north, t.turn, p.west + t.turn AS west,
        CASE WHEN p.west <= p.east THEN p.east ELSE p.east + 360 END + t.turn AS east
      FROM sample p, (SELECT unnest([${turns.join(', ')}]) AS turn) t
      WHERE p.south <= ${high} AND p.north >= ${low}) b
    JOIN (${edgesOf(area, of)}) e ON e.lowest <= b.north AND e.highest >= b.south AND e.rightmost >= b.west
    WHERE b.west <= ${of.number(east)} AND b.east >= ${of.number(west)}
    GROUP BY key, point, turn, part`
}

/** The keys of samples that are no points, lie across an edge of the area by their boxes, and do intersect it. */
const samplesAcross = async (connection: DuckDBConnection, area: Area): Promise<number[]> => {
  const found = await rows<{ key: number; geometry: string | null }>(
    connection,
    `SELECT s.key, s.item->>'$.geometry' AS geometry FROM sample s
     WHERE s.key IN (SELECT key FROM related WHERE touched AND NOT point)`,
  )
  const intersects = intersector(area)
  const keys: number[] = []
  const turn = inStretches()
  for (const { key, geometry } of found) {
    await turn()
    if (geometry !== null && intersects(JSON.parse(geometry) as Geometry)) keys.push(key)
  }
  return keys
}

/** The samples that `matchArea` found, of a query over `sample`, aliased `s`. */
export const IN_AREA = 's.key IN (SELECT key FROM inside)'

/** Puts the keys of the samples that have a position in common with the area into the temporary table `inside` of the connection. */
export const matchArea = async (connection: DuckDBConnection, area: Area): Promise<void> => {
  const of = new Bindings()
  await run(connection, `CREATE OR REPLACE TEMP TABLE related AS ${relations(area, of)}`, of)
  const across = new Bindings()
  const keys = await samplesAcross(connection, area)
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE inside AS
     SELECT DISTINCT key FROM related WHERE odd AND NOT touched OR point AND (odd OR touched)
     UNION SELECT key FROM sample WHERE key IN ${across.integers(keys)}`,
    across,
  )
  await run(connection, 'DROP TABLE temp.related')
}
