/** Schemas that grow by steps: which step a database is at, and how it gets to the last one. */

import { type Kysely, sql, type Transaction } from 'kysely'

/** One step of a schema; it runs in the transaction that notes it. */
export type Step<Tables> = (db: Transaction<Tables>) => Promise<void>

/** A schema that this program knows. */
export interface Stepwise<Tables> {
  /** The schema version this program writes. */
  readonly version: number
  /** The schema version of the database: 0 when it has no tables yet. */
  versionOf(db: Kysely<Tables>): Promise<number>
  /** Applies the steps the database lacks; to be called in a writing transaction. Does nothing to a newer database. */
  migrate(db: Transaction<Tables>): Promise<void>
}

async function versionOf<Tables>(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables()
  if (!tables.some(table => table.name === 'schema_version')) return 0
  const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(db)
  return rows[0]?.version ?? 0
}

/** The schema made by these steps, in their order. The number of steps taken is kept in the table `schema_version`. */
export function stepwise<Tables>(steps: readonly Step<Tables>[]): Stepwise<Tables> {
  return {
    version: steps.length,
    versionOf,
    async migrate(db) {
      const version = await versionOf(db)
      if (version >= steps.length) return
      if (version === 0) {
        await sql`create table schema_version (version integer not null)`.execute(db)
        await sql`insert into schema_version (version) values (0)`.execute(db)
      }
      for (const step of steps.slice(version)) await step(db)
      await sql`update schema_version set version = ${steps.length}`.execute(db)
    },
  }
}
