/** Reads what each record says of a sample, so that no source can take the room of the others. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Told } from './assertions.ts'
import { Bindings, rows } from './database.ts'
import type { Facts } from './facts.ts'

/** Records read of one sample: more than these nobody compares. */
const MAX_RECORDS = 200
/** Characters that all of them may say together, unless there is only one. */
const MAX_LENGTH = 20_000_000

/** The accepted records' descriptions of a sample, in the order of their URLs; of too many, sources take turns. */
export const toldOf = async (connection: DuckDBConnection, iri: string): Promise<Told[]> => {
  const of = new Bindings()
  const found = await rows<{ record: string; source: string; at: string; facts: string }>(
    connection,
    `WITH turns AS (SELECT record, facts, source, length(facts) AS said, row_number() OVER (PARTITION BY source ORDER BY record) AS turn
       FROM description WHERE sample = ${of.text(iri)}),
     told AS (SELECT *, sum(said) OVER (ORDER BY turn, said, record) AS filled, row_number() OVER (ORDER BY turn, said, record) AS place
       FROM turns QUALIFY place <= ${MAX_RECORDS} AND (filled <= ${MAX_LENGTH} OR place = 1))
     SELECT t.record, t.source, r.fetched AS at, t.facts FROM told t JOIN record r ON r.url = t.record ORDER BY t.record`,
    of,
  )
  return found.map(({ facts, ...asserter }) => ({ ...asserter, facts: JSON.parse(facts) as Facts }))
}
