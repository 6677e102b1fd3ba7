/** Reads what each record says of a sample. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Told } from './assertions.ts'
import { Bindings, rows } from './database.ts'
import type { Facts } from './facts.ts'

/** Records read of one sample: more than these nobody compares. */
const MAX_RECORDS = 200

/** The accepted records' descriptions of a sample, in the order of their URLs. */
export const toldOf = async (connection: DuckDBConnection, iri: string): Promise<Told[]> => {
  const of = new Bindings()
  const found = await rows<{ record: string; source: string; at: string; facts: string }>(
    connection,
    `SELECT d.record, d.source, r.fetched AS at, d.facts FROM description d JOIN record r ON r.url = d.record
     WHERE d.sample = ${of.text(iri)} ORDER BY d.record LIMIT ${MAX_RECORDS}`,
    of,
  )
  return found.map(({ facts, ...asserter }) => ({ ...asserter, facts: JSON.parse(facts) as Facts }))
}
