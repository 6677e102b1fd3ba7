/** The change feed: versions in the order of their sequence numbers, and snapshots. */

import type { Kysely } from 'kysely'
import type { Change, ChangeFeed } from '../model/change.ts'
import type { RecordState, StoredRecord } from '../model/record.ts'
import { chunks } from './chunks.ts'
import { listRecords } from './records.ts'
import type { Tables, VersionRow } from './schema.ts'
import type { Store } from './store.ts'
import { storedRecords } from './versions.ts'

/** Records handed over at once by a snapshot: reading more would hold up the thread for longer than a visitor likes. */
const snapshotBatch = 100

async function readGeneration(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('version')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

async function readVersionRows(db: Kysely<Tables>, seqs: readonly number[]): Promise<VersionRow[]> {
  const rows: VersionRow[] = []
  for (const some of chunks(seqs)) {
    rows.push(...(await db.selectFrom('version').selectAll().where('seq', 'in', some).execute()))
  }
  return rows
}

/** Implements `Archive.versions`. */
export async function readVersions(db: Kysely<Tables>, seqs: readonly number[]): Promise<StoredRecord[]> {
  const records = await storedRecords(db, await readVersionRows(db, [...new Set(seqs)]))
  const recordOf = new Map(records.map(record => [record.seq, record]))
  return seqs.flatMap(seq => recordOf.get(seq) ?? [])
}

// Several statements without a transaction: versions and contents are only ever added, and numbers become visible in order.
async function readChanges(db: Kysely<Tables>, seq: number, limit: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('version')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  const within = new Set(rows.map(row => row.seq))
  const earlier = rows.flatMap(({ previous }) =>
    previous === null || within.has(previous) ? [] : [previous],
  )
  const records = await storedRecords(db, [...rows, ...(await readVersionRows(db, earlier))])
  const recordOf = new Map(records.map(record => [record.seq, record]))
  const version = (of: number): StoredRecord => {
    const record = recordOf.get(of)
    if (!record) throw new Error(`the archive is damaged: version ${of} is missing; restore a backup`)
    return record
  }
  return rows.map(({ seq, at, url, previous }) => ({
    seq,
    at,
    url,
    ...(previous === null ? {} : { before: version(previous) }),
    after: version(seq),
  }))
}

async function readSnapshot(
  store: Store,
  onBatch: Parameters<ChangeFeed['snapshot']>[0],
  states: readonly RecordState[] = ['accepted'],
): Promise<number> {
  return store.read(async view => {
    const generation = await readGeneration(view)
    let after = ''
    for (;;) {
      const records = await listRecords(view, { states, after, limit: snapshotBatch })
      const last = records.at(-1)
      if (!last) return generation
      await onBatch(records, generation)
      after = last.url
    }
  })
}

/** The feed of a store's changes (model/change.ts). A batch handler that rejects ends its snapshot with that error. */
export const changeFeed = (store: Store): ChangeFeed => ({
  generation: () => readGeneration(store.db),
  changesSince: (seq, limit) => readChanges(store.db, seq, limit),
  snapshot: (onBatch, states) => readSnapshot(store, onBatch, states),
})
