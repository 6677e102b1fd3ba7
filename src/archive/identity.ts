/** Which archive this is, among all there are. */

import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { readSetting } from './harvests.ts'
import type { Tables } from './schema.ts'

const KEY = 'identity'

/** Migration: gives the archive its identity. */
export async function giveIdentity(db: Transaction<Tables>): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key: KEY, value: randomUUID() })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
}

/** Implements `Archive.identity`. */
export async function readIdentity(db: Kysely<Tables>): Promise<string> {
  const identity = await readSetting(db, KEY)
  if (identity === undefined) throw new Error('the archive is damaged: it has no identity; restore a backup')
  return identity
}
