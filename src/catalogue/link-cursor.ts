/** Places in lists of links: cursors that stay short, whatever the length of what is linked. */
import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ok, type Result } from '../model/problem.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { Bindings, rows } from './database.ts'

/** What the lists are ordered by. */
export type LinkPlace = readonly [sample: string, relation: string, target: string]

const COLUMNS = ['sample', 'relation', 'target'] as const
/** Characters that are written out; of longer texts the beginning, and after a null, which no IRI has, the digest. */
const WHOLE = 1_000
const BEGINNING = 200

const shortened = (text: string): string =>
  text.length <= WHOLE
    ? text
    : `${[...text].slice(0, BEGINNING).join('')}\u0000${createHash('md5').update(text).digest('hex')}`

/** The text that was shortened; its beginning when no link has it any more: then some links come again. */
const restored = async (
  connection: DuckDBConnection,
  column: (typeof COLUMNS)[number],
  text: string,
): Promise<string> => {
  const [, beginning, digest] = /^(.+)\0([0-9a-f]{32})$/su.exec(text) ?? []
  if (beginning === undefined || digest === undefined) return text
  const of = new Bindings()
  const [found] = await rows<{ text: string }>(
    connection,
    `SELECT ${column} AS text FROM link WHERE starts_with(${column}, ${of.text(beginning)}) AND md5(${column}) = ${of.text(digest)} LIMIT 1`,
    of,
  )
  return found?.text ?? beginning
}

/** The cursor of a place in the list that `search` is the digest of. */
export const writeLinkCursor = (search: string, place: LinkPlace, generation: number): string =>
  writeCursor({ search, after: place.map(shortened), generation })

/** The place of a cursor; without one the place before all links. Problem: `invalid-cursor`. */
export const readLinkCursor = async (
  connection: DuckDBConnection,
  cursor: string | undefined,
  search: string,
): Promise<Result<LinkPlace>> => {
  if (cursor === undefined) return ok(['', '', ''])
  const place = readCursor(cursor, search)
  if (!place.ok) return place
  const [sample = '', relation = '', target = ''] = await Promise.all(
    COLUMNS.map((column, i) => restored(connection, column, String(place.value.after[i] ?? ''))),
  )
  return ok([sample, relation, target])
}
