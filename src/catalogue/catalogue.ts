/** The catalogue: a columnar projection of the archive's change feed that answers searches, facets, maps and links. */
import { createHash } from 'node:crypto'
import type { ChangeFeed } from '../model/change.ts'
import type { Result } from '../model/problem.ts'
import type { Profile } from '../model/profile.ts'
import type { Source } from '../model/source.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { applyChanges, readWatermark, rebuild, type Surroundings, type Watermark } from './apply.ts'
import type { Clusters } from './clusters.ts'
import { type Database, type Limits, openDatabase, run } from './database.ts'
import type { FacetName } from './facet-table.ts'
import type { FacetCounts, ValueWindow } from './facets.ts'
import { type Follower, follow } from './follow.ts'
import type { SampleItem } from './item.ts'
import type { NamedEntity, NamedSample, Samples } from './known-names.ts'
import type { LinkReadings } from './link-readings.ts'
import { createMemo } from './memo.ts'
import type { Filters, SearchRequest } from './query.ts'
import { readings } from './readings.ts'
import type { Candidate } from './resolve.ts'
import { countSamples } from './sample-count.ts'
import type { Scan, ScanRequest } from './scan.ts'
import { createTables, dropTables, SCHEMA_VERSION } from './schema.ts'
import type { SearchResult } from './search.ts'
import type { Interval, Timeline } from './timeline.ts'

/** How far the catalogue is; `problem` says why it does not follow. */
export interface CatalogueStatus {
  readonly generation: number
  readonly samples: number
  readonly problem?: string
}

/** A value and the generation it was read from. */
export interface Dated<T> {
  readonly generation: number
  readonly value: T
}

/**
 * Every read sees one committed generation as a whole. Methods reject when the database fails, and with `ReadRefused` when
 * they take too long or too many wait; those that give a Result give its problem, `search-timeout` or `search-busy`.
 */
export interface Catalogue extends LinkReadings {
  search(request: SearchRequest): Promise<Result<SearchResult>>
  /** Has `work` read all samples that are found; the state it reads is kept for it until it ends, so it should not wait for clients. */
  scan<T>(request: ScanRequest, work: (scan: Scan) => Promise<T>): Promise<T>
  facet(facet: FacetName, filters: Filters, window: ValueWindow): Promise<Dated<FacetCounts>>
  clusters(filters: Filters, zoom: number): Promise<Clusters>
  timeline(filters: Filters, interval?: Interval): Promise<Result<Timeline>>
  /** The sample with this canonical IRI. */
  sample(iri: string): Promise<Dated<SampleItem> | undefined>
  /** What a text in any spelling can mean here. */
  resolve(text: string): Promise<readonly Candidate[]>
  /** The samples with these IRIs, and what they are linked to. */
  samplesNamed(iris: readonly string[]): Promise<readonly NamedSample[]>
  /** Samples that these IRIs are other names of, by what their records say. */
  samplesCalled(iris: readonly string[]): Promise<Samples>
  /** Samples with these codes, whatever stands before them. */
  samplesWithCode(codes: readonly string[]): Promise<Samples>
  entitiesNamed(iris: readonly string[]): Promise<readonly NamedEntity[]>
  /** Which of these beginnings of IRIs samples have. */
  beginningsInUse(beginnings: readonly string[]): Promise<readonly string[]>
  status(): CatalogueStatus
  /** Applies what the feed has; returns the generation reached. Calls at the same time share the work. */
  catchUp(): Promise<number>
  /** Catches up every `intervalMs` milliseconds; failures are reported here and in `status`. */
  follow(intervalMs: number, onFailure?: (error: Error) => void): Follower
  close(): Promise<void>
}

/** What the catalogue is made from. Without `dataDir` it lives in memory. */
export interface CatalogueOptions {
  readonly dataDir?: string
  readonly feed: ChangeFeed
  readonly vocabularies: Pick<Vocabularies, 'digest' | 'concept' | 'label' | 'ancestors'>
  readonly sources: readonly Pick<Source, 'id' | 'name'>[]
  readonly profiles?: readonly Pick<Profile, 'id' | 'title'>[]
  /** How long reads may take and how many may wait. */
  readonly limits?: Limits
  /** Answers kept in memory until the next generation. */
  readonly answersKept?: number
}

/** Answers kept, when the options do not say. */
const ANSWERS_KEPT = 200
/** Changes applied in one transaction. */
const CHANGES_AT_ONCE = 200

const surroundingsOf = ({ vocabularies, sources, profiles = [] }: CatalogueOptions): Surroundings => {
  const source = sources.map(({ id, name }) => [id, name] as const).sort()
  const profile = profiles.map(({ id, title }) => [id, title] as const).sort()
  const made = JSON.stringify([vocabularies.digest, source, profile])
  return {
    concepts: vocabularies,
    labels: { concept: iri => vocabularies.label(iri), source: new Map(source), profile: new Map(profile) },
    digest: `${SCHEMA_VERSION}:${createHash('sha256').update(made).digest('hex')}`,
  }
}

/** The writing side: knows how far the tables are and moves them on. */
const openFollowing = async (database: Database, feed: ChangeFeed, surroundings: Surroundings) => {
  const start = await database.write(async connection => {
    const mark = await readWatermark(connection)
    // Tables of another version are no use to anybody; tables with other labels serve until they are made anew.
    if (mark?.digest.split(':')[0] !== String(SCHEMA_VERSION)) {
      await dropTables(connection)
      for (const statement of createTables()) await run(connection, statement)
      return { mark: undefined, samples: 0 }
    }
    return { mark, samples: await countSamples(connection) }
  })
  let mark: Watermark | undefined = start.mark
  let samples = start.samples
  const step = async (): Promise<boolean> => {
    const stale = mark?.digest !== surroundings.digest || (await feed.generation()) < (mark?.seq ?? 0)
    const changes = stale ? [] : await feed.changesSince(mark?.seq ?? 0, CHANGES_AT_ONCE)
    if (!stale && changes.length === 0) return false
    const done = await database.write(async connection => {
      if (stale) await rebuild(connection, feed, surroundings)
      else await applyChanges(connection, changes, surroundings)
      return { mark: await readWatermark(connection), samples: await countSamples(connection) }
    })
    mark = done.mark
    samples = done.samples
    return true
  }
  return { step, generation: () => mark?.seq ?? 0, samples: () => samples }
}

/**
 * Opens `dataDir`/catalogue.duckdb, making it when it is missing, damaged or of another version; call `catchUp` or
 * `follow` to fill it. Rejects when another process holds the file.
 */
export const openCatalogue = async (options: CatalogueOptions): Promise<Catalogue> => {
  const database = await openDatabase(options.dataDir, options.limits)
  const following = await openFollowing(database, options.feed, surroundingsOf(options))
  const memo = createMemo(options.answersKept ?? ANSWERS_KEPT)
  let problem: string | undefined
  let underWay: Promise<number> | undefined
  const follower: { current?: Follower } = {}
  const catchUp = (): Promise<number> => {
    underWay ??= (async () => {
      try {
        while (await following.step());
        problem = undefined
        return following.generation()
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
        throw error
      } finally {
        underWay = undefined
      }
    })()
    return underWay
  }
  return {
    ...readings(database, options.vocabularies, memo, () => following.generation()),
    status: () => ({
      generation: following.generation(),
      samples: following.samples(),
      ...(problem !== undefined && { problem }),
    }),
    catchUp,
    follow: (intervalMs, onFailure = () => undefined) => {
      follower.current = follow(catchUp, intervalMs, onFailure)
      return follower.current
    },
    close: async () => {
      await follower.current?.stop()
      await database.close()
    },
  }
}
