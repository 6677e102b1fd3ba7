/**
 * The frontier's tables as kysely sees them; migrations.ts makes them. Times are milliseconds since the epoch. The sqlite3
 * shell answers most questions (`select source, state, count(*) from page group by 1, 2`).
 */

import type { Generated, Selectable } from 'kysely'

/**
 * - `idle`: nothing to do until it is listed again;
 * - `queued`: to be visited, by whoever claims it, from `not_before` on;
 * - `claimed`: a process visits it;
 * - `failed`: a dead letter;
 * - `gone`: the last visit was answered 404 or 410, or the feed says that it is deleted.
 */
export type PageState = 'idle' | 'queued' | 'claimed' | 'failed' | 'gone'

/** A page that a source lists or has listed. */
export interface PageTable {
  /** Counts up in the order of the first listing: the order of visits. */
  id: Generated<number>
  url: string
  source: string
  /** `place.id` of what lists it. */
  place: number
  /** Number of the run that listed it last; 0 before the first. */
  listed_run: number
  /** Number of the run that counts it, listed or not: each page is in one column of that run's counts. */
  turn: number
  /** The later of the dates that the last run's listings gave; and the one that was current at the last successful visit. */
  modified_at: number | null
  visited_modified_at: number | null
  /** The last successful visit. */
  visited_at: number | null
  /** First characters of the digest of the pipeline that converted it. */
  pipeline: string | null
  state: PageState
  from_archive: number
  /** 1 while a feed delivers it: nobody else may claim it. */
  delivered: number
  /** `process.id` while claimed. */
  claimed_by: string | null
  attempts: number
  not_before: number
  /** The last problem. */
  code: string | null
  detail: string | null
  tried_at: number | null
  /** 1 when the archive has a record of it that is not withdrawn. */
  live: number
  /** Runs in a row that missed it, the time of the first and the number of the last of them. */
  misses: number
  missing_since: number | null
  miss_run: number
  /** 1 when the feed itself says that it is deleted. */
  deleted: number
}

/** What lists pages, usually a sitemap: kept once, for a million pages share it. */
export interface PlaceTable {
  id: Generated<number>
  url: string
}

/** A process that takes part in harvests. */
export interface ProcessTable {
  id: string
  pid: number
  /** Where `pid` means something: see `machine` in machine.ts. */
  machine: string
  started_at: number
  beat_at: number
}

/** A harvest of one source. At most one of a source is open (`ended_at` is null). */
export interface RunTable {
  source: string
  number: number
  /** `full`: feeds are read; `retry`: only what failed before is visited. */
  kind: 'full' | 'retry'
  started_at: number
  /** The last time that anybody did anything for it. */
  touched_at: number
  ended_at: number | null
  /** `done` or `broken`, once ended. */
  ending: string | null
  /** Counts up over all sources as runs end: tells what ended after a process began, whatever its clock says. */
  end_order: number | null
  /** The process that reads the feeds, or that ends the run; null when there is none. */
  planner: string | null
  closer: string | null
  planned: number
  /** 1 when everything that the source has was listed. */
  complete: number
  /** How many pages of this run are in which state; `under_way` are claimed, `done` are idle. */
  queued: number
  under_way: number
  done: number
  failed: number
  gone: number
  /** What the guard held back at the end, of how many; and whether an operator has confirmed it (2: and it went). */
  held_due: number | null
  held_live: number | null
  confirmed: number
}

/** How far a feed was read. */
export interface PositionTable {
  source: string
  feed: string
  since: string | null
  resume: string | null
}

/** What the porch keeps about a host. */
export interface HostTable {
  host: string
  stored: string
}

/** Number of migrations applied; one row. */
export interface SchemaVersionTable {
  version: number
}

export interface FrontierTables {
  page: PageTable
  place: PlaceTable
  process: ProcessTable
  run: RunTable
  position: PositionTable
  host: HostTable
  schema_version: SchemaVersionTable
}

export type RunRow = Selectable<RunTable>
