/** The port of revalidation: records by the pipeline that came to them last, and what another one makes of their reports. */

import type { Iri } from '../model/iri.ts'
import type { RecordState } from '../model/record.ts'
import type { ValidationReport } from '../model/validation-report.ts'
import type { Stamp } from './archive.ts'

/** Current records of one source and state that bear the same stamp. */
export interface StampGroup {
  readonly source: string
  readonly state: RecordState
  readonly stamp: Stamp
  readonly records: number
}

/** Those records of a group whose URL comes after `after`, up to and with `through`, in byte order. */
export interface Slice {
  readonly group: StampGroup
  readonly after: string
  readonly through: string
  /** How many they were when the slice was cut. */
  readonly records: number
}

/** A record as far as it is needed to check it again. */
export interface CheckableRecord {
  readonly url: Iri
  readonly seq: number
  readonly samples: readonly Iri[]
  /** N-Triples. */
  readonly kernelTriples: string
  readonly reports: readonly ValidationReport[]
}

/** The records of a slice. */
export interface Checkable {
  /** The archive's generation before they were read. */
  readonly generation: number
  readonly records: readonly CheckableRecord[]
}

/** Other reports for a record, as it was at version `seq`. */
export interface Amendment {
  readonly url: string
  readonly seq: number
  readonly state: 'accepted' | 'rejected'
  readonly reports: readonly ValidationReport[]
}

/** Checking what is archived again, without making it anew. */
export interface Revalidations {
  /** All current records but tombstones, by source, state and stamp. */
  stampGroups(): Promise<readonly StampGroup[]>
  /** The next at most `limit` records of a group after a URL ('' for the first); undefined when there are none. */
  slice(group: StampGroup, after: string, limit: number): Promise<Slice | undefined>
  /** Those records of a slice whose reports `wanted` asks for. */
  checkable(slice: Slice, wanted: (reports: readonly ValidationReport[]) => boolean): Promise<Checkable>
  /**
   * In one transaction: makes a version of every record that is amended, which is a change of the feed like any other, and puts
   * the stamp on all records of the slice. Records that changed since `generation` are left as they are, with their stamp.
   */
  amend(
    slice: Slice,
    checked: {
      readonly generation: number
      readonly stamp: Stamp
      readonly amendments: readonly Amendment[]
    },
  ): Promise<{ readonly written: number }>
  /** Puts another stamp on all records of a group, which makes no version. Returns how many they were. */
  restamp(group: StampGroup, stamp: Stamp): Promise<number>
}
