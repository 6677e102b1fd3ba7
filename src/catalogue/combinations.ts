/** Sets of facet values: every set that a sample has is kept once, and a sample refers to it by one number. */
import { createHash } from 'node:crypto'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { append, Bindings, rows, run } from './database.ts'
import { FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import { columnOf } from './schema.ts'
import type { FacetValue } from './summary.ts'
import { type Labels, termsOf } from './terms.ts'

/** The values that a sample has of one facet, with a text that is the same for the same values. */
export interface ValueSet {
  readonly facet: FacetName
  readonly content: string
  readonly values: readonly FacetValue[]
}

/** Longest content that is kept as it is; of longer ones the digest. */
const MAX_CONTENT = 60

// Most samples have sets that others had before: hashing is what costs.
const digests = new Map<string, string>()
const MOST_DIGESTS = 20_000

const digestOf = (text: string): string => {
  const known = digests.get(text)
  if (known !== undefined) return known
  const digest = `#${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  if (digests.size >= MOST_DIGESTS) digests.clear()
  digests.set(text, digest)
  return digest
}

const contentOf = (values: readonly FacetValue[]): string => {
  const text = values.map(({ value, direct }) => `${direct ? '' : '~'}${JSON.stringify(value)}`).join('\n')
  return text.length <= MAX_CONTENT ? text : digestOf(text)
}

/** The sets of one sample, from its values in order. */
export const setsOf = (values: readonly FacetValue[]): ValueSet[] =>
  FACET_NAMES.flatMap(facet => {
    const own = values.filter(value => value.facet === facet)
    return own.length > 0 ? [{ facet, content: contentOf(own), values: own }] : []
  })

/** A key of a set within one batch. */
export const setKey = ({ facet, content }: Pick<ValueSet, 'facet' | 'content'>): string =>
  `${facet} ${content}`

const knownSets = async (
  connection: DuckDBConnection,
  wanted: Iterable<ValueSet>,
): Promise<Map<string, number>> => {
  const of = new Bindings()
  const found = await rows<{ facet: number; content: string; id: number }>(
    connection,
    `SELECT facet, content, id FROM combination WHERE content IN ${of.texts([...wanted].map(set => set.content))}`,
    of,
  )
  return new Map(found.map(({ facet, content, id }) => [`${facet} ${content}`, id]))
}

/** The numbers of the sets, by `setKey`; sets that are new are stored, with their terms. */
export const numberSets = async (
  connection: DuckDBConnection,
  wanted: ReadonlyMap<string, ValueSet>,
  labels: Labels,
): Promise<Map<string, number>> => {
  const known = await knownSets(connection, wanted.values())
  const highest = await rows<{ facet: number; id: number }>(
    connection,
    'SELECT facet, max(id) AS id FROM combination GROUP BY facet',
  )
  const last = new Map(highest.map(({ facet, id }) => [facet, id]))
  const numbers = new Map<string, number>()
  const added: (ValueSet & { id: number })[] = []
  for (const [key, set] of wanted) {
    const { code } = FACETS[set.facet]
    let id = known.get(`${code} ${set.content}`)
    if (id === undefined) {
      id = (last.get(code) ?? 0) + 1
      last.set(code, id)
      added.push({ ...set, id })
    }
    numbers.set(key, id)
  }
  const terms = await termsOf(
    connection,
    added.flatMap(({ values }) => values),
    labels,
  )
  const parts: DuckDBValue[][] = []
  for (const { facet, id, values } of added)
    for (const { value, direct } of values)
      parts.push([FACETS[facet].code, id, terms.get(`${FACETS[facet].code} ${value}`) ?? null, direct])
  await append(
    connection,
    'combination',
    added.map(({ facet, content, id }) => [FACETS[facet].code, id, content, 0]),
  )
  await append(connection, 'part', parts)
  return numbers
}

/** Numbers of samples by combination, from the samples themselves. */
const COUNTED = FACET_NAMES.map(
  facet =>
    `SELECT ${FACETS[facet].code} AS facet, ${columnOf(facet)} AS id, count(*) AS n FROM sample
     WHERE ${columnOf(facet)} IS NOT NULL GROUP BY ${columnOf(facet)}`,
).join(' UNION ALL ')

/** Counts the samples of every combination and term anew. */
export const countAnew = async (connection: DuckDBConnection): Promise<void> => {
  await run(
    connection,
    `UPDATE combination SET samples = c.n FROM (${COUNTED}) c WHERE c.facet = combination.facet AND c.id = combination.id`,
  )
  await run(
    connection,
    `UPDATE term SET samples = c.n FROM (SELECT p.term, sum(c.samples) AS n FROM part p
       JOIN combination c ON c.facet = p.facet AND c.id = p.combination GROUP BY p.term) c WHERE c.term = term.id`,
  )
}

/** Adds what is listed in `moved` to the numbers of samples; removes combinations and terms that no sample has any more. */
export const countMoved = async (connection: DuckDBConnection): Promise<void> => {
  await run(
    connection,
    `UPDATE combination SET samples = samples + m.change
     FROM (SELECT facet, combination, sum(change) AS change FROM moved GROUP BY ALL) m
     WHERE m.facet = combination.facet AND m.combination = combination.id`,
  )
  await run(
    connection,
    `UPDATE term SET samples = samples + m.change FROM (
       SELECT p.term, sum(m.change) AS change FROM moved m JOIN part p ON p.facet = m.facet AND p.combination = m.combination
       GROUP BY p.term) m WHERE m.term = term.id`,
  )
  await run(
    connection,
    `DELETE FROM part WHERE (facet, combination) IN (SELECT c.facet, c.id FROM combination c
       JOIN moved m ON m.facet = c.facet AND m.combination = c.id WHERE c.samples = 0)`,
  )
  await run(connection, 'DELETE FROM combination WHERE samples = 0')
  await run(connection, 'DELETE FROM term WHERE samples = 0')
  await run(connection, 'DELETE FROM moved')
}
