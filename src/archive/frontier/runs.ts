/** Harvests of a source: at most one is open, and every process takes part in that one. */

import { sql } from 'kysely'
import type { FeedPosition } from '../../model/feed.ts'
import type { JoinOptions, Run } from '../frontier.ts'
import { type Context, type Db, dateTime, endRun, openRunOf, type Tx } from './context.ts'
import { requeue, setPlanned } from './planning.ts'
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
