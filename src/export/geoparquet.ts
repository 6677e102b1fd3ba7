/** GeoParquet 1.1: written by DuckDB from rows in a scratch file, because a Parquet file can only be made in row groups. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Geometry } from '../catalogue/geometry.ts'
import { cutAtAntimeridian } from './antimeridian.ts'
import { COLUMNS, columnsNamed } from './columns.ts'
import { type Extent, extentOf, joined } from './extent.ts'
import { writeFileFrom } from './file-digest.ts'
import type { Batches, ExportContext, ExportFormat, ExportRow } from './format.ts'
import { type Geometries, geoMetadata } from './geoparquet-metadata.ts'
import { wkbOf } from './wkb.ts'

const TYPES = { text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', list: 'VARCHAR[]' } as const

// Fixed names; a sample's geometry has its own column.
const NAMES = Object.keys(COLUMNS).filter(name => name !== 'wkt')

/** Longest line of the scratch file, in bytes; items are at most a few megabytes. */
const LONGEST_LINE = 64 * 1024 * 1024

interface Seen {
  readonly types: Set<Geometry['type']>
  extent: Extent | undefined
}

const lineOf = (row: ExportRow, context: ExportContext, seen: Seen): string => {
  const cells = columnsNamed(NAMES).map(([name, { value }]) => [name, value(row, context) ?? null])
  const geometry = row.item.geometry && cutAtAntimeridian(row.item.geometry)
  const extent = geometry && extentOf(geometry)
  if (!geometry || !extent) return `${JSON.stringify(Object.fromEntries(cells))}\n`
  seen.types.add(geometry.type)
  seen.extent = joined(seen.extent, extent)
  const [xmin, ymin, xmax, ymax] = extent
  const place = { bbox: { xmin, ymin, xmax, ymax }, geometry: wkbOf(geometry).toString('hex') }
  return `${JSON.stringify({ ...Object.fromEntries(cells), ...place })}\n`
}

async function* lines(batches: Batches, context: ExportContext, seen: Seen): AsyncGenerator<Uint8Array> {
  for await (const rows of batches) yield Buffer.from(rows.map(row => lineOf(row, context, seen)).join(''))
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const copyStatement = (from: string, to: string, geometries: Geometries): string => {
  const columns = NAMES.map(name => `${name}: '${TYPES[COLUMNS[name]?.kind ?? 'text']}'`)
  const bbox = "bbox: 'STRUCT(xmin DOUBLE, ymin DOUBLE, xmax DOUBLE, ymax DOUBLE)'"
  return `COPY (SELECT ${NAMES.join(', ')}, bbox, unhex(geometry)::BLOB AS geometry
    FROM read_json(${literal(from)}, format = 'newline_delimited', maximum_object_size = ${LONGEST_LINE},
      columns = {${columns.join(', ')}, ${bbox}, geometry: 'VARCHAR'}))
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480,
      KV_METADATA {geo: ${literal(geoMetadata(geometries))}})`
}

/** Runs one statement in a database of its own that can open no file outside the folder. One thread, so that equal rows make equal bytes. */
const runWithin = async (folder: string, statement: string): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '512MB',
    threads: '1',
  })
  try {
    const connection = await instance.connect()
    await connection.run(`SET temp_directory = ${literal(folder)}`)
    await connection.run(`SET allowed_directories = [${literal(`${folder}/`)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run(statement)
    connection.closeSync()
  } finally {
    instance.closeSync()
  }
}

async function* write(batches: Batches, context: ExportContext): AsyncGenerator<Uint8Array> {
  const [from, to] = [join(context.scratch, 'rows.jsonl'), join(context.scratch, 'samples.parquet')]
  const seen: Seen = { types: new Set(), extent: undefined }
  await writeFileFrom(lines(batches, context, seen), from)
  const { types, extent } = seen
  await runWithin(context.scratch, copyStatement(from, to, { types, ...(extent && { extent }) }))
  yield* createReadStream(to) as AsyncIterable<Buffer>
}

export const GEO_PARQUET: ExportFormat = {
  name: 'geoparquet',
  title: 'GeoParquet',
  mediaType: 'application/vnd.apache.parquet',
  extension: '.parquet',
  records: false,
  write,
}
