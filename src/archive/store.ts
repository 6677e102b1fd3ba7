/** What archive and frontier need of a database beside SQL: the two kinds of transaction that differ between databases. */

import type { Kysely, Transaction } from 'kysely'
import type { Tables as ArchiveTables } from './schema.ts'

/** A database with these tables; the archive's unless said otherwise. */
export interface Store<Tables = ArchiveTables> {
  /** For single statements; they see everything committed before they start. */
  readonly db: Kysely<Tables>
  /**
   * Runs `task` in a transaction that excludes every other writer from its first statement on, in this process and in
   * others, so that what it reads stays true until it commits and sequence numbers become visible in their order.
   */
  write<T>(task: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Runs `task` on a view of the database that no commit changes; writers, in this process too, are not held up. */
  read<T>(task: (view: Transaction<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}
