/** The frontier's schema, step by step. A released step is never edited: add one at the end. */

import { sql, type Transaction } from 'kysely'
import { type Step, stepwise } from '../stepwise.ts'
import type { FrontierTables } from './schema.ts'

const pages: Step<FrontierTables> = async db => {
  await db.schema
    .createTable('page')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('url', 'text', column => column.notNull().unique())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('place', 'integer', column => column.notNull())
    .addColumn('listed_run', 'integer', column => column.notNull())
    .addColumn('turn', 'integer', column => column.notNull())
    .addColumn('modified_at', 'integer')
    .addColumn('visited_modified_at', 'integer')
    .addColumn('visited_at', 'integer')
    .addColumn('pipeline', 'text')
    .addColumn('state', 'text', column =>
      column.notNull().check(sql`state in ('idle', 'queued', 'claimed', 'failed', 'gone')`),
    )
    .addColumn('from_archive', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('delivered', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('claimed_by', 'text')
    .addColumn('attempts', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('not_before', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('code', 'text')
    .addColumn('detail', 'text')
    .addColumn('tried_at', 'integer')
    .addColumn('live', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('misses', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('missing_since', 'integer')
    .addColumn('miss_run', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('deleted', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await indexes(db)
}

/**
 * Partial indexes hold only what is under way or missing, so that a large source that does not change costs nothing. SQLite
 * does not find them by itself where `page_presence` would do: such queries name them.
 */
async function indexes(db: Transaction<FrontierTables>): Promise<void> {
  const statements = [
    sql`create index page_queued on page (source, not_before, id) where state = 'queued'`,
    sql`create index page_claimed on page (claimed_by) where state = 'claimed'`,
    sql`create index page_failed on page (source, url) where state = 'failed'`,
    sql`create index page_gone on page (source, deleted, turn) where state = 'gone'`,
    sql`create index page_missing on page (source, miss_run) where misses > 0`,
    // Which pages were not listed, and how many are live.
    sql`create index page_presence on page (source, live, listed_run, turn)`,
  ]
  for (const statement of statements) await statement.execute(db)
}

const runs: Step<FrontierTables> = async db => {
  await db.schema
    .createTable('run')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('started_at', 'integer', column => column.notNull())
    .addColumn('touched_at', 'integer', column => column.notNull())
    .addColumn('ended_at', 'integer')
    .addColumn('ending', 'text')
    .addColumn('end_order', 'integer')
    .addColumn('planner', 'text')
    .addColumn('closer', 'text')
    .addColumn('planned', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('complete', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('queued', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('under_way', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('done', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('failed', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('gone', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('held_due', 'integer')
    .addColumn('held_live', 'integer')
    .addColumn('confirmed', 'integer', column => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('run_key', ['source', 'number'])
    .execute()
  await sql`create unique index run_open on run (source) where ended_at is null`.execute(db)
  await sql`create index run_order on run (end_order)`.execute(db)
}

const others: Step<FrontierTables> = async db => {
  await db.schema
    .createTable('place')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('url', 'text', column => column.notNull().unique())
    .execute()
  await db.schema
    .createTable('process')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('pid', 'integer', column => column.notNull())
    .addColumn('machine', 'text', column => column.notNull())
    .addColumn('started_at', 'integer', column => column.notNull())
    .addColumn('beat_at', 'integer', column => column.notNull())
    .execute()
  await db.schema
    .createTable('position')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('feed', 'text', column => column.notNull())
    .addColumn('since', 'text')
    .addColumn('resume', 'text')
    .addPrimaryKeyConstraint('position_key', ['source', 'feed'])
    .execute()
  await db.schema
    .createTable('host')
    .addColumn('host', 'text', column => column.primaryKey())
    .addColumn('stored', 'text', column => column.notNull())
    .execute()
}

/** The frontier's migrations. */
export const frontierSchema = stepwise<FrontierTables>([pages, runs, others])
