/** The orders of searches and exports. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Bindings } from './database.ts'
import { MOST_PLACES, type PlaceName, placeOf } from './places.ts'
import type { Sort } from './query.ts'

/** What an order compares; samples without a value come last in both directions. Ties are broken by IRI. */
interface Order {
  readonly value: (q: string, of: Bindings) => string
  readonly descending: boolean
  readonly type: 'text' | 'number'
  /** A whole number that never falls along the order, and rises about every 16 samples. */
  readonly coarse: string
  /** The texts that `coarse` stands for; without one it is made of value and IRI. */
  readonly place?: PlaceName
}

const LAST_TEXT = 'chr(1114111)'
const LAST_DAY = 2_147_483_647

const FROM_DAY = `coalesce(s.from_day, ${LAST_DAY})`
const FROM_DAY_LAST = `coalesce(s.from_day, -${LAST_DAY})`

const scored = (q: string): string =>
  q.trim() === '' ? '0' : 'coalesce((SELECT m.score FROM matched m WHERE m.key = s.key), 0)'

/** The orders, as SQL over `sample`, aliased `s`, and `matched` (matching.ts), of which `coarse` knows the score as `score`. */
export const ORDERS: Readonly<Record<Sort, Order>> = {
  identifier: {
    ...{ value: () => 's.identifier_key', descending: false, type: 'text' },
    ...{ coarse: 's.identifier_place', place: 'identifier' },
  },
  '-identifier': {
    ...{ value: () => 's.identifier_key', descending: true, type: 'text' },
    ...{ coarse: '-s.identifier_place', place: 'identifier' },
  },
  name: {
    ...{ value: () => `coalesce(s.name_key, ${LAST_TEXT})`, descending: false, type: 'text' },
    ...{ coarse: `coalesce(s.name_place, ${MOST_PLACES})`, place: 'name' },
  },
  '-name': {
    ...{ value: () => "coalesce(s.name_key, '')", descending: true, type: 'text' },
    ...{ coarse: 'coalesce(-s.name_place, 0)', place: 'name' },
  },
  collected: {
    ...{ value: () => FROM_DAY, descending: false, type: 'number' },
    coarse: `${FROM_DAY}::BIGINT * ${MOST_PLACES} + s.iri_place`,
  },
  '-collected': {
    ...{ value: () => FROM_DAY_LAST, descending: true, type: 'number' },
    coarse: `-(${FROM_DAY_LAST}::BIGINT) * ${MOST_PLACES} + s.iri_place`,
  },
  relevance: {
    ...{ value: scored, descending: true, type: 'number' },
    coarse: `-score::BIGINT * ${MOST_PLACES} + s.iri_place`,
  },
}

/** Where a page ended: the value that the order compares, and the IRI. */
export type After = readonly [value: string | number, iri: string]

/** The coarse number of a place, or a smaller one of which nothing lies between. */
export const coarsely = async (
  connection: DuckDBConnection,
  sort: Sort,
  [value, iri]: After,
): Promise<number> => {
  const { descending, place } = ORDERS[sort]
  const sign = descending ? -1 : 1
  if (place) return sign * (await placeOf(connection, place, String(value))) + 0
  return sign * Number(value) * MOST_PLACES + (await placeOf(connection, 'iri', iri))
}
