/**
 * The archive's tables as kysely sees them; migrations.ts makes them. All but the large texts is plain, so that the sqlite3
 * shell can answer most questions (`select source, state, count(*) from record group by 1, 2`); the bytes of `content`
 * are what any zlib makes readable.
 */

import type { Generated, Insertable, Selectable } from 'kysely'
import type { RecordState } from '../model/record.ts'

/** Content-addressed bytes: raw bodies, statements and findings of versions. Rows are never changed. */
export interface ContentTable {
  /** SHA-256 of the bytes before compression, hexadecimal. */
  digest: string
  /** How `bytes` is compressed: `identity` or `zlib` (RFC 1950). */
  encoding: string
  /** Number of bytes before compression. */
  size: number
  bytes: Uint8Array
}

/** One version of one record: the row is the change of the feed as well. Rows are never changed. */
export interface VersionTable {
  seq: Generated<number>
  /** The version of the same record that was current before; null for the first. */
  previous: number | null
  at: string
  url: string
  source: string
  state: RecordState
  withdrawn_because: string | null
  final_url: string
  media_type: string
  charset: string | null
  etag: string | null
  last_modified: string | null
  fetched_at: string
  body_digest: string
  /** Which pipeline made this version; which one came to the same since then is said by the record's stamp. */
  pipeline_digest: string
  /** What makes two outcomes the same, see sameness.ts; empty for a tombstone. */
  outcome_digest: string
  /** Content: record quads and kernel triples. */
  statements_digest: string
  /** Content: lost paths, repairs, reports, problems as JSON. */
  findings_digest: string
  /** JSON array of sample IRIs. */
  samples: string
  coverage_present: number | null
  coverage_reached: number | null
}

/** The current version of each record, and what changes without making a version. */
export interface RecordTable {
  url: string
  seq: number
  source: string
  state: RecordState
  /** Leaves reached / leaves present of the current version. */
  coverage: number | null
  fetched_at: string
  /** Validators of the last full answer; null once withdrawn. */
  etag: string | null
  last_modified: string | null
  /** Which pipeline came to this outcome last. */
  stamp: number
}

/** Pipelines that records bear the stamp of; `conversion` and `validation` are empty when nobody told them. */
export interface StampTable {
  id: Generated<number>
  pipeline_digest: string
  conversion: string
  validation: string
}

/** Which current records describe which sample. */
export interface RecordSampleTable {
  sample: string
  url: string
}

/** The last completed harvest of each source. */
export interface SourceVisitTable {
  source: string
  listed: number
  visited_at: string
}

/** One harvest of one source; `figures` is the JSON of RunFigures. */
export interface HarvestRunTable {
  source: string
  number: number
  started_at: string
  ended_at: string | null
  listing: string | null
  figures: string
}

export interface SettingTable {
  key: string
  value: string
}

/** Number of migrations applied; one row. */
export interface SchemaVersionTable {
  version: number
}

export interface Tables {
  content: ContentTable
  version: VersionTable
  record: RecordTable
  stamp: StampTable
  record_sample: RecordSampleTable
  source_visit: SourceVisitTable
  harvest_run: HarvestRunTable
  setting: SettingTable
  schema_version: SchemaVersionTable
}

export type ContentRow = Insertable<ContentTable>
export type NewVersionRow = Insertable<VersionTable>
export type VersionRow = Selectable<VersionTable>
