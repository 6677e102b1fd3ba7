/** Every sample that a search finds, in its order, read from one state of the catalogue: what exports are made of. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { condition } from './filters.ts'
import type { Filters, Resolved, Sort } from './query.ts'
import { ORDERS } from './sorting.ts'

/** What to read. */
export interface ScanRequest extends Filters {
  readonly sort: Sort
  /** Whether the records that describe each sample are named. */
  readonly records: boolean
}

/** One version of a record: `seq` is the change of the archive that made it. */
export interface RecordVersion {
  readonly url: string
  readonly seq: number
}

/** One sample: the item of the API as JSON text, and the records that describe it, when they were asked for. */
export interface ScannedSample {
  readonly json: string
  /** Middle of what it covers, longitude and latitude; absent when nobody says where it is from. */
  readonly centre?: readonly [number, number]
  readonly records: readonly RecordVersion[]
}

/** What a scan found. `batches` are read as they are asked for; they can be gone through once. */
export interface Scan {
  readonly generation: number
  readonly total: number
  readonly batches: AsyncIterable<readonly ScannedSample[]>
}

const statement = (request: Resolved<ScanRequest>, of: Bindings): string => {
  const { value, descending } = ORDERS[request.sort]
  const place = value(request.q ?? '', of)
  const order = `ORDER BY ${place} ${descending ? 'DESC' : 'ASC'}, s.iri`
  if (!request.records)
    return `SELECT s.item, s.lon, s.lat FROM sample s WHERE ${condition(request, of)} ${order}`
  // Part of the one statement: another one on the same connection would end this one's stream.
  return `SELECT s.item, s.lon, s.lat, d.records FROM sample s JOIN (
      SELECT sample, to_json(list_sort(list(DISTINCT {'url': record.url, 'seq': record.seq})))::VARCHAR AS records
      FROM description JOIN record ON record.url = description.record GROUP BY sample
    ) d ON d.sample = s.iri WHERE ${condition(request, of)} ${order}`
}

async function* batchesOf(
  connection: DuckDBConnection,
  request: Resolved<ScanRequest>,
): AsyncGenerator<readonly ScannedSample[]> {
  const of = new Bindings()
  const result = await connection.stream(statement(request, of), of.values, of.types)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    const columns = chunk.getColumns()
    const [items, lon, lat, records] = columns as [string[], (number | null)[], (number | null)[], string[]?]
    yield items.map((json, row) => {
      const [x, y] = [lon[row], lat[row]]
      return {
        json,
        ...(typeof x === 'number' && typeof y === 'number' && { centre: [x, y] as const }),
        records: JSON.parse(records?.[row] ?? '[]') as RecordVersion[],
      }
    })
  }
}

/**
 * Counts and then streams the samples within the caller's transaction: sorting is done by the database, on disk when it
 * is more than its memory, so that no more than a batch of some thousand samples is held here.
 */
export const scanSamples = async (
  connection: DuckDBConnection,
  request: Resolved<ScanRequest>,
  generation: number,
): Promise<Scan> => {
  const of = new Bindings()
  const count = `SELECT count(*) AS n FROM sample s WHERE ${condition(request, of)}`
  const [counted] = await rows<{ n: bigint }>(connection, count, of)
  return { generation, total: Number(counted?.n ?? 0), batches: batchesOf(connection, request) }
}
