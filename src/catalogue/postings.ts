/** The inverted index: which words every sample has, and how much each matters to it. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { append, appendColumns, Bindings, rows, run } from './database.ts'
import { MAX_WORD, wordsOfLine } from './fold.ts'
import { inStretches } from './stretches.ts'

// Okapi BM25 with fields: a word in the name or an identifier counts as several; the average length is fixed, because
// weights that changed with every other sample would have to be written anew all the time.
const NAME_COUNTS = 4
const SATURATION = 1.2
const LENGTH_COUNTS = 0.5
const USUAL_LENGTH = 30

const weightOf = (times: number, length: number): number => {
  const norm = SATURATION * (1 - LENGTH_COUNTS + (LENGTH_COUNTS * length) / USUAL_LENGTH)
  return Math.max(1, Math.round((100 * times * (SATURATION + 1)) / (times + norm)))
}

/** The words of a sample and their weights, 1 to 220; `words` hold those of the names too. */
export const weightsOf = (nameWords: string, words: string): Map<string, number> => {
  const all = wordsOfLine(words).map(word => word.slice(0, MAX_WORD))
  const times = new Map<string, number>()
  for (const word of all) times.set(word, (times.get(word) ?? 0) + 1)
  for (const word of wordsOfLine(nameWords)) {
    const cut = word.slice(0, MAX_WORD)
    times.set(cut, (times.get(cut) ?? 0) + NAME_COUNTS - 1)
  }
  return new Map([...times].map(([word, count]) => [word, weightOf(count, all.length)]))
}

const numberWords = async (
  connection: DuckDBConnection,
  wanted: ReadonlySet<string>,
): Promise<Map<string, number>> => {
  const of = new Bindings()
  const known = await rows<{ id: number; word: string }>(
    connection,
    `SELECT id, word FROM word WHERE word IN ${of.texts([...wanted])}`,
    of,
  )
  const numbers = new Map(known.map(({ id, word }) => [word, id]))
  const [highest] = await rows<{ id: number | null }>(connection, 'SELECT max(id) AS id FROM word')
  let last = highest?.id ?? 0
  const added: DuckDBValue[][] = []
  for (const word of wanted) {
    if (numbers.has(word)) continue
    numbers.set(word, ++last)
    added.push([last, word, 0])
  }
  await append(connection, 'word', added)
  return numbers
}

/** Stores the words of samples by key, and lists them in `counted`. */
export const appendPostings = async (
  connection: DuckDBConnection,
  samples: readonly { readonly key: number; readonly weights: ReadonlyMap<string, number> }[],
): Promise<void> => {
  const counts = new Map<string, number>()
  for (const { weights } of samples)
    for (const word of weights.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  if (counts.size === 0) return
  const numbers = await numberWords(connection, new Set(counts.keys()))
  const columns: [number[], number[], number[]] = [[], [], []]
  const turn = inStretches()
  for (const { key, weights } of samples) {
    await turn()
    for (const [word, weight] of weights) {
      columns[0].push(numbers.get(word) ?? 0)
      columns[1].push(key)
      columns[2].push(weight)
    }
  }
  await appendColumns(connection, 'posting', columns)
  await append(
    connection,
    'counted',
    [...counts].map(([word, count]) => [numbers.get(word) ?? null, count]),
    'temp',
  )
}

/** Takes the words of samples out of the index, and lists them in `counted`. `lines` are the samples' words. */
export const removePostings = async (
  connection: DuckDBConnection,
  keys: readonly number[],
  lines: readonly string[],
): Promise<void> => {
  const words = new Set(lines.flatMap(wordsOfLine).map(word => word.slice(0, MAX_WORD)))
  if (words.size === 0) return
  const of = new Bindings()
  const numbers = await rows<{ id: number }>(
    connection,
    `SELECT id FROM word WHERE word IN ${of.texts([...words])} ORDER BY id`,
    of,
  )
  const among = new Bindings()
  const own = `sample IN ${among.integers(keys)} AND word IN ${among.integers(numbers.map(({ id }) => id))}`
  await run(
    connection,
    `INSERT INTO counted SELECT word, -count(*) FROM posting WHERE ${own} GROUP BY word`,
    among,
  )
  await run(connection, `DELETE FROM posting WHERE ${own}`, among)
}

/** Adds what is listed in `counted` to the numbers of samples per word; removes words that no sample has any more. */
export const countWords = async (connection: DuckDBConnection): Promise<void> => {
  await run(
    connection,
    `UPDATE word SET samples = samples + c.change FROM (SELECT word, sum(change) AS change FROM counted GROUP BY word) c
     WHERE c.word = word.id`,
  )
  await run(connection, 'DELETE FROM word WHERE samples = 0')
  await run(connection, 'DELETE FROM counted')
}

/** Numbers the words in text order and sorts the index by them, so that one word or a range of words is read in one piece. */
export const sortPostings = async (connection: DuckDBConnection): Promise<void> => {
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE renumbered AS
     SELECT id AS old, row_number() OVER (ORDER BY word) AS id, word FROM word`,
  )
  await run(
    connection,
    `CREATE OR REPLACE TABLE posting AS SELECT r.id::INTEGER AS word, p.sample, p.weight
     FROM posting p JOIN renumbered r ON r.old = p.word ORDER BY r.id, p.sample`,
  )
  await run(
    connection,
    `CREATE OR REPLACE TABLE word AS SELECT r.id::INTEGER AS id, r.word, coalesce(c.n, 0)::INTEGER AS samples
     FROM renumbered r LEFT JOIN (SELECT word, count(*) AS n FROM posting GROUP BY word) c ON c.word = r.id ORDER BY r.id`,
  )
  await run(connection, 'DROP TABLE renumbered')
  await run(connection, 'DELETE FROM counted')
}
