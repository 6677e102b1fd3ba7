/** The reading side of the catalogue: every method runs in one read transaction, answers that are asked again are kept. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { ok, type Result } from '../model/problem.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { readGeneration } from './apply.ts'
import type { Catalogue, Dated } from './catalogue.ts'
import { clusterSamples } from './clusters.ts'
import { Bindings, type Database, rows } from './database.ts'
import type { FacetName } from './facet-table.ts'
import { countFacets, type ValueWindow } from './facets.ts'
import type { SampleItem } from './item.ts'
import {
  beginningsInUse,
  entitiesNamed,
  samplesCalled,
  samplesNamed,
  samplesWithCode,
} from './known-names.ts'
import { linkReadings } from './link-readings.ts'
import type { createMemo } from './memo.ts'
import type { Filters, Resolved, SearchRequest } from './query.ts'
import { candidatesOf } from './resolve.ts'
import { type Scan, type ScanRequest, scanSamples } from './scan.ts'
import { cursorOf, type SearchResult, searchSamples } from './search.ts'
import { resolveSelections } from './selections.ts'
import { type Interval, type Timeline, timelineOf } from './timeline.ts'
import { ReadRefused } from './turns.ts'

const sampleOf = async (connection: DuckDBConnection, iri: string): Promise<SampleItem | undefined> => {
  const of = new Bindings()
  const [row] = await rows<{ item: string }>(
    connection,
    `SELECT item FROM sample WHERE iri = ${of.text(iri)}`,
    of,
  )
  return row && (JSON.parse(row.item) as SampleItem)
}

/** Pages of more are not kept. */
const MOST_KEPT_ITEMS = 100

/** What a read gives, or why it was refused. */
const answered = async <T>(reading: Promise<T>): Promise<Result<T>> => {
  try {
    return ok(await reading)
  } catch (error) {
    if (error instanceof ReadRefused) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Reads of one state each, before which a request's facet values are looked up. */
const readerOf = (
  database: Database,
  vocabularies: Pick<Vocabularies, 'digest' | 'concept' | 'label' | 'ancestors'>,
) => ({
  reading: <T>(work: (connection: DuckDBConnection, generation: number) => Promise<T>): Promise<T> =>
    database.read(async connection => work(connection, await readGeneration(connection))),
  filtered: <F extends Filters, T>(
    filters: F,
    work: (connection: DuckDBConnection, filters: Resolved<F>, generation: number) => Promise<T>,
    gains?: readonly number[],
    read: <R>(work: (connection: DuckDBConnection) => Promise<R>) => Promise<R> = database.read,
  ): Promise<T> =>
    read(async connection => {
      const resolved = await resolveSelections(connection, filters, vocabularies, gains)
      return work(connection, resolved, await readGeneration(connection))
    }),
})
type Reader = ReturnType<typeof readerOf>

const found = async <T>(value: Promise<T | undefined>, generation: number): Promise<Dated<T> | undefined> => {
  const it = await value
  return it === undefined ? undefined : { generation, value: it }
}

/** What is called how. */
const nameReadings = ({ reading }: Reader) => ({
  sample: (iri: string) => reading((connection, generation) => found(sampleOf(connection, iri), generation)),
  resolve: (text: string) => reading(connection => candidatesOf(connection, text)),
  samplesNamed: (iris: readonly string[]) => reading(connection => samplesNamed(connection, iris)),
  samplesCalled: (iris: readonly string[]) => reading(connection => samplesCalled(connection, iris)),
  samplesWithCode: (codes: readonly string[]) => reading(connection => samplesWithCode(connection, codes)),
  entitiesNamed: (iris: readonly string[]) => reading(connection => entitiesNamed(connection, iris)),
  beginningsInUse: (beginnings: readonly string[]) =>
    reading(connection => beginningsInUse(connection, beginnings)),
})

type Memo = ReturnType<typeof createMemo>

/** The map and the histogram. */
const viewReadings = ({ filtered }: Reader, memo: Memo, current: () => number) => ({
  clusters: (filters: Filters, zoom: number) =>
    memo.answer(['clusters', filters, zoom], current(), () =>
      filtered(filters, (connection, asked, generation) =>
        clusterSamples(connection, asked, zoom, generation),
      ),
    ),
  timeline: async (filters: Filters, interval?: Interval): Promise<Result<Timeline>> => {
    const dated = await answered(
      memo.answer(['timeline', filters, interval], current(), () =>
        filtered(filters, async (connection, asked, generation) => ({
          generation,
          value: await timelineOf(connection, asked, interval, generation),
        })),
      ),
    )
    return dated.ok ? dated.value.value : dated
  },
})

/** The methods of the catalogue that read; `current` is the generation that was last committed. */
export const readings = (
  database: Database,
  vocabularies: Pick<Vocabularies, 'digest' | 'concept' | 'label' | 'ancestors'>,
  memo: Memo,
  current: () => number,
): Omit<Catalogue, 'status' | 'catchUp' | 'follow' | 'close'> => {
  const reader = readerOf(database, vocabularies)
  const { reading, filtered } = reader
  return {
    search: async (request: SearchRequest): Promise<Result<SearchResult>> => {
      const cursor = cursorOf(request)
      if (!cursor.ok) return cursor
      const gains = cursor.value?.gains
      const make = () =>
        filtered(
          request,
          (connection, resolved, generation) =>
            searchSamples(connection, request, resolved, cursor.value, {
              generation,
              concepts: vocabularies,
            }),
          gains,
        )
      const whole = request.limit > MOST_KEPT_ITEMS
      return answered(whole ? make() : memo.answer(['search', request], current(), make))
    },
    scan: <T>(request: ScanRequest, work: (scan: Scan) => Promise<T>) =>
      filtered(
        request,
        async (connection, asked, generation) => work(await scanSamples(connection, asked, generation)),
        undefined,
        database.scan,
      ),
    facet: (facet: FacetName, filters: Filters, window: ValueWindow) =>
      memo.answer(['facet', facet, filters, window], current(), () =>
        filtered(filters, async (connection, asked, generation) => {
          const counts = await countFacets(connection, asked, [facet], window, vocabularies)
          return { generation, value: counts[facet] ?? { values: [], total: 0 } }
        }),
      ),
    ...viewReadings(reader, memo, current),
    ...linkReadings(reading, vocabularies),
    ...nameReadings(reader),
  }
}
