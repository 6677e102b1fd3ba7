/** The plan of a run: how far the feeds were read, and what is visited without being listed. */

import { sql } from 'kysely'
import type { Run } from '../frontier.ts'
import { applyDelta, type Context, noDelta, openRunOf, rowsPerTransaction } from './context.ts'
import type { RunRow } from './schema.ts'

/**
 * Queues pages that are in one of these states again, of those that the run does not count yet: a thousand at a time, so
 * that nobody waits for long.
 */
export async function requeue(
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

/** Notes that nothing more will be listed. */
export const setPlanned = (
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
