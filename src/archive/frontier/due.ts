/** Which of the missing pages are withdrawn, and how that is put in words. */

import { sql } from 'kysely'
import type { Withdrawal } from '../../model/source.ts'
import { allowedMissing } from './absence.ts'
import { type Context, type Db, dateTime, numberOf } from './context.ts'
import type { RunRow } from './schema.ts'

const dayMs = 86_400_000
/** Runs of a daily schedule are not exactly a day apart. */
const toleranceMs = 3_600_000
/** Most pages that one run withdraws: they are handed over as a list; the next run goes on. */
const mostRemovals = 50_000

/** A page that is missing. */
export interface Missing {
  readonly url: string
  readonly state: string
  readonly misses: number
  readonly missing_since: number | null
  readonly deleted: number
}

/** Why a page is withdrawn. */
export const because = ({ state, misses, missing_since: since, deleted }: Missing): string => {
  if (deleted) return 'deleted, says its feed'
  const how = state === 'gone' ? 'gone (404 or 410)' : 'not listed'
  return since === null
    ? `${how}, as an operator confirmed`
    : `${how} in ${misses} harvest${misses === 1 ? '' : 's'} in a row, since ${dateTime(since).slice(0, 10)}`
}

/** Pages that have been missing for long enough, this run included. */
const due = (run: RunRow, { misses, days }: Withdrawal, now: number) => sql`
  indexed by page_missing where source = ${run.source} and live = 1 and misses > 0 and (deleted = 1 or (miss_run = ${run.number} and misses >= ${misses}
    and missing_since <= ${now - days * dayMs + toleranceMs}))`

const missingPages = async (db: Db, which: ReturnType<typeof sql>): Promise<Missing[]> => {
  const { rows } = await sql<Missing>`
    select url, state, misses, missing_since, deleted from page ${which} order by url limit ${mostRemovals}`.execute(
    db,
  )
  return rows
}

/** The run whose held back candidates an operator has looked at. */
const confirmedRun = (db: Db, source: string): Promise<RunRow | undefined> =>
  db
    .selectFrom('run')
    .selectAll()
    .where('source', '=', source)
    .where('confirmed', '=', 1)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Held back by an earlier run and missing ever since: not listed since before it, or due and missing since before its end. */
const stillMissing = (run: RunRow, held: RunRow) => sql`
  where source = ${run.source} and live = 1 and ((listed_run < ${held.number} and turn < ${held.number})
    or (misses > 0 and missing_since <= ${held.ended_at} and (deleted = 1 or miss_run = ${run.number})))`

/** What goes, and what a guard held back. */
export interface Judgement {
  readonly withdraw: readonly Missing[]
  readonly held?: { readonly due: number; readonly live: number }
}

/** What goes. `live`: how many pages may go; `suspicious`: how many were absent at once from a listing that is not believed. */
export async function judge(
  context: Context,
  run: RunRow,
  policy: Withdrawal,
  { live, suspicious }: { readonly live: number; readonly suspicious: number },
): Promise<Judgement> {
  const { db } = context.store
  const held = run.complete === 1 ? await confirmedRun(db, run.source) : undefined
  if (held) {
    const withdraw = await missingPages(db, stillMissing(run, held))
    await db
      .updateTable('run')
      .set({ confirmed: 2 })
      .where('source', '=', run.source)
      .where('confirmed', '=', 1)
      .execute()
    return { withdraw }
  }
  if (suspicious > 0) return { withdraw: [], held: { due: suspicious, live } }
  const which = due(run, policy, context.now())
  const count = await numberOf(db, sql`select count(*) as count from page ${which}`)
  if (count > allowedMissing(live, policy.share)) return { withdraw: [], held: { due: count, live } }
  return { withdraw: await missingPages(db, which) }
}
