/** Search texts against the index: words are looked up once, then conditions and scores are made of their numbers. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import { Bindings, rows, run } from './database.ts'
import { type Clause, parseQueryText } from './query-text.ts'
import { countSamples } from './sample-count.ts'

/** A word of the text: the numbers of the words it means, or the range of texts where these are too many to list. */
interface Sought {
  readonly ids: readonly number[]
  /** The number of the word as it stands, of a prefix; it matters a quarter more than what only begins so. */
  readonly whole?: number
  readonly range?: readonly [from: string, to: string]
  /** Samples that have it, at most: words that begin alike are added up. */
  readonly samples: number
}

interface MatchedClause extends Clause {
  readonly sought: readonly Sought[]
}

/** Words listed by number; beyond, they are found by their range. */
const MAX_LISTED = 100
const LAST_CHARACTER = '\u{10FFFF}'

const seek = async (connection: DuckDBConnection, word: string, prefix: boolean): Promise<Sought> => {
  const of = new Bindings()
  const range = [word, `${word}${LAST_CHARACTER}`] as const
  const among = prefix
    ? `word >= ${of.text(range[0])} AND word < ${of.text(range[1])}`
    : `word = ${of.text(word)}`
  const [found] = await rows<{ ids: string; n: bigint; samples: bigint | null; whole: number | null }>(
    connection,
    `SELECT to_json(list(id ORDER BY samples DESC)[1:${MAX_LISTED}])::VARCHAR AS ids, count(*) AS n, sum(samples)::BIGINT AS samples,
       any_value(id) FILTER (word = ${of.text(word)}) AS whole FROM word WHERE ${among}`,
    of,
  )
  const listed = Number(found?.n ?? 0) <= MAX_LISTED
  return {
    ids: listed ? ((JSON.parse(found?.ids ?? '[]') as number[] | null) ?? []) : [],
    ...(!listed && { range }),
    ...(found?.whole != null && prefix && { whole: found.whole }),
    samples: Number(found?.samples ?? 0),
  }
}

/** Looks the words of a search text up. */
const lookUp = async (connection: DuckDBConnection, q: string): Promise<MatchedClause[]> => {
  const clauses: MatchedClause[] = []
  for (const clause of parseQueryText(q)) {
    const sought: Sought[] = []
    for (const [index, word] of clause.words.entries())
      sought.push(await seek(connection, word, clause.prefix && index === clause.words.length - 1))
    clauses.push({ ...clause, sought })
  }
  return clauses
}

const gainsOf = async (connection: DuckDBConnection, sought: readonly Sought[]): Promise<number[]> => {
  const all = (await countSamples(connection)) + 1
  return sought.map(({ samples }) => Math.round(16 * Math.log(1 + all / (samples + 1))))
}

const amongWords = ({ ids, range }: Sought, of: Bindings): string => {
  if (range)
    return `word IN (SELECT id FROM word WHERE word >= ${of.text(range[0])} AND word < ${of.text(range[1])})`
  return ids.length > 0 ? `word IN (${ids.join(', ')})` : 'false'
}

const phraseOf = ({ words, prefix }: Clause): string => ` ${words.join(' ')}${prefix ? '' : ' '}`

const clauseCondition = (clause: MatchedClause, of: Bindings): string => {
  const all = clause.sought.map(
    sought => `s.key IN (SELECT sample FROM posting WHERE ${amongWords(sought, of)})`,
  )
  if (clause.words.length > 1) all.push(`contains(s.words, ${of.text(phraseOf(clause))})`)
  return clause.exclude ? `NOT (${all.join(' AND ')})` : all.join(' AND ')
}

/** Above every sum of weights and gains: 20 words, 220 times five, some 300. */
const PASTED_SCORE = 20_000_000

const scoresOf = (sought: Sought, gain: number, of: Bindings): string => {
  const among = amongWords(sought, of)
  const weight =
    sought.whole === undefined
      ? 'weight::INTEGER * 4'
      : `weight::INTEGER * CASE WHEN word = ${sought.whole} THEN 5 ELSE 4 END`
  return sought.ids.length === 1
    ? `SELECT sample, ${weight} * ${gain} AS score FROM posting WHERE ${among}`
    : `SELECT sample, max(${weight}) * ${gain} AS score FROM posting WHERE ${among} GROUP BY sample`
}

interface Query {
  readonly clauses: readonly MatchedClause[]
  readonly pasted: string | undefined
  readonly gains: readonly number[]
}

/** Samples that have all words, with their score; those of the text that must not occur are still among them. */
const candidates = (sought: readonly Sought[], gains: readonly number[], of: Bindings): string => {
  const each = sought.map((one, index) => `(${scoresOf(one, gains[index] ?? 1, of)}) w${index}`)
  const joined = each.map((sql, index) => (index === 0 ? sql : `JOIN ${sql} ON w${index}.sample = w0.sample`))
  const sum = each.map((_, index) => `w${index}.score`).join(' + ')
  return `SELECT w0.sample AS key, (${sum})::INTEGER AS score FROM ${joined.join(' ')}`
}

/** A query for `key` and `score` of the samples that a text finds, each once. A text without any word finds nothing. */
const matches = ({ clauses, pasted, gains }: Query, of: Bindings): string => {
  const wanted = clauses.filter(({ exclude }) => !exclude)
  const sought = wanted.flatMap(clause => clause.sought)
  let found = 'SELECT 0 AS key, 0 AS score WHERE false'
  if (sought.length > 0) found = candidates(sought, gains, of)
  else if (clauses.length > 0) found = 'SELECT key, 1 AS score FROM sample'
  // Texts are compared only where the words are: the condition names both sides, so that it is not tried on every sample.
  const phrases = wanted
    .filter(({ words }) => words.length > 1)
    .map(clause => `contains(CASE WHEN c.score > 0 THEN s.words END, ${of.text(phraseOf(clause))})`)
  const unwanted = clauses.filter(({ exclude }) => exclude).map(clause => clauseCondition(clause, of))
  const checked = [...phrases, ...unwanted]
  const all =
    checked.length > 0
      ? `SELECT c.key, c.score FROM (${found}) c JOIN sample s ON s.key = c.key WHERE ${checked.join(' AND ')}`
      : found
  if (pasted === undefined) return all
  return `SELECT key, max(score)::INTEGER AS score FROM (
    SELECT key, ${PASTED_SCORE} AS score FROM sample WHERE iri = ${of.text(pasted)} UNION ALL ${all}) GROUP BY key`
}

/**
 * Puts `key` and `score` of the samples that a text finds into the temporary table `matched` of the connection. Returns what
 * every word counts, rare ones more, in the order of the text; `gains` are those of an earlier page, so that a search keeps its
 * order while samples come and go.
 */
export const matchText = async (
  connection: DuckDBConnection,
  q: string,
  gains?: readonly number[],
): Promise<readonly number[]> => {
  const clauses = await lookUp(connection, q)
  const sought = clauses.filter(({ exclude }) => !exclude).flatMap(clause => clause.sought)
  const used = gains?.length === sought.length ? gains : await gainsOf(connection, sought)
  const of = new Bindings()
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE matched AS ${matches({ clauses, pasted: canonicalise(q), gains: used }, of)}`,
    of,
  )
  return used
}
