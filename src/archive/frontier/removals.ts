/**
 * The end of a run, and which pages are withdrawn then. Three guards stand before a withdrawal: misses in a row, days since
 * the first of them, and the share of the source that is missing at once.
 */

import { sql } from 'kysely'
import type { Withdrawal } from '../../model/source.ts'
import type { Removals, Run } from '../frontier.ts'
import { countAbsence, livePages, suspiciousAbsence } from './absence.ts'
import { type Context, endRun, numberOf, rowsPerTransaction } from './context.ts'
import { because, judge } from './due.ts'
import type { RunRow } from './schema.ts'

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
