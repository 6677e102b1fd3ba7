/** Which processes live, and what becomes of the work of those that do not. */

import { sql } from 'kysely'
import { applyDelta, type Context, noDelta, openRunOf, type Tx } from './context.ts'
import { hasEnded, machine } from './machine.ts'

/** A process that did not say for this long that it lives is dead. */
const deadAfterMs = 60_000

/** Says that this process lives. One that was taken for dead meanwhile comes back without its claims. */
export async function beat(db: Tx, { me, openedAt, now }: Context): Promise<void> {
  const at = now()
  await db
    .insertInto('process')
    .values({ id: me, pid: process.pid, machine: machine(), started_at: openedAt, beat_at: at })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ beat_at: at }))
    .execute()
}

/**
 * Gives back the pages that `process` claimed, of one source or of all. What a feed delivers is forgotten as listed by this
 * run: the feed delivers it again from its last checkpoint on, and nobody can ask for it instead.
 */
export async function giveBack(db: Tx, process: string, now: number, source?: string): Promise<void> {
  const ofSource = source === undefined ? sql`` : sql`and source = ${source}`
  const claims = await sql<{ source: string; delivered: number; count: number }>`
    select source, delivered, count(*) as count from page
    where state = 'claimed' and claimed_by = ${process} ${ofSource} group by source, delivered`.execute(db)
  for (const { source, delivered, count } of claims.rows) {
    const number = (await openRunOf(db, source))?.number ?? 0
    if (delivered) {
      await sql`update page set state = 'idle', claimed_by = null, listed_run = min(listed_run, ${number - 1}), turn = ${number - 1}
        where state = 'claimed' and claimed_by = ${process} and source = ${source} and delivered = 1`.execute(
        db,
      )
    } else {
      await sql`update page set state = 'queued', claimed_by = null
        where state = 'claimed' and claimed_by = ${process} and source = ${source} and delivered = 0`.execute(
        db,
      )
    }
    const queued = delivered ? 0 : count
    await applyDelta(db, source, { ...noDelta(), queued, under_way: -count }, now)
  }
}

/** Ends what a process does: its claims, and its part as planner, or as the one that ends a run. */
export async function bury(db: Tx, process: string, now: number): Promise<void> {
  await giveBack(db, process, now)
  await db
    .updateTable('run')
    .set({ planner: null })
    .where('planner', '=', process)
    .where('ended_at', 'is', null)
    .execute()
  await db
    .updateTable('run')
    .set({ closer: null })
    .where('closer', '=', process)
    .where('ended_at', 'is', null)
    .execute()
  await db.deleteFrom('process').where('id', '=', process).execute()
}

/** Ends what the dead left: those that are silent, and those that this machine does not know any more. */
export async function buryDead(db: Tx, now: number): Promise<void> {
  const all = await db.selectFrom('process').selectAll().execute()
  for (const { id, beat_at: beatAt, pid, machine } of all) {
    if (beatAt < now - deadAfterMs || hasEnded({ pid, machine })) await bury(db, id, now)
  }
}

/** Implements `Frontier.heartbeat`. */
export const heartbeat = (context: Context): Promise<void> =>
  context.store.write(async db => {
    await beat(db, context)
    await buryDead(db, context.now())
  })
