/** Changes without the content of the records: what a mirror needs to decide which pages to fetch. */

import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'
import { HEAD_COLUMNS, headOf, type VersionHead } from './version-head.ts'

/** One change of the feed: where, when and to what; the statements and findings are left out. */
export interface ChangeHead extends VersionHead {
  /** xsd:dateTime in UTC of the commit. */
  readonly at: string
}

/** Implements `Archive.changeHeads`. */
export async function readChangeHeads(db: Kysely<Tables>, seq: number, limit: number): Promise<ChangeHead[]> {
  const rows = await db
    .selectFrom('version')
    .select(['at', ...HEAD_COLUMNS])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...headOf(row), at: row.at }))
}
