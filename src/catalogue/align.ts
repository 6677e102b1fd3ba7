/** Keeps the classes of identical entities in step with what records assert; the caller gives the transaction. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { append, Bindings, rows, run } from './database.ts'
import { type EntityKind, facetOfCode } from './facet-table.ts'
import { classesOf, type SameAs } from './sameness.ts'

interface Pair extends SameAs {
  readonly facet: number
}

// Everything that the identifiers in `realigned` are linked with, in any number of steps, in either direction.
const REACHED = `WITH RECURSIVE edge AS (SELECT facet, value, other FROM alias UNION SELECT facet, other, value FROM alias
     UNION SELECT facet, value, chosen FROM same UNION SELECT facet, chosen, value FROM same),
   reached(facet, value) AS (SELECT DISTINCT facet, value FROM realigned
     UNION SELECT e.facet, e.other FROM reached r JOIN edge e ON e.facet = r.facet AND e.value = r.value)`

const pairsOf = (connection: DuckDBConnection): Promise<Pair[]> =>
  rows<{ facet: number; a: string; b: string; records: bigint }>(
    connection,
    `${REACHED}
     SELECT a.facet, least(a.value, a.other) AS a, greatest(a.value, a.other) AS b, count(DISTINCT a.record) AS records
     FROM alias a JOIN reached r ON r.facet = a.facet AND r.value = a.value GROUP BY ALL`,
  ).then(found => found.map(pair => ({ ...pair, records: Number(pair.records) })))

const byFacet = (pairs: readonly Pair[]): Map<number, Pair[]> => {
  const found = new Map<number, Pair[]>()
  for (const pair of pairs) {
    const known = found.get(pair.facet)
    if (known) known.push(pair)
    else found.set(pair.facet, [pair])
  }
  return found
}

/** The identifiers whose entity is another one now, as the samples that must be merged again. */
const samplesOf = async (connection: DuckDBConnection, values: readonly string[]): Promise<string[]> => {
  if (values.length === 0) return []
  const of = new Bindings()
  const found = await rows<{ iri: string }>(
    connection,
    `SELECT DISTINCT s.iri FROM term t JOIN membership m ON m.term = t.id AND m.facet = t.facet
     JOIN sample s ON s.key = m.sample WHERE t.value IN ${of.texts(values)} ORDER BY s.iri`,
    of,
  )
  return found.map(({ iri }) => iri)
}

interface Row {
  readonly facet: number
  readonly value: string
  readonly chosen: string
}

/**
 * Makes the classes anew that the identifiers in `realigned` belong to, and lists in `renamed` the entities whose names
 * may differ now. Returns the samples that name an entity by an identifier whose class has changed.
 */
export const alignEntities = async (connection: DuckDBConnection): Promise<string[]> => {
  const [any] = await rows(connection, 'SELECT 1 FROM realigned LIMIT 1')
  const changed: string[] = []
  if (any) {
    const old = await rows<Row>(
      connection,
      `${REACHED} SELECT s.facet, s.value, s.chosen FROM same s JOIN reached r ON r.facet = s.facet AND r.value = s.value`,
    )
    const key = ({ facet, value, chosen }: Row) => `${facet} ${value} ${chosen}`
    const made = [...byFacet(await pairsOf(connection))].flatMap(([facet, pairs]) =>
      [...classesOf(facetOfCode(facet) as EntityKind, pairs)].map(
        ([value, chosen]): Row => ({ facet, value, chosen }),
      ),
    )
    const [before, after] = [new Set(old.map(key)), new Set(made.map(key))]
    const differing = [
      ...old.filter(row => !after.has(key(row))),
      ...made.filter(row => !before.has(key(row))),
    ]
    if (differing.length > 0) {
      const of = new Bindings()
      const among = of.texts([...new Set(differing.map(({ value }) => value))])
      await run(connection, `DELETE FROM same WHERE value IN ${among}`, of)
      const kept = new Set(differing.map(({ value }) => value))
      const again = made.filter(({ value }) => kept.has(value))
      await append(
        connection,
        'same',
        again.map(({ facet, value, chosen }) => [facet, value, chosen]),
      )
      const touched = differing.flatMap(({ facet, value, chosen }) => [
        [facet, value],
        [facet, chosen],
      ])
      await append(connection, 'renamed', touched, 'temp')
      changed.push(...differing.flatMap(({ value, chosen }) => [value, chosen]))
    }
    await run(connection, 'DELETE FROM realigned')
  }
  await run(
    connection,
    `INSERT INTO renamed SELECT DISTINCT r.facet, s.chosen FROM renamed r JOIN same s ON s.facet = r.facet AND s.value = r.value`,
  )
  return samplesOf(connection, [...new Set(changed)])
}

/** The identifier that stands for each of these, where it is another one; keys are as in `entityKey`. */
export const chosenFor = async (
  connection: DuckDBConnection,
  values: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (values.length === 0) return new Map()
  const of = new Bindings()
  const found = await rows<Row>(
    connection,
    `SELECT facet, value, chosen FROM same WHERE value <> chosen AND value IN ${of.texts(values)}`,
    of,
  )
  return new Map(found.map(({ facet, value, chosen }) => [`${facet} ${value}`, chosen]))
}
