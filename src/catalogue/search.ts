/** One page of samples: the total, the items in order, and facet counts, all of one consistent state. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Concepts } from './concepts.ts'
import { readCursor, searchDigest, writeCursor } from './cursor.ts'
import type { FacetName } from './facet-table.ts'
import { countFacets, type FacetCounts } from './facets.ts'
import type { SampleItem } from './item.ts'
import { readPage } from './page.ts'
import type { Resolved, SearchRequest } from './query.ts'
import { type After, ORDERS } from './sorting.ts'

/** The answer to a search; `cursor` leads to the next page and is absent on the last. */
export interface SearchResult {
  readonly total: number
  readonly generation: number
  readonly items: readonly SampleItem[]
  readonly facets: Readonly<Partial<Record<FacetName, FacetCounts>>>
  readonly cursor?: string
}

/** The search that a cursor is bound to: everything but the size of the page and what is counted beside it. */
const searchOf = ({
  facets: _,
  facetLimit: __,
  limit: ___,
  cursor: ____,
  ...search
}: SearchRequest): string => searchDigest(search)

/** Where the page before ended. */
export interface Cursor {
  readonly after: After
  readonly gains: readonly number[]
}

/** The place that a request goes on from, if it does. Problem: `invalid-cursor`. */
export const cursorOf = (request: SearchRequest): Result<Cursor | undefined> => {
  if (request.cursor === undefined) return ok(undefined)
  const place = readCursor(request.cursor, searchOf(request))
  if (!place.ok) return place
  const { after, gains = [] } = place.value
  const [value, iri, ...more] = after
  const fits = typeof value === (ORDERS[request.sort].type === 'text' ? 'string' : 'number')
  return value !== undefined && fits && typeof iri === 'string' && more.length === 0
    ? ok({ after: [value, iri], gains })
    : failed({
        ...{ stage: 'catalogue', code: 'invalid-cursor', subject: 'cursor' },
        detail: 'the cursor is damaged; take it unchanged from "next" of the page before, or leave it out',
      })
}

/** Answers a search within the caller's transaction; `asked` is the request as it was given, which cursors are bound to. */
export const searchSamples = async (
  connection: DuckDBConnection,
  asked: SearchRequest,
  request: Resolved<SearchRequest>,
  cursor: Cursor | undefined,
  { generation, concepts }: { generation: number; concepts: Concepts },
): Promise<SearchResult> => {
  const { total, found } = await readPage(connection, request, cursor?.after)
  const page = found.slice(0, request.limit)
  const last = page.at(-1)
  const more = found.length > request.limit && last
  const window = { limit: request.facetLimit, keepSelected: true }
  return {
    total,
    generation,
    items: page.map(({ item }) => JSON.parse(item) as SampleItem),
    facets: await countFacets(connection, request, request.facets, window, concepts, total),
    ...(more && {
      cursor: writeCursor({
        ...{ search: searchOf(asked), after: [last.place, last.iri], generation },
        ...(request.gains && { gains: [...request.gains] }),
      }),
    }),
  }
}
