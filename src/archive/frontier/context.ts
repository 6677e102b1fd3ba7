/** What every part of the frontier works with. */

import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Store } from '../store.ts'
import type { FrontierTables, PageState, RunRow } from './schema.ts'

export interface Context {
  readonly store: Store<FrontierTables>
  /** This process. */
  readonly me: string
  /** When it opened the frontier, and the order of the last run that had ended by then. */
  readonly openedAt: number
  readonly openedAfter: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export type Db = Kysely<FrontierTables>
export type Tx = Transaction<FrontierTables>

/** Rows that are changed in one transaction: about 10 ms, for everybody else waits meanwhile. */
export const rowsPerTransaction = 1000

/** The run of a source that is under way. */
export const openRunOf = (db: Db, source: string): Promise<RunRow | undefined> =>
  db
    .selectFrom('run')
    .selectAll()
    .where('source', '=', source)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** `end_order` of the run that ended last; 0 before the first. */
export async function lastEnd(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(end_order) as last from run`.execute(db)
  return rows[0]?.last ?? 0
}

/** Ends the open run of a source. */
export async function endRun(
  db: Tx,
  { source, number }: Pick<RunRow, 'source' | 'number'>,
  ending: 'done' | 'broken',
  now: number,
): Promise<void> {
  await db
    .updateTable('run')
    .set({ ended_at: now, ending, end_order: (await lastEnd(db)) + 1, planner: null, closer: null })
    .where('source', '=', source)
    .where('number', '=', number)
    .execute()
}

/** Changes of a run's counts. */
export interface Delta {
  queued: number
  under_way: number
  done: number
  failed: number
  gone: number
}

/** In which count of a run the pages of a state are. */
export const countOf = {
  idle: 'done',
  queued: 'queued',
  claimed: 'under_way',
  failed: 'failed',
  gone: 'gone',
} as const satisfies Record<PageState, keyof Delta>

/** No change. */
export const noDelta = (): Delta => ({ queued: 0, under_way: 0, done: 0, failed: 0, gone: 0 })

/** Applies changes of counts to the open run of a source, if there is one, and notes that somebody worked on it. */
export async function applyDelta(db: Tx, source: string, delta: Delta, now: number): Promise<void> {
  await sql`update run set queued = queued + ${delta.queued}, under_way = under_way + ${delta.under_way},
    done = done + ${delta.done}, failed = failed + ${delta.failed}, gone = gone + ${delta.gone}, touched_at = ${now}
    where source = ${source} and ended_at is null`.execute(db)
}

/** The number that a query counts. */
export const numberOf = async (db: Db, query: RawBuilder<{ count: number }>): Promise<number> =>
  (await query.execute(db)).rows[0]?.count ?? 0

/** xsd:dateTime in UTC. */
export const dateTime = (at: number): string => new Date(at).toISOString()
