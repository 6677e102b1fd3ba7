/** The archive's schema, step by step. A released step is never edited: add one at the end. */

import { sql, type Transaction } from 'kysely'
import { giveIdentity } from './identity.ts'
import type { Tables } from './schema.ts'
import { type Step, stepwise } from './stepwise.ts'

const foundation: Step<Tables> = async db => {
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

/** One row per harvest of a source; the parts that processes did are added up in it. */
const harvests: Step<Tables> = async db => {
  await db.schema
    .createTable('harvest_run')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('started_at', 'text', column => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('listing', 'text')
    .addColumn('figures', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('harvest_run_key', ['source', 'number'])
    .execute()
}

/** Misses are the frontier's business: they decide what is visited, and no version follows from them. */
const missesElsewhere: Step<Tables> = async db => {
  await db.schema.alterTable('record').dropColumn('misses').execute()
  await db.schema.alterTable('record').dropColumn('missed_at').execute()
}

/** Which pipeline came to a record's outcome is kept beside the versions: another one that comes to the same makes none. */
const stamps: Step<Tables> = async db => {
  await db.schema
    .createTable('stamp')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('pipeline_digest', 'text', column => column.notNull())
    .addColumn('conversion', 'text', column => column.notNull())
    .addColumn('validation', 'text', column => column.notNull())
    .addUniqueConstraint('stamp_key', ['pipeline_digest', 'conversion', 'validation'])
    .execute()
  await sql`insert into stamp (pipeline_digest, conversion, validation)
    select distinct version.pipeline_digest, '', '' from record join version on version.seq = record.seq`.execute(
    db,
  )
  // SQLite adds a column that refers to another table only when it may be null.
  await sql`alter table record add column stamp integer not null default 0`.execute(db)
  await sql`update record set stamp = (select stamp.id from version
    join stamp on stamp.pipeline_digest = version.pipeline_digest where version.seq = record.seq)`.execute(db)
}

/** The archive's migrations. */
export const archiveSchema = stepwise<Tables>([foundation, harvests, missesElsewhere, stamps, giveIdentity])
