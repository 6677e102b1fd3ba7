/** What harvests note beside the records: visits, figures and settings. */

import type { Kysely } from 'kysely'
import type { SourceStatistics } from './archive.ts'
import type { Tables } from './schema.ts'
import type { Store } from './store.ts'

/** Implements `Archive.visited`. */
export async function noteVisit(store: Store, source: string, listed: number, at: string): Promise<void> {
  await store.write(db =>
    db
      .insertInto('source_visit')
      .values({ source, listed, visited_at: at })
      .onConflict(conflict => conflict.column('source').doUpdateSet({ listed, visited_at: at }))
      .execute(),
  )
}

/** Implements `Archive.statistics`. */
export async function readStatistics(db: Kysely<Tables>): Promise<SourceStatistics[]> {
  const counts = await db
    .selectFrom('record')
    .groupBy('source')
    .select('source')
    .select(({ fn, eb }) => [
      fn.countAll<number>().filterWhere('state', '=', 'accepted').as('accepted'),
      fn.countAll<number>().filterWhere('state', '=', 'rejected').as('rejected'),
      fn.countAll<number>().filterWhere('state', '=', 'unreadable').as('unreadable'),
      fn.countAll<number>().filterWhere('state', '=', 'withdrawn').as('withdrawn'),
      fn
        .avg<number | null>('coverage')
        .filterWhere(eb('state', 'in', ['accepted', 'rejected']))
        .as('coverage'),
      fn.max('fetched_at').as('lastFetched'),
    ])
    .execute()
  const visits = await db.selectFrom('source_visit').selectAll().execute()
  const none = { accepted: 0, rejected: 0, unreadable: 0, withdrawn: 0 }
  const statistics = new Map<string, SourceStatistics>(
    counts.map(({ coverage, ...row }) => [
      row.source,
      { ...row, ...(coverage === null ? {} : { coverage: Number(coverage) }) },
    ]),
  )
  for (const { source, listed, visited_at: lastVisited } of visits) {
    statistics.set(source, { source, ...none, ...statistics.get(source), listed, lastVisited })
  }
  return [...statistics.values()].sort((a, b) => (a.source < b.source ? -1 : 1))
}

/** Implements `Archive.setting`. */
export async function readSetting(db: Kysely<Tables>, key: string): Promise<string | undefined> {
  return (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value
}

/** Implements `Archive.setSetting`. */
export async function writeSetting(store: Store, key: string, value: string): Promise<void> {
  await store.write(db =>
    db
      .insertInto('setting')
      .values({ key, value })
      .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
      .execute(),
  )
}
