/** Reading current records. */

import type { Kysely } from 'kysely'
import type { StoredRecord } from '../model/record.ts'
import type { KnownUrl, RecordQuery, Remembered } from './archive.ts'
import { unpacked } from './content.ts'
import type { Tables } from './schema.ts'
import { storedRecords } from './versions.ts'

/** Whether nothing can be called so: texts with U+0000 are never stored, and the database refuses to look for one. */
const isNoName = (text: string): boolean => text.includes('\0')

/** Most records handed out for one sample; a hostile page could claim to describe any. */
const mostRecordsOfSample = 1000

const currentVersions = (db: Kysely<Tables>) =>
  db.selectFrom('record').innerJoin('version', 'version.seq', 'record.seq')

const ofQuery = (db: Kysely<Tables>, { source, state, states, after, limit }: RecordQuery) =>
  currentVersions(db)
    .$if(source !== undefined, query => query.where('record.source', '=', source ?? ''))
    .$if(state !== undefined, query => query.where('record.state', '=', state ?? 'accepted'))
    .$if(states !== undefined, query => query.where('record.state', 'in', [...(states ?? [])]))
    .$if(after !== undefined, query => query.where('record.url', '>', after ?? ''))
    .orderBy('record.url')
    .limit(limit)

/** Implements `Archive.remembered`. */
export async function readRemembered(db: Kysely<Tables>, url: string): Promise<Remembered | undefined> {
  const row = await currentVersions(db)
    .innerJoin('stamp', 'stamp.id', 'record.stamp')
    .select([
      'record.etag',
      'record.last_modified',
      'record.state',
      'version.body_digest',
      'stamp.pipeline_digest',
    ])
    .where('record.url', '=', url)
    .executeTakeFirst()
  return (
    row && {
      ...(row.etag === null ? {} : { etag: row.etag }),
      ...(row.last_modified === null ? {} : { lastModified: row.last_modified }),
      bodyDigest: row.body_digest,
      pipelineDigest: row.pipeline_digest,
      state: row.state,
    }
  )
}

/** Implements `Archive.record`. */
export async function readRecord(db: Kysely<Tables>, url: string): Promise<StoredRecord | undefined> {
  if (isNoName(url)) return undefined
  const rows = await currentVersions(db).selectAll('version').where('record.url', '=', url).execute()
  return (await storedRecords(db, rows))[0]
}

/** Implements `Archive.list`. */
export async function listRecords(db: Kysely<Tables>, query: RecordQuery): Promise<StoredRecord[]> {
  return storedRecords(db, await ofQuery(db, query).selectAll('version').execute())
}

/** Implements `Archive.known`. */
export async function listKnown(db: Kysely<Tables>, query: RecordQuery): Promise<KnownUrl[]> {
  return ofQuery(db, query).select(['record.url', 'record.state']).execute()
}

/** Implements `Archive.recordsOfSample`. */
export async function readRecordsOfSample(db: Kysely<Tables>, sample: string): Promise<StoredRecord[]> {
  if (isNoName(sample)) return []
  const rows = await currentVersions(db)
    .innerJoin('record_sample', 'record_sample.url', 'record.url')
    .selectAll('version')
    .where('record_sample.sample', '=', sample)
    .orderBy('record_sample.url')
    .limit(mostRecordsOfSample)
    .execute()
  return storedRecords(db, rows)
}

/** Implements `Archive.body`. */
export async function readBody(db: Kysely<Tables>, digest: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('content').selectAll().where('digest', '=', digest).executeTakeFirst()
  return row && unpacked(row)
}
