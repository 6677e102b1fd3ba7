/** The samples of one page: chosen by small numbers first, so that texts are compared of few. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { condition } from './filters.ts'
import type { Resolved, SearchRequest } from './query.ts'
import { type After, coarsely, ORDERS } from './sorting.ts'

/** One sample of a page, and what its order compares. */
export interface PageRow {
  readonly iri: string
  readonly place: string | number
  readonly item: string
}

interface Chosen {
  readonly total: number
  /** Places in the table, valid within the transaction, of all samples of the page, and of some that lie before or behind it. */
  readonly places: readonly number[]
}

/** Counts the samples that match and chooses those among which the next `wanted` after a place are. */
const choose = async (
  connection: DuckDBConnection,
  request: Resolved<SearchRequest>,
  wanted: number,
  from?: number,
): Promise<Chosen> => {
  const of = new Bindings()
  const { coarse } = ORDERS[request.sort]
  const scored = /\bscore\b/.test(coarse)
  const score = request.gains ? 'JOIN matched m ON m.key = s.key' : 'CROSS JOIN (SELECT 0 AS score)'
  const where = condition(request, of, { text: scored })
  const least = from === undefined ? undefined : of.integer(from)
  const [found] = await rows<{ total: bigint; places: string | null }>(
    connection,
    `WITH found AS MATERIALIZED (SELECT s.rowid AS place, ${coarse} AS coarse FROM sample s ${scored ? score : ''} WHERE ${where}),
     first AS (SELECT coarse FROM found ${least ? `WHERE coarse > ${least}` : ''} ORDER BY coarse LIMIT ${of.integer(wanted)})
     SELECT (SELECT count(*) FROM found) AS total, (SELECT to_json(list(place))::VARCHAR FROM found
       WHERE coarse <= coalesce((SELECT max(coarse) FROM first), ${least ?? 0}) ${least ? `AND coarse >= ${least}` : ''}) AS places`,
    of,
  )
  return { total: Number(found?.total ?? 0), places: JSON.parse(found?.places ?? '[]') as number[] }
}

const count = async (connection: DuckDBConnection, request: Resolved<SearchRequest>): Promise<number> => {
  const of = new Bindings()
  const [found] = await rows<{ n: bigint }>(
    connection,
    `SELECT count(*) AS n FROM sample s WHERE ${condition(request, of)}`,
    of,
  )
  return Number(found?.n ?? 0)
}

/** The number of samples that match, and the first `limit + 1` of them, in order, after a place. */
export const readPage = async (
  connection: DuckDBConnection,
  request: Resolved<SearchRequest>,
  after?: After,
): Promise<{ total: number; found: PageRow[] }> => {
  if (request.limit === 0) return { total: await count(connection, request), found: [] }
  const from = after && (await coarsely(connection, request.sort, after))
  const { total, places } = await choose(connection, request, request.limit + 1, from)
  if (places.length === 0) return { total, found: [] }
  const of = new Bindings()
  const { value, descending } = ORDERS[request.sort]
  let beyond = ''
  if (after) {
    const [last, iri] = after
    const place = typeof last === 'number' ? of.integer(last) : of.text(last)
    beyond = `WHERE place ${descending ? '<' : '>'} ${place} OR (place = ${place} AND iri > ${of.text(iri)})`
  }
  const direction = descending ? 'DESC' : 'ASC'
  const found = await rows<PageRow>(
    connection,
    `WITH near AS (SELECT s.iri, ${value(request.q ?? '', of)} AS place, s.item FROM sample s WHERE s.rowid IN ${of.integers(places)})
     SELECT iri, place, item FROM near ${beyond} ORDER BY place ${direction}, iri LIMIT ${of.integer(request.limit + 1)}`,
    of,
  )
  return { total, found }
}
