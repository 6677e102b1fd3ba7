/** What the archive publishes, in the order in which it came to be: for sitemaps. */

import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from './schema.ts'

/** An accepted record and when its current version was archived. */
export interface Published {
  readonly url: string
  /** xsd:dateTime in UTC of the commit. */
  readonly at: string
}

/** How many accepted records there are whose current version is in a stretch of `size` sequence numbers, the first one 0. */
export interface Stretch {
  readonly number: number
  readonly records: number
}

/** Implements `Archive.published`. */
export async function readPublished(db: Kysely<Tables>, number: number, size: number): Promise<Published[]> {
  return db
    .selectFrom('version')
    .innerJoin('record', join =>
      join.onRef('record.url', '=', 'version.url').onRef('record.seq', '=', 'version.seq'),
    )
    .select(['version.url', 'version.at'])
    .where('version.seq', '>', number * size)
    .where('version.seq', '<=', (number + 1) * size)
    .where('record.state', '=', 'accepted')
    .orderBy('version.seq')
    .execute()
}

/** Implements `Archive.stretches`. */
export async function readStretches(db: Kysely<Tables>, size: number): Promise<Stretch[]> {
  const number = sql<number>`(seq - 1) / ${sql.lit(size)}`
  return db
    .selectFrom('record')
    .select(({ fn }) => [number.as('number'), fn.countAll<number>().as('records')])
    .where('state', '=', 'accepted')
    .groupBy(number)
    .orderBy('number')
    .execute()
}
