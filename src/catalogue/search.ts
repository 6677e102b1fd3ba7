/** One page of samples: the total, the items in order, and facet counts, all of one consistent state. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Concepts } from './concepts.ts'
import { readCursor, searchDigest, writeCursor } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import type { FacetName } from './facet-table.ts'
import { countFacets, type FacetCounts } from './facets.ts'
import { condition, searchWords } from './filters.ts'
import type { SampleItem } from './item.ts'
import type { Resolved, SearchRequest, Sort } from './query.ts'

/** The answer to a search; `cursor` leads to the next page and is absent on the last. */
export interface SearchResult {
  readonly total: number
  readonly generation: number
  readonly items: readonly SampleItem[]
  readonly facets: Readonly<Partial<Record<FacetName, FacetCounts>>>
  readonly cursor?: string
}

/** What an order compares; samples without a value come last in both directions. Ties are broken by IRI. */
interface Order {
  readonly value: (q: string, of: Bindings) => string
  readonly descending: boolean
  readonly type: 'text' | 'number'
}

const LAST_TEXT = 'chr(1114111)'
const LAST_DAY = '2147483647'

const relevance = (q: string, of: Bindings): string => {
  const found = searchWords(q).map(word => {
    const [start, whole] = [of.text(` ${word}`), of.text(` ${word} `)]
    // A word in the name counts more than one in the description, a whole word more than its beginning.
    return `contains(s.name_words, ${start})::INTEGER * 4 + contains(s.name_words, ${whole})::INTEGER * 2 + contains(s.words, ${whole})::INTEGER`
  })
  return found.length > 0 ? `(${found.join(' + ')})::INTEGER` : '0'
}

/** The orders of searches and exports. */
export const ORDERS: Readonly<Record<Sort, Order>> = {
  identifier: { value: () => 'lower(s.identifier)', descending: false, type: 'text' },
  '-identifier': { value: () => 'lower(s.identifier)', descending: true, type: 'text' },
  name: { value: () => `coalesce(s.name_key, ${LAST_TEXT})`, descending: false, type: 'text' },
  '-name': { value: () => "coalesce(s.name_key, '')", descending: true, type: 'text' },
  collected: { value: () => `coalesce(s.from_day, ${LAST_DAY})`, descending: false, type: 'number' },
  '-collected': { value: () => `coalesce(s.from_day, -${LAST_DAY})`, descending: true, type: 'number' },
  relevance: { value: relevance, descending: true, type: 'number' },
}

interface PageRow {
  readonly iri: string
  readonly place: string | number
  readonly item: string
}

/** The search that a cursor is bound to: everything but the size of the page and what is counted beside it. */
const searchOf = ({
  facets: _,
  facetLimit: __,
  limit: ___,
  cursor: ____,
  ...search
}: SearchRequest): string => searchDigest(search)

const readPage = async (
  connection: DuckDBConnection,
  request: Resolved<SearchRequest>,
  after?: readonly (string | number)[],
) => {
  const of = new Bindings()
  const order = ORDERS[request.sort]
  const value = order.value(request.q ?? '', of)
  const where = condition(request, of)
  let beyond = ''
  if (after) {
    const [last, iri] = after
    const place = typeof last === 'number' ? of.integer(last) : of.text(last ?? '')
    const beside = order.descending ? '<' : '>'
    beyond = `WHERE place ${beside} ${place} OR (place = ${place} AND iri > ${of.text(String(iri))})`
  }
  return rows<PageRow>(
    connection,
    `WITH found AS (SELECT s.key, s.iri, ${value} AS place FROM sample s WHERE ${where}),
     page AS (SELECT * FROM found ${beyond} ORDER BY place ${order.descending ? 'DESC' : 'ASC'}, iri LIMIT ${of.integer(request.limit + 1)})
     SELECT page.iri, page.place, sample.item FROM page JOIN sample ON sample.key = page.key
     ORDER BY page.place ${order.descending ? 'DESC' : 'ASC'}, page.iri`,
    of,
  )
}

/** Counts the samples that match. */
export const countSamples = async (
  connection: DuckDBConnection,
  request: Resolved<SearchRequest>,
): Promise<number> => {
  const of = new Bindings()
  const [counted] = await rows<{ n: bigint }>(
    connection,
    `SELECT count(*) AS n FROM sample s WHERE ${condition(request, of)}`,
    of,
  )
  return Number(counted?.n ?? 0)
}

/** Answers a search within the caller's transaction. Problem: `invalid-cursor`. */
export const searchSamples = async (
  connection: DuckDBConnection,
  request: Resolved<SearchRequest>,
  generation: number,
  concepts: Concepts,
): Promise<Result<SearchResult>> => {
  const search = searchOf(request)
  const place = request.cursor === undefined ? undefined : readCursor(request.cursor, search)
  if (place && !place.ok) return place
  const after = place?.value.after
  if (
    after &&
    (after.length !== 2 || typeof after[0] !== (ORDERS[request.sort].type === 'text' ? 'string' : 'number'))
  ) {
    return failed({
      stage: 'catalogue',
      code: 'invalid-cursor',
      subject: request.cursor ?? '',
      detail: 'the cursor is damaged',
    })
  }
  const found = request.limit > 0 ? await readPage(connection, request, after) : []
  const page = found.slice(0, request.limit)
  const last = page.at(-1)
  const more = found.length > request.limit && last
  return ok({
    total: await countSamples(connection, request),
    generation,
    items: page.map(({ item }) => JSON.parse(item) as SampleItem),
    facets: await countFacets(
      connection,
      request,
      request.facets,
      { limit: request.facetLimit, keepSelected: true },
      concepts,
    ),
    ...(more && { cursor: writeCursor({ search, after: [last.place, last.iri], generation }) }),
  })
}
