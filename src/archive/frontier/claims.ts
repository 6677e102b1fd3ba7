/** Who visits what. */

import { sql } from 'kysely'
import type { Assignment, Run } from '../frontier.ts'
import { applyDelta, type Context, noDelta, openRunOf } from './context.ts'
import { beat, buryDead, giveBack } from './processes.ts'

/** Most pages that one call claims: a process that dies holds them up for a minute. */
const mostClaims = 1000

interface Claimed {
  readonly id: number
  readonly url: string
  readonly listed_in: string
  readonly modified_at: number | null
  readonly from_archive: number
  readonly attempts: number
  readonly turn: number
  readonly not_before: number
}

const assignmentOf = (row: Claimed, number: number): Assignment => ({
  url: row.url,
  listedIn: row.listed_in,
  ...(row.modified_at === null ? {} : { modifiedAt: row.modified_at }),
  fromArchive: row.from_archive === 1,
  attempts: row.turn === number ? row.attempts : 0,
})

/** Implements `Frontier.claim`: pages that were never tried in the order of their listing, then those to be tried again. */
export async function claim(context: Context, run: Run, limit: number): Promise<Assignment[]> {
  const { store, me } = context
  const { source, number } = run
  // A look without the lock: most calls that find nothing come from processes that wait for others.
  const open = await openRunOf(store.db, source)
  if (open?.number !== number || limit < 1) return []
  return store.write(async db => {
    const now = context.now()
    await beat(db, context)
    await buryDead(db, now)
    if ((await openRunOf(db, source))?.number !== number) return []
    const { rows } = await sql<Claimed>`update page set state = 'claimed', claimed_by = ${me}, delivered = 0
      where id in (select id from page where source = ${source} and state = 'queued' and not_before <= ${now}
        order by not_before, id limit ${Math.min(limit, mostClaims)})
      returning id, url, coalesce((select place.url from place where place.id = page.place), '') as listed_in, modified_at, from_archive,
        attempts, turn, not_before`.execute(db)
    if (rows.length > 0) {
      await applyDelta(db, source, { ...noDelta(), queued: -rows.length, under_way: rows.length }, now)
    }
    return rows
      .sort((a, b) => a.not_before - b.not_before || a.id - b.id)
      .map(row => assignmentOf(row, number))
  })
}

/** Implements `Frontier.release`. */
export const release = ({ store, me, now }: Context, run: Run): Promise<void> =>
  store.write(async db => {
    await giveBack(db, me, now(), run.source)
    await db
      .updateTable('run')
      .set({ planner: null })
      .where('source', '=', run.source)
      .where('number', '=', run.number)
      .where('planner', '=', me)
      .where('planned', '=', 0)
      .execute()
  })
