/** Rows of `stamp` <-> stamps. */

import type { Kysely, Transaction } from 'kysely'
import type { Stamp } from './archive.ts'
import { chunks } from './chunks.ts'
import type { StampTable, Tables } from './schema.ts'

type StampRow = Omit<StampTable, 'id'>

const rowOf = ({ pipelineDigest, conversion = '', validation = '' }: Stamp): StampRow => ({
  ...{ pipeline_digest: pipelineDigest, conversion, validation },
})

/** The stamp of a row, whose empty texts are what nobody told. */
export const stampOf = ({ pipeline_digest: pipelineDigest, conversion, validation }: StampRow): Stamp => ({
  pipelineDigest,
  ...(conversion !== '' && { conversion }),
  ...(validation !== '' && { validation }),
})

/** A text that two stamps share when they are equal. */
export const stampKey = (stamp: Stamp): string => {
  const { pipeline_digest, conversion, validation } = rowOf(stamp)
  return JSON.stringify([pipeline_digest, conversion, validation])
}

/** The id of a stamp; undefined when no record ever bore it. */
export const findStamp = async (db: Kysely<Tables>, stamp: Stamp): Promise<number | undefined> => {
  const { pipeline_digest, conversion, validation } = rowOf(stamp)
  const row = await db
    .selectFrom('stamp')
    .select('id')
    .where('pipeline_digest', '=', pipeline_digest)
    .where('conversion', '=', conversion)
    .where('validation', '=', validation)
    .executeTakeFirst()
  return row?.id
}

/** The id of a stamp, which is added when it is new. */
export const stampId = async (db: Transaction<Tables>, stamp: Stamp): Promise<number> => {
  const known = await findStamp(db, stamp)
  if (known !== undefined) return known
  const { id } = await db.insertInto('stamp').values(rowOf(stamp)).returning('id').executeTakeFirstOrThrow()
  return id
}

/** The ids of stamps, by `stampKey`: few, because the records of a batch come from one pipeline. */
export const stampIds = async (
  db: Transaction<Tables>,
  stamps: readonly Stamp[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = new Map<string, number>()
  for (const stamp of stamps) {
    const key = stampKey(stamp)
    if (!ids.has(key)) ids.set(key, await stampId(db, stamp))
  }
  return ids
}

/** Puts a stamp on records. */
export const putStamp = async (
  db: Transaction<Tables>,
  urls: readonly string[],
  stamp: number,
): Promise<void> => {
  for (const some of chunks(urls))
    await db.updateTable('record').set({ stamp }).where('url', 'in', some).execute()
}
