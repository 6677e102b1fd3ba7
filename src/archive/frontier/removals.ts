/**
 * The end of a run, and which pages are withdrawn then. Three guards stand before a withdrawal: misses in a row, days since
 * the first of them, and the share of the source that is missing at once.
 */

import { sql } from 'kysely'
import type { Withdrawal } from '../../model/source.ts'
import type { Removals, Run } from '../frontier.ts'
import { type Context, type Db, dateTime, endRun, rowsPerTransaction } from './context.ts'
import type { RunRow } from './schema.ts'

const dayMs = 86_400_000
/** Runs of a daily schedule are not exactly a day apart. */
const toleranceMs = 3_600_000
/** Most pages that one run withdraws: they are handed over as a list; the next run goes on. */
const mostRemovals = 50_000

/** How many pages may be missing at once. A source of a few pages must be able to lose one, so that is always allowed. */
export const allowedMissing = (live: number, share: number): number => Math.max(1, Math.floor(live * share))

const numberOf = async (db: Db, query: ReturnType<typeof sql<{ count: number }>>): Promise<number> =>
  (await query.execute(db)).rows[0]?.count ?? 0

const livePages = (db: Db, source: string): Promise<number> =>
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
async function countAbsence(context: Context, { source, number }: RunRow): Promise<void> {
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

interface Missing {
  readonly url: string
  readonly state: string
  readonly misses: number
  readonly missing_since: number | null
  readonly deleted: number
}

const because = ({ state, misses, missing_since: since, deleted }: Missing): string => {
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

interface Judgement {
  readonly withdraw: readonly Missing[]
  readonly held?: { readonly due: number; readonly live: number }
}

/** What goes. `live`: how many pages may go; `suspicious`: how many were absent at once from a listing that is not believed. */
async function judge(
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

/** Takes the end of the run on itself; undefined when something is left to do, or another process does it. */
const close = (context: Context, { source, number }: Run): Promise<RunRow | undefined> =>
  context.store.write(db =>
    db
      .updateTable('run')
      .set({ closer: context.me })
      .where('source', '=', source)
      .where('number', '=', number)
      .where('ended_at', 'is', null)
      .where('closer', 'is', null)
      .where('planned', '=', 1)
      .where('queued', '=', 0)
      .where('under_way', '=', 0)
      .returningAll()
      .executeTakeFirst(),
  )

/** How many pages are absent from a listing that cannot be believed, since it lost too many at once; 0 for one that can. */
async function suspiciousAbsence(db: Db, run: RunRow, live: number, share: number): Promise<number> {
  const absent = await absentPages(db, run)
  const isPlausible = absent <= allowedMissing(live, share) && (await listedAnything(db, run))
  return isPlausible ? 0 : absent
}

/** Implements `Frontier.finish`. */
export async function finish(
  context: Context,
  asked: Run,
  policy: Withdrawal,
): Promise<Removals | undefined> {
  const { store, now } = context
  const run = await close(context, asked)
  if (!run) return undefined
  const countsAbsence = run.kind === 'full' && run.complete === 1
  const live = await livePages(store.db, run.source)
  const suspicious = countsAbsence ? await suspiciousAbsence(store.db, run, live, policy.share) : 0
  if (countsAbsence && suspicious === 0) await countAbsence(context, run)
  const { withdraw, held } = await judge(context, run, policy, { live, suspicious })
  const missing = await numberOf(
    store.db,
    sql`select count(*) as count from page indexed by page_missing where source = ${run.source} and live = 1 and misses > 0`,
  )
  await store.write(async db => {
    await db
      .updateTable('run')
      .set({ held_due: held?.due ?? null, held_live: held?.live ?? null })
      .where('source', '=', run.source)
      .where('number', '=', run.number)
      .execute()
    await endRun(db, run, 'done', now())
  })
  const going = withdraw.filter(({ misses }) => misses > 0).length
  return {
    withdraw: withdraw.map(page => ({ url: page.url, because: because(page) })),
    candidates: missing - going,
    ...(held ? { heldBack: held } : {}),
  }
}

/** Implements `Frontier.withdrawn`: a page that was withdrawn is new when it is listed again. */
export async function withdrawn({ store }: Context, { source }: Run, urls: readonly string[]): Promise<void> {
  for (let from = 0; from < urls.length; from += rowsPerTransaction) {
    const some = JSON.stringify(urls.slice(from, from + rowsPerTransaction))
    await store.write(db =>
      sql`delete from page where source = ${source} and state in ('idle', 'gone', 'failed')
        and url in (select value from json_each(${some}))`.execute(db),
    )
  }
}

/** Implements `Frontier.confirmRemovals`. */
export const confirmRemovals = ({ store }: Context, source: string): Promise<number> =>
  store.write(async db => {
    const last = await db
      .selectFrom('run')
      .selectAll()
      .where('source', '=', source)
      .where('ending', '=', 'done')
      .where('held_due', 'is not', null)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    const newest = await sql<{ number: number }>`
      select max(number) as number from run where source = ${source} and ending = 'done'`.execute(db)
    if (!last || last.number !== newest.rows[0]?.number) return 0
    await db
      .updateTable('run')
      .set({ confirmed: 1 })
      .where('source', '=', source)
      .where('number', '=', last.number)
      .execute()
    return last.held_due ?? 0
  })
