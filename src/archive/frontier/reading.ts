/** Where a run stands, and what could not be had. */

import { sql } from 'kysely'
import type { DeadLetter, Frontier, Run, Standing } from '../frontier.ts'
import { type Context, type Db, dateTime } from './context.ts'

/** Implements `Frontier.standing`: a run that is over has nothing left to do. */
export async function standing({ store, now }: Context, { source, number }: Run): Promise<Standing> {
  const run = await store.db
    .selectFrom('run')
    .selectAll()
    .where('source', '=', source)
    .where('number', '=', number)
    .executeTakeFirst()
  const over = run === undefined || run.ended_at !== null
  const { done = 0, failed = 0, gone = 0 } = run ?? {}
  const queued = over ? 0 : run.queued
  const underWay = over ? 0 : run.under_way
  const next = queued > 0 ? await nextOf(store.db, source) : undefined
  return {
    planned: over || run.planned === 1,
    listed: queued + underWay + done + failed + gone,
    queued,
    underWay,
    done,
    failed,
    gone,
    ...(next !== undefined && next > now() ? { nextAt: next } : {}),
  }
}

async function nextOf(db: Db, source: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('page')
    .select('not_before')
    .where('source', '=', source)
    .where('state', '=', sql<'queued'>`'queued'`)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst()
  return row?.not_before
}

interface Letter {
  readonly source: string
  readonly url: string
  readonly code: string | null
  readonly detail: string | null
  readonly attempts: number
  readonly tried_at: number | null
}

/** Implements `Frontier.deadLetters`: in the order of their URLs. */
export async function deadLetters(
  { store }: Context,
  { source, after = '', limit }: Parameters<Frontier['deadLetters']>[0],
): Promise<DeadLetter[]> {
  const ofSource = source === undefined ? sql`` : sql`and source = ${source}`
  const { rows } = await sql<Letter>`select source, url, code, detail, attempts, tried_at
    from page indexed by page_failed where state = 'failed' and url > ${after} ${ofSource}
    order by url limit ${limit}`.execute(store.db)
  return rows.map(({ source, url, code, detail, attempts, tried_at: at }) => ({
    ...{ source, url, attempts, code: code ?? 'unknown', detail: detail ?? '', at: dateTime(at ?? 0) },
  }))
}
