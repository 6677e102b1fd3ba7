/** DuckDB behind two doors: many readers, each in a transaction of its own, and one writer at a time. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import { inStretches } from './stretches.ts'
import { turnstile, withinTime } from './turns.ts'

/** Parameters of one statement: each value becomes a placeholder, so that nothing from outside is ever part of SQL. */
export class Bindings {
  readonly values: Record<string, DuckDBValue> = {}
  readonly types: Record<string, DuckDBType> = {}
  #count = 0

  #bind(value: DuckDBValue, type: DuckDBType): string {
    const name = `p${++this.#count}`
    this.values[name] = value
    this.types[name] = type
    return `$${name}`
  }

  /** A placeholder for a text. */
  text(value: string): string {
    return this.#bind(value, VARCHAR)
  }

  /** A placeholder for a double. */
  number(value: number): string {
    return this.#bind(value, DOUBLE)
  }

  /** A placeholder for an integer. */
  integer(value: number): string {
    return this.#bind(BigInt(value), BIGINT)
  }

  // Lists travel as JSON: one text is bound a hundred times faster than a list value of thousands of members.
  #list(values: readonly unknown[], type: string): string {
    return `from_json(${this.text(JSON.stringify(values))}, '["${type}"]')`
  }

  /** A subquery that yields the texts: to stand behind IN. */
  texts(values: readonly string[]): string {
    // Half a surrogate pair is no text to the database: the whole list would be refused. What it becomes nothing is called.
    const wellFormed = values.map(value => value.toWellFormed())
    return `(SELECT unnest(${this.#list(wellFormed, 'VARCHAR')}))`
  }

  /** A subquery that yields the integers: to stand behind IN. */
  integers(values: readonly number[]): string {
    return `(SELECT unnest(${this.#list(values, 'BIGINT')}))`
  }

  /** A list of doubles: for unnest. */
  numbers(values: readonly number[]): string {
    return this.#list(values, 'DOUBLE')
  }
}

/** Rows of one statement as objects; BIGINT comes as bigint. `T` states what the statement selects. */
export const rows = async <T>(
  connection: DuckDBConnection,
  sql: string,
  bindings = new Bindings(),
): Promise<T[]> => {
  const reader = await connection.runAndReadAll(sql, bindings.values, bindings.types)
  return reader.getRowObjectsJS() as unknown as T[]
}

/** Runs a statement for its effect. */
export const run = async (
  connection: DuckDBConnection,
  sql: string,
  bindings = new Bindings(),
): Promise<void> => {
  await connection.run(sql, bindings.values, bindings.types)
}

/**
 * Appends rows to a table; values stand in the order of its columns. Part of the connection's transaction, and much
 * faster than INSERT. `catalog` is `temp` for temporary tables.
 */
export const append = async (
  connection: DuckDBConnection,
  table: string,
  all: readonly (readonly DuckDBValue[])[],
  catalog: 'temp' | null = null,
): Promise<void> => {
  const appender = await connection.createAppender(table, 'main', catalog)
  const types = Array.from({ length: appender.columnCount }, (_, column) => appender.columnType(column))
  const turn = inStretches()
  for (let from = 0; from < all.length; from += ROWS_PER_CHUNK) {
    await turn()
    const some = all.slice(from, from + ROWS_PER_CHUNK)
    const chunk = DuckDBDataChunk.create(types, some.length)
    chunk.setRows(some)
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

/** The same by columns, for rows of numbers: making an array of each row takes longer than appending it. */
export const appendColumns = async (
  connection: DuckDBConnection,
  table: string,
  columns: readonly (readonly number[])[],
): Promise<void> => {
  const appender = await connection.createAppender(table)
  const types = columns.map((_, column) => appender.columnType(column))
  const count = columns[0]?.length ?? 0
  const turn = inStretches()
  for (let from = 0; from < count; from += ROWS_PER_CHUNK) {
    await turn()
    const some = columns.map(column => column.slice(from, from + ROWS_PER_CHUNK))
    const chunk = DuckDBDataChunk.create(types, some[0]?.length)
    chunk.setColumns(some)
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

/** Rows of a DuckDB vector. */
const ROWS_PER_CHUNK = 2_048

/** The database file of the catalogue, or one in memory. */
export interface Database {
  /**
   * Runs `work` on one consistent state: nothing committed meanwhile shows in it, and no writer is waited for. Rejects with
   * `ReadRefused` when too many wait, or when it takes too long.
   */
  read<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** The same without limits of time, for few long reads beside the others. */
  scan<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Runs `work` as one transaction: all of it or, when it rejects, nothing. One at a time. */
  write<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Waits for work under way and closes. */
  close(): Promise<void>
}

// The catalogue must never reach out: no extension is fetched, no file other than its own is opened.
const SETTINGS = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  memory_limit: '1GB',
  // Up to so many rows that are looked for by their place are fetched alone; beyond, all rows would be read.
  dynamic_or_filter_threshold: '10000',
} as const
/** Reads at once; DuckDB spreads each over all cores by itself. */
const READERS = 4
const SCANS = 2

/** What readers may do. */
export interface Limits {
  /** Longest time of a read, in milliseconds. */
  readonly readMs: number
  /** Reads that wait for others; more are refused. */
  readonly waiting: number
}
export const LIMITS: Limits = { readMs: 10_000, waiting: 200 }

const transaction = async <T>(
  connection: DuckDBConnection,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> => {
  await connection.run('BEGIN TRANSACTION')
  try {
    const value = await work(connection)
    await connection.run('COMMIT')
    return value
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}

/** Opens `dataDir`/catalogue.duckdb, or a database in memory when no directory is given. */
export const openDatabase = async (dataDir?: string, limits: Limits = LIMITS): Promise<Database> => {
  const instance = await openInstance(dataDir)
  const writer = await instance.connect()
  const readTurn = turnstile(READERS, limits.waiting)
  const scanTurn = turnstile(SCANS, limits.waiting)
  const writeTurn = turnstile(1)
  let open = true
  const refuseWhenClosed = () => {
    if (!open) throw new Error('the catalogue is closed')
  }
  const onConnection = async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    refuseWhenClosed()
    const connection = await instance.connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  return {
    read: work =>
      readTurn(() =>
        onConnection(connection =>
          withinTime(connection, limits.readMs, () => transaction(connection, work)),
        ),
      ),
    scan: work => scanTurn(() => onConnection(connection => transaction(connection, work))),
    write: work =>
      writeTurn(async () => {
        refuseWhenClosed()
        return transaction(writer, work)
      }),
    close: async () => {
      if (!open) return
      await writeTurn(async () => {
        open = false
      })
      // Taking every reader's turn means that none is reading any more.
      await Promise.all([
        ...Array.from({ length: READERS }, () => readTurn(async () => {})),
        ...Array.from({ length: SCANS }, () => scanTurn(async () => {})),
      ])
      writer.closeSync()
      instance.closeSync()
    },
  }
}

const openInstance = async (dataDir?: string): Promise<DuckDBInstance> => {
  if (dataDir === undefined) return DuckDBInstance.create(':memory:', SETTINGS)
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'catalogue.duckdb')
  try {
    return await DuckDBInstance.create(file, SETTINGS)
  } catch (error) {
    // Another process holding the file is not a damaged file.
    if (/lock/i.test(error instanceof Error ? error.message : '')) throw error
    // A file that cannot be read is no loss: the catalogue is made anew from the archive.
    for (const name of [file, `${file}.wal`]) rmSync(name, { force: true })
    return DuckDBInstance.create(file, SETTINGS)
  }
}
