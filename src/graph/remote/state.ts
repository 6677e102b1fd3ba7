/** What the loader has to remember and the store cannot count: how many records make each statement, and what is being sent. */

import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import Database from 'libsql'

/** Statements, as lines of N-Quads without line feed, that leave and enter the store when it gets to `generation`. */
export interface Batch {
  readonly removed: readonly string[]
  readonly added: readonly string[]
  readonly generation: number
}

export interface LoaderState {
  setting(key: string): string | undefined
  set(key: string, value: string): void
  /** Runs `work` in one transaction. */
  atomically(work: () => void): void
  /** Adds to the number of makers of a statement; tells whether it came or went by that. */
  count(line: string, makers: number): 'came' | 'went' | 'stayed'
  /** What is to be sent, if anything. */
  pending(): Batch | undefined
  setPending(batch: Batch | undefined): void
  /** Forgets everything. */
  clear(): void
  close(): void
}

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma cache_size = -65536;
  create table if not exists setting (key text primary key, value text not null) without rowid;
  create table if not exists made (digest blob primary key, makers integer not null) without rowid;
  create table if not exists pending (id integer primary key, batch text not null);
`

const openDatabase = (file: string): Database.Database => {
  const database = new Database(file)
  try {
    database.exec(SCHEMA)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Everything in the file can be made again from the archive, so a damaged one is replaced. */
const openOrReplace = (file: string): Database.Database => {
  try {
    return openDatabase(file)
  } catch (error) {
    if (!(error instanceof Error && /not a database|malformed/i.test(error.message))) throw error
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
    return openDatabase(file)
  }
}

// 16 bytes: among a billion statements two meet with a chance of one in 10^20.
const digestOf = (line: string): Buffer => createHash('sha256').update(line).digest().subarray(0, 16)

/** Opens the file, made when it is missing. Throws when it cannot be written. */
export const openState = (file: string): LoaderState => {
  const database = openOrReplace(file)
  const get = database.prepare('select value from setting where key = ?')
  const put = database.prepare('insert or replace into setting (key, value) values (?, ?)')
  const makersOf = database.prepare('select makers from made where digest = ?')
  const setMakers = database.prepare('insert or replace into made (digest, makers) values (?, ?)')
  const forget = database.prepare('delete from made where digest = ?')
  const readPending = database.prepare('select batch from pending')
  const writePending = database.prepare('insert or replace into pending (id, batch) values (1, ?)')
  // Nobody else writes the file, and every query asks for several of them.
  const known = new Map<string, string | undefined>()
  return {
    setting(key) {
      if (!known.has(key)) known.set(key, (get.get([key]) as { value: string } | undefined)?.value)
      return known.get(key)
    },
    set(key, value) {
      put.run([key, value])
      known.set(key, value)
    },
    atomically(work) {
      database.exec('begin immediate')
      try {
        work()
        database.exec('commit')
      } catch (error) {
        known.clear()
        database.exec('rollback')
        throw error
      }
    },
    count(line, makers) {
      const digest = digestOf(line)
      const before = (makersOf.get([digest]) as { makers: number } | undefined)?.makers ?? 0
      const now = before + makers
      if (now <= 0) forget.run([digest])
      else setMakers.run([digest, now])
      if (before <= 0 && now > 0) return 'came'
      return before > 0 && now <= 0 ? 'went' : 'stayed'
    },
    pending() {
      const row = readPending.get([]) as { batch: string } | undefined
      return row && (JSON.parse(row.batch) as Batch)
    },
    setPending(batch) {
      if (batch) writePending.run([JSON.stringify(batch)])
      else database.exec('delete from pending')
    },
    clear() {
      known.clear()
      database.exec('delete from setting; delete from made; delete from pending')
    },
    close() {
      database.close()
    },
  }
}
