/** The port of the archive: the only writer of truth, whatever database stands behind it. */

import type { ChangeFeed } from '../model/change.ts'
import type { RecordOutcome, RecordState, StoredRecord } from '../model/record.ts'
import type { ChangeHead } from './change-heads.ts'
import type { RunHistory } from './frontier.ts'
import type { Published, Stretch } from './listing.ts'
import type { Revalidations } from './revalidations.ts'

/** What the porch and the walk need to know of a page before asking for it again. */
export interface Remembered {
  /**
   * Validators of the last answer, for a conditional request. Absent once the record is withdrawn, so that a page that
   * comes back is fetched in full.
   */
  readonly etag?: string
  readonly lastModified?: string
  readonly bodyDigest: string
  /** The pipeline that came to this outcome last; the version itself may have been made by an earlier one. */
  readonly pipelineDigest: string
  readonly state: RecordState
}

/** Which pipeline came to a record's outcome last. Kept beside the versions: one that comes to the same makes none. */
export interface Stamp {
  readonly pipelineDigest: string
  /** Digest of what turned the page into statements; absent when the writer did not say. */
  readonly conversion?: string
  /** What the reports were made with, as text that the writer can read again; absent when it did not say. */
  readonly validation?: string
}

/** An outcome, and the parts of the pipeline that made it. */
export interface MadeOutcome extends RecordOutcome {
  readonly madeBy?: Omit<Stamp, 'pipelineDigest'>
}

/** What a write came to. */
export interface Written {
  /** Outcomes that made a version. */
  readonly written: number
  /** Outcomes that said the same as the current version. */
  readonly unchanged: number
  /** URLs for which no outcome made a version. */
  readonly unchangedUrls: ReadonlySet<string>
}

/** Which of a source's URLs the archive knows; a page of them, see `Archive.known`. */
export interface KnownUrl {
  readonly url: string
  readonly state: RecordState
}

/** Which records to list, in the byte order of their URLs. */
export interface RecordQuery {
  readonly source?: string
  readonly state?: RecordState
  /** Any of these. */
  readonly states?: readonly RecordState[]
  /** Only URLs that come after this one: the last URL of the page before. */
  readonly after?: string
  readonly limit: number
}

/** Figures of one source over the current versions of its records. */
export interface SourceStatistics {
  readonly source: string
  /** How many pages the source listed at its last visit; absent before the first. */
  readonly listed?: number
  /** xsd:dateTime in UTC of the last visit that was noted. */
  readonly lastVisited?: string
  readonly accepted: number
  readonly rejected: number
  readonly unreadable: number
  readonly withdrawn: number
  /** Mean over accepted and rejected records of leaves reached / leaves present, 0 to 1; absent without such records. */
  readonly coverage?: number
  /** xsd:dateTime in UTC of the newest fetch that changed a record; absent without records. */
  readonly lastFetched?: string
}

/**
 * Every record ever fetched, version by version, and the feed of their changes. Versions are only ever added.
 * All methods may be called from several processes and threads at once; what one has committed the others see at their
 * next call. A method rejects only when the database itself fails (disk full, file damaged) or the caller broke the contract.
 */
export interface Archive extends ChangeFeed, RunHistory, Revalidations {
  /** What is known of the page at `url`; undefined when it was never stored. */
  remembered(url: string): Promise<Remembered | undefined>
  /**
   * Stores outcomes in one transaction: all of them or none. An outcome that says the same as the current version
   * (`bodyDigest`, source, state, samples, quads, reports, coverage, repairs, problems) is `unchanged` and makes no version,
   * whenever it was fetched and whatever pipeline made it; only ETag, Last-Modified and the pipeline are remembered when they
   * differ. Reports say the same when their results do, in whatever order and by whatever edition of the shapes.
   * Rejects when a `bodyDigest` is not the SHA-256 of its `body`.
   */
  write(outcomes: readonly MadeOutcome[]): Promise<Written>
  /**
   * Makes a tombstone: state `withdrawn`, the reason, and the content of the version before.
   * Returns false, and does nothing, when `url` is unknown or withdrawn already.
   */
  withdraw(url: string, because: string): Promise<boolean>
  /** The current version of a record, tombstones included. */
  record(url: string): Promise<StoredRecord | undefined>
  /** The raw bytes with this SHA-256 (hexadecimal), as they were fetched. */
  body(digest: string): Promise<Uint8Array | undefined>
  /**
   * The versions with these sequence numbers, current or not, in the order of the numbers; numbers that no version has are
   * left out. For a few thousand at once: all of them are in memory.
   */
  versions(seqs: readonly number[]): Promise<readonly StoredRecord[]>
  /** The same changes as `changesSince`, without the content of the records, for a fraction of the time. */
  changeHeads(seq: number, limit: number): Promise<readonly ChangeHead[]>
  /**
   * Which archive this is: a random text, given when the archive was made and part of every copy and backup of it. Sequence
   * numbers of two archives with different identities have nothing to do with each other.
   */
  identity(): Promise<string>
  /** Current versions, of any state, of at most 1,000 records that describe the sample, in the byte order of their URLs. */
  recordsOfSample(sample: string): Promise<readonly StoredRecord[]>
  /** Current versions that match, in the byte order of their URLs, at most `limit`. */
  list(query: RecordQuery): Promise<readonly StoredRecord[]>
  /** The same selection as `list` without the records' content: for a frontier that was lost. */
  known(query: RecordQuery): Promise<readonly KnownUrl[]>
  /**
   * Accepted records whose current version has one of the sequence numbers of stretch `number` (the first is 0, each has
   * `size` numbers), in their order: at most `size`. A record that changes goes over to the last stretch.
   */
  published(number: number, size: number): Promise<readonly Published[]>
  /** The stretches of `size` sequence numbers in which there is a `published` record, in order. */
  stretches(size: number): Promise<readonly Stretch[]>
  /** Notes that a harvest of `source` ended at `at` (xsd:dateTime) and how many pages the source listed. */
  visited(source: string, listed: number, at: string): Promise<void>
  /** Figures per source, in the order of source ids. */
  statistics(): Promise<readonly SourceStatistics[]>
  /** A named value kept beside the records, e.g. `base`. */
  setting(key: string): Promise<string | undefined>
  setSetting(key: string, value: string): Promise<void>
  /** Ends the connection; any later call rejects. */
  close(): Promise<void>
}
