/** How many samples there are, found or not. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from './database.ts'

/** Counts all samples of the generation that the connection reads. */
export const countSamples = async (connection: DuckDBConnection): Promise<number> => {
  const [counted] = await rows<{ n: bigint }>(connection, 'SELECT count(*) AS n FROM sample')
  return Number(counted?.n ?? 0)
}
