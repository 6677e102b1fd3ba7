/** Absence: what a complete listing does not list, and whether such a listing can be believed. */

import { sql } from 'kysely'
import { type Context, type Db, numberOf, rowsPerTransaction } from './context.ts'
import type { RunRow } from './schema.ts'

/** How many pages may be missing at once. A source of a few pages must be able to lose one, so that is always allowed. */
export const allowedMissing = (live: number, share: number): number => Math.max(1, Math.floor(live * share))

/** How many pages of a source the archive has. */
export const livePages = (db: Db, source: string): Promise<number> =>
  numberOf(db, sql`select count(*) as count from page where source = ${source} and live = 1`)

/** Live pages that this run neither listed nor visited. */
const absentPages = (db: Db, { source, number }: RunRow): Promise<number> =>
  numberOf(
    db,
    sql`select count(*) as count from page
      where source = ${source} and live = 1 and listed_run < ${number} and turn < ${number}`,
  )

const listedAnything = async (db: Db, { source, number }: RunRow): Promise<boolean> => {
  const { rows } =
    await sql`select 1 from page where source = ${source} and live in (0, 1) and listed_run = ${number} limit 1`.execute(
      db,
    )
  return rows.length > 0
}

/** Runs a statement that changes at most `rowsPerTransaction` rows and returns their ids, until it changes none. */
async function inPortions({ store }: Context, statement: ReturnType<typeof sql>): Promise<void> {
  for (;;) {
    const { rows } = await store.write(db => statement.execute(db))
    if (rows.length < rowsPerTransaction) return
  }
}

/** Counts what is absent as missing, once per run; forgets what was never had and is no longer listed. */
export async function countAbsence(context: Context, { source, number }: RunRow): Promise<void> {
  const absent = sql`select id from page where source = ${source} and listed_run < ${number} and turn < ${number}`
  await inPortions(
    context,
    sql`update page set misses = misses + 1, missing_since = coalesce(missing_since, ${context.now()}), miss_run = ${number}
      where id in (${absent} and live = 1 and miss_run < ${number} limit ${rowsPerTransaction}) returning id`,
  )
  await inPortions(
    context,
    sql`delete from page where id in (${absent} and live = 0 limit ${rowsPerTransaction}) returning id`,
  )
}

/** How many pages are absent from a listing that cannot be believed, since it lost too many at once; 0 for one that can. */
export async function suspiciousAbsence(db: Db, run: RunRow, live: number, share: number): Promise<number> {
  const absent = await absentPages(db, run)
  const isPlausible = absent <= allowedMissing(live, share) && (await listedAnything(db, run))
  return isPlausible ? 0 : absent
}
