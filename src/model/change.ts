import type { RecordState, StoredRecord } from './record.ts'

/**
 * One step of the archive's change feed: the record as it was before and as it is after.
 * Only versions whose state is `accepted` are public; the others are given so that a projection can tell what to take
 * away or why a record is missing, and so that mirrors can follow everything.
 */
export interface Change {
  readonly seq: number
  /** xsd:dateTime in UTC of the commit. */
  readonly at: string
  readonly url: string
  readonly before?: StoredRecord
  readonly after: StoredRecord
}

/** What a projection reads: the archive's changes in order, or a consistent snapshot to start from. */
export interface ChangeFeed {
  /** The last committed sequence number; 0 for an empty archive. */
  generation(): Promise<number>
  /** Changes with a sequence number greater than `seq`, in order, at most `limit`. */
  changesSince(seq: number, limit: number): Promise<readonly Change[]>
  /**
   * Reads every record in one of the states, by default every accepted one, as of one generation. The records are handed
   * over in batches, in the order of their URL; no change committed meanwhile shows in them.
   */
  snapshot(
    onBatch: (records: readonly StoredRecord[], generation: number) => Promise<void>,
    states?: readonly RecordState[],
  ): Promise<number>
}
