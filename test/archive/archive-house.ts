/** What the contract suite needs of an implementation, and small readings that several of its parts share. */

import { expect } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { Change } from '../../src/model/change.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'

/** A database that may be opened several times at once. */
export interface ArchiveHouse {
  /** Opens another connection, as another process would; the house closes it in the end. */
  open(options?: { readOnly?: boolean; now?: () => Date }): Promise<Archive>
  /** Closes everything and removes the database. */
  dispose(): Promise<void>
}

/** Everything a snapshot hands out, in its order. */
export async function snapshotOf(archive: Archive): Promise<{ records: StoredRecord[]; generation: number }> {
  const records: StoredRecord[] = []
  const generation = await archive.snapshot(async batch => void records.push(...batch))
  return { records, generation }
}

/** The fields that the archive gives back. */
export const withoutBody = ({ body: _, ...rest }: RecordOutcome) => rest

/** Changes from the first on: numbered without gaps, each following the version that was current before it. */
export function expectChain(changes: readonly Change[]): void {
  const current = new Map<string, StoredRecord>()
  for (const [index, { seq, url, before, after }] of changes.entries()) {
    expect(seq).toBe(index + 1)
    expect(after.seq).toBe(seq)
    expect(after.url).toBe(url)
    expect(before).toEqual(current.get(url))
    current.set(url, after)
  }
}
