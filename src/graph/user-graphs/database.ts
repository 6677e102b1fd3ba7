/** `user-graphs.db` beside the archive: the truth of the user graphs, and the log by which others follow it. */

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { graphOf } from '../remote/update-text.ts'
import type { GraphDelta } from './delta.ts'

/** How far somebody has followed: of which file, and up to which write. */
export interface UserMark {
  readonly id: string
  readonly revision: number
}

/** One write. */
export interface UserChange extends GraphDelta {
  readonly revision: number
}

/** What reads and writes the file. Every call blocks its thread until SQLite is done. */
export interface UserDatabase {
  /** Of the last write; 0 before the first. */
  mark(): UserMark
  /** The writes behind a mark in their order; undefined when they cannot be told any more, or it is another file's. */
  since(mark: UserMark): UserChange[] | undefined
  /** Statements in all. */
  size(): number
  has(line: string): boolean
  /** The lines of a graph. */
  lines(graph: string): string[]
  /** Statements of a graph. */
  count(graph: string): number
  /** Graphs that have statements. */
  graphs(): string[]
  /** Graphs that had statements at some time, or were noted. */
  everGraphs(): string[]
  /** Remembers the graphs of a delta that is shown somewhere without being written. */
  note(delta: GraphDelta): void
  /** Writes a delta and gives its revision. It is on the disk when this returns. */
  commit(delta: GraphDelta): number
  close(): void
}

/** Writes that can be told; who is further behind begins anew. */
const MOST_CHANGES = 1000

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma busy_timeout = 60000;
  create table if not exists setting (key text primary key, value text not null) without rowid;
  create table if not exists graph (id integer primary key, name text not null unique);
  create table if not exists statement (graph integer not null, line text not null, primary key (graph, line)) without rowid;
  create table if not exists change (revision integer primary key, removed text not null, added text not null);
`

const fileIn = (dataDir: string): string => join(dataDir, 'user-graphs.db')

/** Whether there are user graphs in a data folder. */
export const hasUserGraphs = (dataDir: string): boolean => existsSync(fileIn(dataDir))

const nameOf = (line: string): string => {
  const graph = graphOf(line)
  if (graph === undefined) throw new Error(`a statement without a graph: ${line.slice(0, 200)}`)
  return graph
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))

class UserFile implements UserDatabase {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #id: string

  constructor(database: Database.Database) {
    this.#database = database
    this.#id = (this.#one('select value from setting where key = ?', 'id') as { value: string }).value
  }

  mark(): UserMark {
    const { last } = this.#one('select coalesce(max(revision), 0) as last from change') as { last: number }
    return { id: this.#id, revision: last }
  }

  since({ id, revision }: UserMark): UserChange[] | undefined {
    const { first, last } = this.#one(
      'select coalesce(min(revision), 1) as first, coalesce(max(revision), 0) as last from change',
    ) as { first: number; last: number }
    if (id !== this.#id || revision < first - 1 || revision > last) return undefined
    const rows = this.#all('select * from change where revision > ? order by revision', revision)
    return (rows as { revision: number; removed: string; added: string }[]).map(row => ({
      revision: row.revision,
      removed: linesOf(row.removed),
      added: linesOf(row.added),
    }))
  }

  size(): number {
    return (this.#one('select count(*) as count from statement') as { count: number }).count
  }

  has(line: string): boolean {
    const sql = 'select 1 from statement join graph on graph.id = graph where name = ? and line = ?'
    return this.#one(sql, nameOf(line), line) !== undefined
  }

  lines(graph: string): string[] {
    const sql = 'select line from statement join graph on graph.id = graph where name = ?'
    return (this.#all(sql, graph) as { line: string }[]).map(({ line }) => line)
  }

  count(graph: string): number {
    const sql = 'select count(*) as count from statement join graph on graph.id = graph where name = ?'
    return (this.#one(sql, graph) as { count: number }).count
  }

  graphs(): string[] {
    const sql = 'select name from graph where exists (select 1 from statement where graph = graph.id)'
    return (this.#all(sql) as { name: string }[]).map(({ name }) => name)
  }

  everGraphs(): string[] {
    return (this.#all('select name from graph') as { name: string }[]).map(({ name }) => name)
  }

  commit({ removed, added }: GraphDelta): number {
    const work = this.#database.transaction(() => {
      for (const line of removed)
        this.#run(
          'delete from statement where graph = (select id from graph where name = ?) and line = ?',
          nameOf(line),
          line,
        )
      const ids = new Map<string, number>()
      for (const line of added) {
        const name = nameOf(line)
        const id = ids.get(name) ?? this.#graphId(name)
        ids.set(name, id)
        this.#run('insert or ignore into statement (graph, line) values (?, ?)', id, line)
      }
      const revision = this.mark().revision + 1
      this.#run(
        'insert into change (revision, removed, added) values (?, ?, ?)',
        revision,
        removed.join('\n'),
        added.join('\n'),
      )
      this.#run('delete from change where revision <= ?', revision - MOST_CHANGES)
      return revision
    })
    return work.immediate() as number
  }

  note({ added }: GraphDelta): void {
    const work = this.#database.transaction(() => {
      for (const name of new Set(added.map(nameOf))) this.#graphId(name)
    })
    work.immediate()
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #graphId(name: string): number {
    this.#run('insert or ignore into graph (name) values (?)', name)
    return (this.#one('select id from graph where name = ?', name) as { id: number }).id
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }

  #one(sql: string, ...parameters: unknown[]): unknown {
    return this.#prepare(sql).get(parameters)
  }

  #all(sql: string, ...parameters: unknown[]): unknown[] {
    return this.#prepare(sql).all(parameters)
  }

  #run(sql: string, ...parameters: unknown[]): void {
    this.#prepare(sql).run(parameters)
  }
}

/**
 * Opens the file, creating it when it is not there. Throws libsql's errors when it is no database: what users wrote cannot be
 * made again, so nothing is replaced.
 */
export const openUserDatabase = (dataDir: string): UserDatabase => {
  const database = new Database(fileIn(dataDir))
  try {
    database.exec(SCHEMA)
    database.prepare('insert or ignore into setting (key, value) values (?, ?)').run(['id', randomUUID()])
    return new UserFile(database)
  } catch (error) {
    database.close()
    throw error
  }
}
