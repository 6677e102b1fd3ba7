/** The only place where versions are added. */

import type { Transaction } from 'kysely'
import { chunks } from './chunks.ts'
import type { NewVersionRow, RecordTable, Tables } from './schema.ts'

/** A version to add, and the id of the stamp that its record bears from then on. */
export interface NewVersion {
  readonly row: NewVersionRow
  readonly stamp: number
}

/** Adds versions of distinct URLs and makes them current, with the state of the present that follows from them. */
export async function addVersions(db: Transaction<Tables>, versions: readonly NewVersion[]): Promise<void> {
  for (const some of chunks(versions)) {
    const added = await db
      .insertInto('version')
      .values(some.map(({ row }) => row))
      .returning(['seq', 'url'])
      .execute()
    const seqOf = new Map(added.map(({ seq, url }) => [url, seq]))
    const records = some.map(({ row, stamp }): RecordTable => {
      const seq = seqOf.get(row.url)
      if (seq === undefined) throw new Error(`the database gave no sequence number to ${row.url}`)
      return currentRow(row, seq, stamp)
    })
    await db
      .insertInto('record')
      .values(records)
      .onConflict(conflict =>
        conflict.column('url').doUpdateSet(({ ref }) => ({
          seq: ref('excluded.seq'),
          source: ref('excluded.source'),
          state: ref('excluded.state'),
          coverage: ref('excluded.coverage'),
          fetched_at: ref('excluded.fetched_at'),
          etag: ref('excluded.etag'),
          last_modified: ref('excluded.last_modified'),
          stamp: ref('excluded.stamp'),
        })),
      )
      .execute()
  }
}

function currentRow(version: NewVersionRow, seq: number, stamp: number): RecordTable {
  const { coverage_present: present, coverage_reached: reached, state } = version
  const withdrawn = state === 'withdrawn'
  return {
    url: version.url,
    seq,
    source: version.source,
    state,
    coverage:
      typeof present === 'number' && typeof reached === 'number' && present > 0 ? reached / present : null,
    fetched_at: version.fetched_at,
    // A page that comes back must be fetched in full: after a 304 there would be no outcome to write.
    etag: withdrawn ? null : (version.etag ?? null),
    last_modified: withdrawn ? null : (version.last_modified ?? null),
    stamp,
  }
}
