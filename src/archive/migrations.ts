/** The archive's schema, step by step. A released step is never edited: add one at the end. */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './schema.ts'

type Step = (db: Transaction<Tables>) => Promise<void>

const foundation: Step = async db => {
  await db.schema
    .createTable('content')
    .addColumn('digest', 'text', column => column.primaryKey())
    .addColumn('encoding', 'text', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('bytes', 'blob', column => column.notNull())
    .execute()
  await db.schema
    .createTable('version')
    // AUTOINCREMENT: a number is never given twice, so that a projection's last applied number stays meaningful.
    .addColumn('seq', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('previous', 'integer', column => column.references('version.seq'))
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('url', 'text', column => column.notNull())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('state', 'text', column =>
      column.notNull().check(sql`state in ('accepted', 'rejected', 'unreadable', 'withdrawn')`),
    )
    .addColumn('withdrawn_because', 'text')
    .addColumn('final_url', 'text', column => column.notNull())
    .addColumn('media_type', 'text', column => column.notNull())
    .addColumn('charset', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('fetched_at', 'text', column => column.notNull())
    .addColumn('body_digest', 'text', column => column.notNull().references('content.digest'))
    .addColumn('pipeline_digest', 'text', column => column.notNull())
    .addColumn('outcome_digest', 'text', column => column.notNull())
    .addColumn('statements_digest', 'text', column => column.notNull().references('content.digest'))
    .addColumn('findings_digest', 'text', column => column.notNull().references('content.digest'))
    .addColumn('samples', 'text', column => column.notNull())
    .addColumn('coverage_present', 'integer')
    .addColumn('coverage_reached', 'integer')
    .execute()
  await currentState(db)
}

/** Tables about the present; everything in `record` and `record_sample` but headers and misses follows from `version`. */
async function currentState(db: Transaction<Tables>): Promise<void> {
  await db.schema
    .createTable('record')
    .addColumn('url', 'text', column => column.primaryKey())
    .addColumn('seq', 'integer', column => column.notNull().references('version.seq'))
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('coverage', 'real')
    .addColumn('fetched_at', 'text', column => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('misses', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('missed_at', 'text')
    .execute()
  await db.schema.createIndex('record_by_source').on('record').columns(['source', 'state', 'url']).execute()
  await db.schema
    .createTable('record_sample')
    .addColumn('sample', 'text', column => column.notNull())
    .addColumn('url', 'text', column => column.notNull().references('record.url'))
    .addPrimaryKeyConstraint('record_sample_key', ['sample', 'url'])
    .execute()
  await db.schema.createIndex('record_sample_by_url').on('record_sample').column('url').execute()
  await db.schema
    .createTable('source_visit')
    .addColumn('source', 'text', column => column.primaryKey())
    .addColumn('listed', 'integer', column => column.notNull())
    .addColumn('visited_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createTable('setting')
    .addColumn('key', 'text', column => column.primaryKey())
    .addColumn('value', 'text', column => column.notNull())
    .execute()
}

const steps: readonly Step[] = [foundation]

/** The schema version this program writes. */
export const programVersion = steps.length

/** The schema version of the database: 0 when it has no tables yet. */
export async function databaseVersion(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables()
  if (!tables.some(table => table.name === 'schema_version')) return 0
  const row = await db.selectFrom('schema_version').select('version').executeTakeFirst()
  return row?.version ?? 0
}

/** Applies the steps the database lacks; to be called in a writing transaction. Does nothing to a newer database. */
export async function migrate(db: Transaction<Tables>): Promise<void> {
  const version = await databaseVersion(db)
  if (version >= programVersion) return
  if (version === 0) {
    await db.schema
      .createTable('schema_version')
      .addColumn('version', 'integer', c => c.notNull())
      .execute()
    await db.insertInto('schema_version').values({ version: 0 }).execute()
  }
  for (const step of steps.slice(version)) await step(db)
  await db.updateTable('schema_version').set({ version: programVersion }).execute()
}
