/** Harvests of a source: at most one is open, and every process takes part in that one. */

import { sql } from 'kysely'
import type { FeedPosition } from '../../model/feed.ts'
import type { JoinOptions, Run } from '../frontier.ts'
import {
  applyDelta,
  type Context,
  type Db,
  dateTime,
  endRun,
  noDelta,
  openRunOf,
  rowsPerTransaction,
  type Tx,
} from './context.ts'
import { beat, buryDead } from './processes.ts'
import type { RunRow } from './schema.ts'

/** A run that nobody touched for this long is not gone on with: what its listing said is too old. */
const brokenAfterMs = 24 * 3_600_000

async function positionsOf(db: Db, source: string): Promise<Record<string, FeedPosition>> {
  const rows = await db.selectFrom('position').selectAll().where('source', '=', source).execute()
  return Object.fromEntries(
    rows.map(({ feed, since, resume }) => [
      feed,
      { ...(since === null ? {} : { since }), ...(resume === null ? {} : { resume }) },
    ]),
  )
}

const isBroken = (
  { touched_at: touched, planner, closer, under_way: underWay }: RunRow,
  now: number,
): boolean => touched < now - brokenAfterMs && planner === null && closer === null && underWay === 0

async function start(db: Tx, source: string, kind: RunRow['kind'], { me, now }: Context): Promise<RunRow> {
  const last = await sql<{
    number: number
  }>`select max(number) as number from run where source = ${source}`.execute(db)
  // What a run that was broken off left in the queue belongs to this one.
  const left = await sql<{ queued: number }>`
    select count(*) as queued from page where source = ${source} and state = 'queued'`.execute(db)
  // A checkpoint may be too old for the server by now; from `since` on it can always start again.
  await db.updateTable('position').set({ resume: null }).where('source', '=', source).execute()
  const at = now()
  return db
    .insertInto('run')
    .values({
      ...{
        source,
        number: (last.rows[0]?.number ?? 0) + 1,
        kind,
        started_at: at,
        touched_at: at,
        ended_at: null,
      },
      ...{
        ending: null,
        end_order: null,
        planner: kind === 'full' ? me : null,
        closer: null,
        planned: 0,
        complete: 0,
      },
      ...{ queued: left.rows[0]?.queued ?? 0, under_way: 0, done: 0, failed: 0, gone: 0 },
      ...{ held_due: null, held_live: null, confirmed: 0 },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The run that ended last. */
const lastRun = (db: Db, source: string, kind: RunRow['kind']): Promise<RunRow | undefined> =>
  db
    .selectFrom('run')
    .selectAll()
    .where('source', '=', source)
    .where('kind', '=', kind)
    .where('ending', '=', 'done')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Goes on with an open run: as its planner when it has none, and with its feeds when it only retried so far. */
async function goOn(db: Tx, open: RunRow, kind: RunRow['kind'], me: string): Promise<RunRow> {
  const isUpgrade = open.kind === 'retry' && kind === 'full' && open.closer === null
  if (!isUpgrade && (open.kind === 'retry' || open.planned === 1 || open.planner !== null)) return open
  const changed = isUpgrade ? { kind, planned: 0, planner: me } : { planner: me }
  return db
    .updateTable('run')
    .set(changed)
    .where('source', '=', open.source)
    .where('number', '=', open.number)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function enter(db: Tx, source: string, kind: RunRow['kind'], context: Context): Promise<RunRow> {
  const now = context.now()
  await beat(db, context)
  await buryDead(db, now)
  const open = await openRunOf(db, source)
  if (open && !isBroken(open, now)) return goOn(db, open, kind, context.me)
  if (open) await endRun(db, open, 'broken', now)
  const last = await lastRun(db, source, kind)
  if (last && (last.end_order ?? 0) > context.openedAfter) return last
  return start(db, source, kind, context)
}

/**
 * Queues pages that are in one of these states again, of those that the run does not count yet: a thousand at a time, so
 * that nobody waits for long.
 */
async function requeue(
  { store, now }: Context,
  run: RunRow,
  states: readonly ('failed' | 'gone')[],
): Promise<void> {
  for (const state of states) {
    for (let count = rowsPerTransaction; count === rowsPerTransaction; ) {
      count = await store.write(async db => {
        const { rows } = await sql<{ id: number }>`
          update page set state = 'queued', turn = ${run.number}, attempts = 0, not_before = 0, from_archive = 0
          where id in (select id from page indexed by ${sql.ref(`page_${state}`)}
            where source = ${run.source} and state = ${sql.lit(state)} and turn < ${run.number}
            and deleted = 0 limit ${rowsPerTransaction}) returning id`.execute(db)
        if (rows.length > 0) await applyDelta(db, run.source, { ...noDelta(), queued: rows.length }, now())
        return rows.length
      })
    }
  }
}

const setPlanned = (
  { store }: Context,
  run: Pick<RunRow, 'source' | 'number'>,
  complete: boolean,
): Promise<unknown> =>
  store.write(db =>
    db
      .updateTable('run')
      .set({ planned: 1, complete: Number(complete), planner: null })
      .where('source', '=', run.source)
      .where('number', '=', run.number)
      .where('planned', '=', 0)
      .execute(),
  )

/** Implements `Frontier.join`. */
export async function join(
  context: Context,
  source: string,
  { retryFailed = false }: JoinOptions,
): Promise<Run> {
  const row = await context.store.write(db => enter(db, source, retryFailed ? 'retry' : 'full', context))
  if (row.kind === 'retry' && row.planned === 0) {
    await requeue(context, row, ['failed'])
    await setPlanned(context, row, false)
  }
  const isPlanner = row.kind === 'full' && row.planned === 0 && row.planner === context.me
  return {
    source,
    number: row.number,
    startedAt: dateTime(row.started_at),
    part: row.ended_at !== null ? 'over' : isPlanner ? 'planner' : 'visitor',
    positions: isPlanner ? await positionsOf(context.store.db, source) : {},
  }
}

/** Implements `Frontier.checkpoint`. */
export const checkpoint = (
  { store, now }: Context,
  { source, number }: Run,
  feed: string,
  resume: string,
): Promise<void> =>
  store.write(async db => {
    if ((await openRunOf(db, source))?.number !== number) return
    await db
      .insertInto('position')
      .values({ source, feed, since: null, resume })
      .onConflict(conflict => conflict.columns(['source', 'feed']).doUpdateSet({ resume }))
      .execute()
    await applyDelta(db, source, noDelta(), now())
  })

/**
 * Implements `Frontier.planned`. A listing that is not complete may leave out pages that failed or were gone the last time,
 * because they did not change since: they are visited again all the same.
 */
export async function planned(
  context: Context,
  { source, number }: Run,
  { complete, since }: { readonly complete: boolean; readonly since: Readonly<Record<string, string>> },
): Promise<void> {
  const open = await openRunOf(context.store.db, source)
  if (open?.number !== number || open.planned === 1) return
  if (!complete) await requeue(context, open, ['failed', 'gone'])
  await context.store.write(async db => {
    for (const [feed, text] of Object.entries(since)) {
      await db
        .insertInto('position')
        .values({ source, feed, since: text, resume: null })
        .onConflict(conflict => conflict.columns(['source', 'feed']).doUpdateSet({ since: text }))
        .execute()
    }
    await db.updateTable('position').set({ resume: null }).where('source', '=', source).execute()
  })
  await setPlanned(context, open, complete)
}
