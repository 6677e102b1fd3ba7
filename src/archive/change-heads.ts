/** Changes without the content of the records: what a mirror needs to decide which pages to fetch. */

import type { Kysely } from 'kysely'
import type { StoredRecord } from '../model/record.ts'
import type { Tables } from './schema.ts'
import { given } from './versions.ts'

/** One change of the feed: where, when and to what; the statements and findings are left out. */
export interface ChangeHead
  extends Pick<
    StoredRecord,
    | 'seq'
    | 'source'
    | 'state'
    | 'withdrawnBecause'
    | 'finalUrl'
    | 'mediaType'
    | 'charset'
    | 'etag'
    | 'lastModified'
    | 'fetchedAt'
    | 'bodyDigest'
  > {
  readonly url: string
  /** xsd:dateTime in UTC of the commit. */
  readonly at: string
}

const COLUMNS = [
  'seq',
  'at',
  'url',
  'source',
  'state',
  'withdrawn_because',
  'final_url',
  'media_type',
  'charset',
  'etag',
  'last_modified',
  'fetched_at',
  'body_digest',
] as const

/** Implements `Archive.changeHeads`. */
export async function readChangeHeads(db: Kysely<Tables>, seq: number, limit: number): Promise<ChangeHead[]> {
  const rows = await db
    .selectFrom('version')
    .select([...COLUMNS])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    seq: row.seq,
    at: row.at,
    url: row.url,
    source: row.source,
    state: row.state,
    ...given('withdrawnBecause', row.withdrawn_because),
    finalUrl: row.final_url,
    mediaType: row.media_type,
    ...given('charset', row.charset),
    ...given('etag', row.etag),
    ...given('lastModified', row.last_modified),
    fetchedAt: row.fetched_at,
    bodyDigest: row.body_digest,
  }))
}
