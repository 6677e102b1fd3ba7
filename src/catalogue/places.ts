/**
 * Orders of texts made cheap: texts that part the samples into runs of equal length are kept, and every sample has the number
 * of its run. Sorting compares small numbers; only samples of the same run are compared by their texts.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows, run } from './database.ts'

/** The orders: column of the text, column of the run. */
export const PLACES = {
  iri: { code: 1, text: 'iri', place: 'iri_place' },
  identifier: { code: 2, text: 'identifier_key', place: 'identifier_place' },
  name: { code: 3, text: 'name_key', place: 'name_place' },
} as const
export type PlaceName = keyof typeof PLACES

/** Samples per run, and the most runs: sums with a place must fit beside a day or a score. */
const RUN_LENGTH = 16
export const MOST_PLACES = 65_536

/** The run a text belongs to: the number of the last splitter that does not come after it; 0 before all. */
export const placeOf = async (
  connection: DuckDBConnection,
  name: PlaceName,
  text: string,
): Promise<number> => {
  const of = new Bindings()
  const [found] = await rows<{ place: number | null }>(
    connection,
    `SELECT max(place) AS place FROM splitter WHERE sort = ${PLACES[name].code} AND text <= ${of.text(text)}`,
    of,
  )
  return found?.place ?? 0
}

const NAMES = Object.keys(PLACES) as PlaceName[]

/** Gives the samples with these keys, or all, their runs. */
export const placeSamples = async (connection: DuckDBConnection, keys?: readonly number[]): Promise<void> => {
  for (const name of NAMES) {
    const { code, text, place } = PLACES[name]
    const of = new Bindings()
    const among = keys ? `AND key IN ${of.integers(keys)}` : ''
    // In the order of the texts every sample comes after the splitters that do not lie behind it.
    await run(
      connection,
      `UPDATE sample SET ${place} = p.place FROM (
         SELECT key, last_value(place IGNORE NULLS) OVER (ORDER BY text, place NULLS LAST ROWS UNBOUNDED PRECEDING) AS place
         FROM (SELECT key, ${text} AS text, NULL AS place FROM sample WHERE ${text} IS NOT NULL ${among}
           UNION ALL SELECT NULL, text, place FROM splitter WHERE sort = ${code})) p
       WHERE p.key = sample.key AND p.place IS DISTINCT FROM sample.${place} AND p.place IS NOT NULL`,
      of,
    )
  }
}

/** Chooses the splitters anew from the samples there are, and gives every sample its run. */
export const splitSamples = async (connection: DuckDBConnection): Promise<void> => {
  await run(connection, 'DELETE FROM splitter')
  for (const name of NAMES) {
    const { code, text } = PLACES[name]
    await run(
      connection,
      `INSERT INTO splitter SELECT ${code}, row_number() OVER (ORDER BY text), text FROM (
         SELECT DISTINCT ${text} AS text FROM (
           SELECT ${text}, row_number() OVER (ORDER BY ${text}) AS n, count(*) OVER () AS total FROM sample WHERE ${text} IS NOT NULL)
         WHERE n % greatest(${RUN_LENGTH}, ceil(total / ${MOST_PLACES - 1}))::BIGINT = 0)`,
    )
  }
  await placeSamples(connection)
}

/** Whether the samples have become so many that runs are long. */
export const needsSplitting = async (connection: DuckDBConnection): Promise<boolean> => {
  const [found] = await rows<{ samples: bigint; runs: bigint }>(
    connection,
    `SELECT (SELECT count(*) FROM sample) AS samples, (SELECT count(*) FROM splitter WHERE sort = ${PLACES.iri.code}) AS runs`,
  )
  const runs = Number(found?.runs ?? 0)
  return runs < MOST_PLACES / 4 && Number(found?.samples ?? 0) > 64 * (runs + RUN_LENGTH)
}
