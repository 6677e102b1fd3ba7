/** Every sample that a search finds, in its order, read from one state of the catalogue: what exports are made of. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { condition } from './filters.ts'
import type { Filters, Resolved, Sort } from './query.ts'
import { ORDERS } from './search.ts'

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
  if (!request.records) return `SELECT s.item FROM sample s WHERE ${condition(request, of)} ${order}`
  // Part of the one statement: another one on the same connection would end this one's stream.
  return `SELECT s.item, d.records FROM sample s JOIN (
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
    const items = chunk.getColumnValues(0) as string[]
    const records = request.records ? (chunk.getColumnValues(1) as string[]) : []
    yield items.map((json, index) => ({
      json,
      records: JSON.parse(records[index] ?? '[]') as RecordVersion[],
    }))
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
