/** SQLite (libsql) behind kysely: connections, pragmas and transactions. */

import { setTimeout } from 'node:timers/promises'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import Database from 'libsql'
import type { Store } from './store.ts'

/** How long a writer waits for another one before it gives up, in milliseconds. */
const busyTimeoutMs = 60_000

/** How to open a database file. */
export interface SqliteOptions {
  /** Never create, never write. */
  readonly readOnly: boolean
  /**
   * FULL: a commit is on the disk when it returns. NORMAL survives kill -9 as well, but a power cut may take back the last
   * commits; the file stays sound. The archive needs FULL: projections may have applied what was taken back, the sequence
   * numbers would be used a second time, and archive and projection would differ for good. Batches make the price small:
   * one fsync each.
   */
  readonly synchronous: 'FULL' | 'NORMAL'
  /**
   * Keeps prepared statements, by their text. For programs of few statement texts and many executions: libsql lets go of a
   * statement, with all that was bound to it, only when it is garbage collected (measured: hundreds of megabytes).
   */
  readonly keepStatements?: boolean
}

/** Most statements that are kept; what comes beyond is prepared each time. */
const mostKept = 200

/** Pragmas of every connection. journal_size_limit gives the space back that the log took while a long snapshot held it. */
const pragmas = ['foreign_keys = ON', 'journal_size_limit = 67108864', 'cache_size = -16384']

type Row = Record<string, unknown>

/**
 * libsql's statement as kysely expects it (better-sqlite3's form). It differs in three ways that are evened out here:
 * blobs come back as ArrayBuffer; a boolean parameter aborts the process; text is cut at U+0000 when read.
 */
function adaptStatement(statement: Database.Statement<unknown[]>): SqliteStatement {
  return {
    reader: statement.reader,
    all: parameters => statement.all(checked(parameters)).map(row => withBytes(row as Row)),
    run: parameters => statement.run(checked(parameters)),
    *iterate(parameters) {
      for (const row of statement.iterate(checked(parameters))) yield withBytes(row as Row)
    },
  }
}

function checked(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters) {
    if (typeof value === 'boolean' || value === undefined) {
      throw new TypeError(`SQLite takes no ${typeof value} parameter: use 0, 1 or null`)
    }
    if (typeof value === 'string' && value.includes('\0')) {
      throw new TypeError(
        `text with a U+0000 would be cut by the database: ${JSON.stringify(value.slice(0, 200))}`,
      )
    }
  }
  return parameters as unknown[]
}

function withBytes(row: Row): Row {
  for (const column in row) {
    const value = row[column]
    if (value instanceof ArrayBuffer) row[column] = new Uint8Array(value)
  }
  return row
}

interface Connection<Tables> {
  readonly db: Kysely<Tables>
  readonly database: Database.Database
}

/** Prepares each text once. A statement that fails is not used again: it may be left in the middle of its rows. */
function keeping(prepare: (sql: string) => SqliteStatement): (sql: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>()
  return sql => {
    const known = kept.get(sql)
    if (known) return known
    const statement = prepare(sql)
    const guarded = <T>(execute: () => T): T => {
      try {
        return execute()
      } catch (error) {
        kept.delete(sql)
        throw error
      }
    }
    const adapted: SqliteStatement = {
      reader: statement.reader,
      all: parameters => guarded(() => statement.all(parameters)),
      run: parameters => guarded(() => statement.run(parameters)),
      // Rows of one execution may still be read when the next one begins.
      iterate: parameters => prepare(sql).iterate(parameters),
    }
    if (kept.size < mostKept) kept.set(sql, adapted)
    return adapted
  }
}

/**
 * One connection. kysely starts transactions with a plain `begin`, which takes the write lock only at the first write and
 * then fails at once if somebody else has written in between; a writing connection therefore begins immediately.
 */
function connect<Tables>(file: string, options: SqliteOptions): Connection<Tables> {
  const { readOnly, synchronous, keepStatements = false } = options
  const database = new Database(file, { timeout: busyTimeoutMs })
  const ofOptions = [`synchronous = ${synchronous}`, ...(readOnly ? ['query_only = ON'] : [])]
  for (const pragma of [...pragmas, ...ofOptions]) {
    database.prepare(`PRAGMA ${pragma}`).all([])
  }
  const prepare = (sql: string): SqliteStatement =>
    adaptStatement(database.prepare<unknown[]>(!readOnly && sql === 'begin' ? 'begin immediate' : sql))
  const adapted: SqliteDatabase = {
    close: () => database.close(),
    prepare: keepStatements ? keeping(prepare) : prepare,
  }
  return { database, db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapted }) }) }
}

/**
 * Puts a new database into write-ahead mode, where readers and the writer never wait for each other. SQLite does not wait
 * for the lock this takes, so that processes that create an archive at the same moment would fail: it is tried again.
 */
async function useWriteAheadLog(database: Database.Database): Promise<void> {
  // Heeded only while the file is empty. Twice the default: contents of 1 to 2 kB fill these pages better (measured: 16 percent less).
  database.prepare('PRAGMA page_size = 8192').all([])
  const deadline = Date.now() + busyTimeoutMs
  for (;;) {
    try {
      database.prepare('PRAGMA journal_mode = WAL').all([])
      return
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
      if (!busy || Date.now() > deadline) throw error
      await setTimeout(10)
    }
  }
}

// A writer that waits for SQLite's lock blocks its thread. If the lock's holder lives on the same thread (two archives
// opened in one process) it could never let go, so that writers of one thread queue here instead.
const queues = new Map<string, Promise<unknown>>()

function inTurn<T>(file: string, task: () => Promise<T>): Promise<T> {
  const turn = (queues.get(file) ?? Promise.resolve()).then(task)
  const settled = turn.then(
    () => undefined,
    () => undefined,
  )
  queues.set(file, settled)
  void settled.then(() => {
    if (queues.get(file) === settled) queues.delete(file)
  })
  return turn
}

/**
 * Opens the database file (absolute path), creating it unless `readOnly`. Every reader sees the commits of other processes
 * at once (WAL). Rejects with libsql's errors: SQLITE_NOTADB for a file of another kind, and so on.
 */
export async function openSqlite<Tables>(file: string, options: SqliteOptions): Promise<Store<Tables>> {
  const { readOnly } = options
  const { db, database } = connect<Tables>(file, options)
  try {
    if (!readOnly) await useWriteAheadLog(database)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    db,
    write: task => inTurn(file, () => db.transaction().execute(task)),
    async read(task) {
      const view = connect<Tables>(file, { ...options, readOnly: true }).db
      try {
        return await view.transaction().execute(task)
      } finally {
        await view.destroy()
      }
    },
    // kysely closes only what it has used.
    close: () =>
      inTurn(file, async () => {
        // Brings the log into the database file, as far as no reader needs it, so that the file alone is a whole copy. Closing
        // does not: libsql keeps a connection half open until its statements are garbage collected.
        if (!readOnly && database.open) database.prepare('PRAGMA wal_checkpoint(PASSIVE)').all([])
        await db.destroy()
        // kysely closes only a database that it has used.
        if (database.open) database.close()
      }),
  }
}
