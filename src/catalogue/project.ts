/** Writes the samples that records describe into the tables; the caller gives the transaction. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { chosenFor } from './align.ts'
import { numberSets, setKey, setsOf, type ValueSet } from './combinations.ts'
import type { Concepts } from './concepts.ts'
import { append, Bindings, rows, run } from './database.ts'
import type { Described } from './descriptions.ts'
import { FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import { fold } from './fold.ts'
import { centreOf } from './geometry.ts'
import { appendPostings, removePostings, weightsOf } from './postings.ts'
import { columnOf } from './schema.ts'
import { inStretches } from './stretches.ts'
import { type Summary, summarise, type Wider } from './summary.ts'
import type { Labels } from './terms.ts'

const COLUMNS = FACET_NAMES.map(columnOf)

/** Takes samples out of `sample` and the index, listing what they had in `moved` and `counted`; returns the keys they had. */
export const removeSamples = async (
  connection: DuckDBConnection,
  samples: readonly string[],
): Promise<Map<string, number>> => {
  const of = new Bindings()
  const known = await rows<{ iri: string; key: number; words: string }>(
    connection,
    `SELECT iri, key, words FROM sample WHERE iri IN ${of.texts(samples)}`,
    of,
  )
  if (known.length === 0) return new Map()
  const keys = known.map(({ key }) => key)
  await removePostings(
    connection,
    keys,
    known.map(({ words }) => words),
  )
  const among = new Bindings()
  const own = `FROM sample WHERE key IN ${among.integers(keys)}`
  await run(
    connection,
    `INSERT INTO moved SELECT facet, id, -count(*) FROM (
       SELECT unnest([${FACET_NAMES.map(facet => FACETS[facet].code).join(', ')}]) AS facet,
         unnest([${COLUMNS.join(', ')}]) AS id ${own}) WHERE id IS NOT NULL GROUP BY facet, id`,
    among,
  )
  await run(connection, `DELETE ${own}`, among)
  return new Map(known.map(({ iri, key }) => [iri, key]))
}

const sampleRow = (key: number, { item, box, days, words }: Summary): DuckDBValue[] => {
  const [lon, lat] = box ? centreOf(box) : [null, null]
  const corners = box ? [box.west, box.south, box.east, box.north] : [null, null, null, null]
  return [
    key,
    item.id,
    item.identifier,
    item.name ?? null,
    item.source,
    item.status,
    lon,
    lat,
    ...corners,
    days?.first ?? null,
    days?.last ?? null,
    item.identifier.toLowerCase(),
    item.name === undefined ? null : fold(item.name),
    words,
    JSON.stringify(item),
    0,
    0,
    item.name === undefined ? null : 0,
  ]
}

/** What the tables add to the descriptions of each sample: parents that other records give it, identifiers that mean the same. */
const wideningOf = async (
  connection: DuckDBConnection,
  { descriptions, parents }: Described,
): Promise<(iri: string) => Wider> => {
  const entities = [...descriptions.values()]
    .flat()
    .flatMap(({ facts }) => [...facts.agents, ...facts.publications])
  const chosen = await chosenFor(connection, [...new Set(entities.map(({ id }) => id))])
  return iri => ({
    parents: parents.get(iri) ?? [],
    chosen: (kind, id) => chosen.get(`${FACETS[kind].code} ${id}`) ?? id,
  })
}

/** How samples are merged. */
export interface Merging {
  readonly concepts: Concepts
  readonly labels: Labels
}

/** A merged sample, ready for the tables. */
interface Merged {
  readonly key: number
  readonly row: DuckDBValue[]
  /** Its set of values, by facet. */
  readonly own: ReadonlyMap<FacetName, string>
  readonly weights: ReadonlyMap<string, number>
}

/** Sets of values by `setKey`, and how many of the samples have each. */
interface Counted {
  readonly sets: Map<string, ValueSet>
  readonly counts: Map<string, number>
}

const mergedOf = (key: number, summary: Summary, { sets, counts }: Counted): Merged => {
  const own = new Map<FacetName, string>()
  for (const set of setsOf(summary.values)) {
    const name = setKey(set)
    own.set(set.facet, name)
    sets.set(name, set)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return { key, row: sampleRow(key, summary), own, weights: weightsOf(summary.nameWords, summary.words) }
}

/**
 * Merges the descriptions of samples and appends them to `sample` and the index, listing their combinations in `moved`.
 * `keys` are those they had; new ones are numbered on. Returns the keys of what was appended.
 */
export const appendSamples = async (
  connection: DuckDBConnection,
  described: Described,
  keys: ReadonlyMap<string, number>,
  { concepts, labels }: Merging,
): Promise<number[]> => {
  const widened = await wideningOf(connection, described)
  // Keys of samples that are being replaced were taken out of the table: they must not be given away.
  const [highest] = await rows<{ key: number | null }>(connection, 'SELECT max(key) AS key FROM sample')
  let last = Math.max(highest?.key ?? 0, 0, ...keys.values())
  const counted: Counted = { sets: new Map(), counts: new Map() }
  const merged: Merged[] = []
  const turn = inStretches()
  for (const [iri, descriptions] of described.descriptions) {
    await turn()
    const summary = summarise(iri, descriptions, concepts, widened(iri))
    merged.push(mergedOf(keys.get(iri) ?? ++last, summary, counted))
  }
  const numbers = await numberSets(connection, counted.sets, labels)
  await append(
    connection,
    'sample',
    merged.map(({ row, own }) => [
      ...row,
      ...FACET_NAMES.map(facet => numbers.get(own.get(facet) ?? '') ?? null),
    ]),
  )
  await append(
    connection,
    'moved',
    [...counted.sets].map(([name, { facet }]) => [
      FACETS[facet].code,
      numbers.get(name) ?? null,
      counted.counts.get(name) ?? null,
    ]),
    'temp',
  )
  await appendPostings(connection, merged)
  return merged.map(({ key }) => key)
}
