import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { cutAtAntimeridian } from '../../src/export/antimeridian.ts'
import { wkbOf } from '../../src/export/wkb.ts'
import { openHouse } from './export-house.ts'

const query = async (sql: string): Promise<Record<string, unknown>[]> => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  // As readers see it that know nothing of geometries.
  await connection.run('SET enable_geoparquet_conversion = false')
  const reader = await connection.runAndReadAll(sql)
  const rows = reader.getRowObjectsJson() as Record<string, unknown>[]
  connection.closeSync()
  instance.closeSync()
  return rows
}

const SKETCHES = [
  {
    iri: 'https://doi.org/10.60510/1',
    name: "Demo 'core'",
    materials: ['https://vocabulary.example/basalt', 'unmapped "rock"'],
    wkt: 'POINT(10 50)',
  },
  { iri: 'https://doi.org/10.60510/2', wkt: 'POLYGON((170 -20,190 -20,190 -10,170 -10,170 -20))' },
  { iri: 'https://doi.org/10.60510/3' },
]

describe('GeoParquet', () => {
  it('is read back by DuckDB: lists as lists, geometries as WKB, numbers as numbers', async () => {
    const house = await openHouse()
    await house.fill(SKETCHES)
    const { path } = await house.export('geoparquet')
    const rows = await query(
      `SELECT id, name, materials, longitude, bbox.xmin AS xmin, hex(geometry::BLOB) AS wkb FROM read_parquet('${path}') ORDER BY id`,
    )
    const { items } = await house.items()
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({
      id: 'https://doi.org/10.60510/1',
      name: "Demo 'core'",
      materials: ['Basalt', 'unmapped "rock"'],
      longitude: 10,
      xmin: 10,
    })
    expect(rows.map(({ wkb }) => wkb)).toEqual(
      items.map(({ geometry }) =>
        geometry ? wkbOf(cutAtAntimeridian(geometry)).toString('hex').toUpperCase() : null,
      ),
    )
    expect(rows[0]?.wkb).toBe('0101000000000000000000244000000000000049 40'.replace(' ', ''))
  })

  it('says in its metadata what GeoParquet 1.1 asks for', async () => {
    const house = await openHouse()
    await house.fill(SKETCHES)
    const { path } = await house.export('geoparquet')
    const [row] = await query(
      `SELECT decode(value) AS geo FROM parquet_kv_metadata('${path}') WHERE decode(key) = 'geo'`,
    )
    expect(JSON.parse(String(row?.geo))).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: {
        geometry: {
          encoding: 'WKB',
          geometry_types: ['MultiPolygon', 'Point'],
          bbox: [-180, -20, 180, 50],
          crs: { id: { authority: 'OGC', code: 'CRS84' } },
          covering: { bbox: { xmin: ['bbox', 'xmin'] } },
        },
      },
    })
  })

  it('can be made of nothing', async () => {
    const house = await openHouse()
    const { path } = await house.export('geoparquet')
    expect(await query(`SELECT count(*)::INTEGER AS n FROM read_parquet('${path}')`)).toEqual([{ n: 0 }])
  })
})
