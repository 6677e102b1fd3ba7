/** Lists of persons, organisations and publications in several orders, a page at a time. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import { readCursor, searchDigest, writeCursor } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import { type EntityKind, FACETS } from './facet-table.ts'
import { condition, searchWords } from './filters.ts'
import type { Filters, Resolved } from './query.ts'
import { columnOf } from './schema.ts'

/** By number of samples or by name; with a minus from the end. */
export const ENTITY_SORTS = ['-samples', 'samples', 'name', '-name'] as const
export type EntitySort = (typeof ENTITY_SORTS)[number]

/** Which page of a list. */
export interface EntityWindow {
  readonly kind: EntityKind
  readonly sort: EntitySort
  readonly limit: number
  readonly cursor?: string
}

/** One line of a list: how many of the samples that are counted have to do with it. */
export interface ListedEntity {
  readonly id: string
  readonly name: string
  readonly samples: number
}

/** One page; `total` of all pages. */
export interface EntityPage {
  readonly entities: readonly ListedEntity[]
  readonly total: number
  readonly cursor?: string
}

// What is compared is cut, so that a cursor has room in an address however long a record makes names and identifiers;
// with the digest every identifier has a place of its own.
const NAME = 'left(label, 200)'
const FOLDED = "left(split_part(words, ' | ', 1), 200)"
const ID = "left(value, 300) || ' ' || md5(value)"

interface Column {
  readonly sql: string
  readonly descending?: boolean
  readonly number?: boolean
}

const ORDERS: Readonly<Record<EntitySort, readonly Column[]>> = {
  '-samples': [{ sql: 'n', descending: true, number: true }, { sql: NAME }, { sql: ID }],
  samples: [{ sql: 'n', number: true }, { sql: NAME }, { sql: ID }],
  name: [{ sql: FOLDED }, { sql: ID }],
  '-name': [{ sql: FOLDED, descending: true }, { sql: ID }],
}

/** The condition that a row lies behind the place `after`: `a > x OR (a = x AND (b > y OR …))`. */
const behind = (columns: readonly Column[], after: readonly (string | number)[], of: Bindings): string => {
  const [first, ...rest] = columns
  const [value, ...others] = after
  if (!first || value === undefined) return 'false'
  const place = typeof value === 'number' ? of.integer(value) : of.text(value)
  return `(${first.sql} ${first.descending ? '<' : '>'} ${place} OR (${first.sql} = ${place} AND ${behind(rest, others, of)}))`
}

/** Whether a cursor's values are those that the order compares: whoever makes cursors may put anything into them. */
const fits = (columns: readonly Column[], after: readonly (string | number)[]): boolean =>
  after.length === columns.length &&
  columns.every(({ number }, i) => typeof after[i] === (number ? 'number' : 'string'))

/** Samples per entity under all filters but that of its own kind. */
const counting = (kind: EntityKind, filters: Resolved, of: Bindings): string => {
  const { [kind]: _, ...terms } = filters.terms
  const where = condition({ ...filters, terms }, of)
  const [{ code }, column] = [FACETS[kind], columnOf(kind)]
  if (where === 'true') return `SELECT id AS term, samples AS n FROM term WHERE facet = ${code}`
  return `SELECT p.term, sum(c.n)::BIGINT AS n
    FROM (SELECT s.${column} AS id, count(*) AS n FROM sample s WHERE s.${column} IS NOT NULL AND ${where} GROUP BY s.${column}) c
    JOIN part p ON p.facet = ${code} AND p.combination = c.id GROUP BY p.term`
}

interface Row {
  readonly total: bigint
  /** Null of an empty page. */
  readonly value: string | null
  readonly label: string
  readonly n: bigint | number
  readonly place: string
}

const readRows = (
  connection: DuckDBConnection,
  filters: Resolved,
  { kind, sort, limit }: EntityWindow,
  after?: readonly (string | number)[],
): Promise<Row[]> => {
  const of = new Bindings()
  const q = filters.q ?? ''
  const found = searchWords(q).map(word => `contains(t.words, ${of.text(` ${word}`)})`)
  const named = q.trim() !== '' && found.length === 0 ? ['false'] : found
  const order = ORDERS[sort]
  const by = order.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ')
  return rows<Row>(
    connection,
    `WITH counted AS MATERIALIZED (${counting(kind, filters, of)}),
     named AS MATERIALIZED (SELECT t.value, t.label, t.words, c.n FROM counted c JOIN term t ON t.id = c.term
       ${named.length > 0 ? `WHERE ${named.join(' AND ')}` : ''}),
     page AS (SELECT value, label, n, to_json([${order.map(({ sql }) => `(${sql})::VARCHAR`).join(', ')}])::VARCHAR AS place,
         row_number() OVER (ORDER BY ${by}) AS rank
       FROM (SELECT * FROM named ${after ? `WHERE ${behind(order, after, of)}` : ''} ORDER BY ${by} LIMIT ${of.integer(limit + 1)}))
     SELECT a.total, p.value, p.label, p.n, p.place FROM (SELECT count(*) AS total FROM named) a LEFT JOIN page p ON true
     ORDER BY p.rank`,
    of,
  )
}

/** One page of the entities of a kind that samples have; `q` searches their names and chooses no samples. Problem: `invalid-cursor`. */
export const entityPageOf = async (
  connection: DuckDBConnection,
  asked: Filters,
  filters: Resolved,
  window: EntityWindow,
  generation: number,
): Promise<Result<EntityPage>> => {
  const { kind, sort, limit, cursor } = window
  const search = searchDigest({ entities: kind, sort, ...asked })
  const place = cursor === undefined ? undefined : readCursor(cursor, search)
  if (place && !place.ok) return place
  const order = ORDERS[sort]
  if (place && !fits(order, place.value.after)) {
    const detail = 'the cursor is not of this list; start again without it'
    return failed({ stage: 'catalogue', code: 'invalid-cursor', subject: 'cursor', detail })
  }
  const found = await readRows(connection, filters, window, place?.value.after)
  const all = found.filter(({ value }) => value !== null)
  const last = all.length > limit ? all[limit - 1] : undefined
  const after = last && (JSON.parse(last.place) as string[])
  return ok({
    entities: all
      .slice(0, limit)
      .map(({ value, label, n }) => ({ id: value ?? '', name: label, samples: Number(n) })),
    total: Number(found[0]?.total ?? 0),
    ...(after && {
      cursor: writeCursor({
        search,
        after: after.map((text, i) => (order[i]?.number ? Number(text) : text)),
        generation,
      }),
    }),
  })
}
