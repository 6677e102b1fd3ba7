/** CSV -> rows of cells, streaming; what is wrong with the table as a whole becomes problems. */
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type { Problem } from '../model/problem.ts'
import { didYouMean } from '../registry/nearest.ts'
import { COLUMN_NAMES, COLUMNS, FAULT_COLUMN, FREE_PROPERTY_PREFIX } from './columns.ts'

/** A table: its text, or a way to open it, for it is read twice. CSV (RFC 4180), UTF-8, header in the first row. */
export type Table = string | (() => AsyncIterable<string | Uint8Array>)

/** One row: trimmed cells by column name; empty cells are absent. */
export interface TableRow {
  /** Row of the spreadsheet: the header is row 1. */
  readonly row: number
  readonly cells: ReadonlyMap<string, string>
}

export type TableItem = { readonly row: TableRow } | { readonly problem: Problem }

/** Largest row, in bytes: a quote that is never closed must not swallow the table. */
const MAX_ROW_BYTES = 1_000_000

// Control characters break XML tools and mean nothing in metadata; tab and line ends stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu

const tableProblem = (code: string, subject: string, detail: string): Problem => ({
  stage: 'publish',
  code,
  subject,
  detail,
})

const columnName = (cell: string): string => {
  const name = cell.trim()
  return name.startsWith(FREE_PROPERTY_PREFIX) ? name : name.toLowerCase().replaceAll(/[\s-]+/g, '_')
}

/** Problems of the header: unknown, repeated and missing columns. */
const checkHeader = (names: readonly string[], withFaults: boolean): Problem[] => {
  const known = new Set(withFaults ? [...COLUMN_NAMES, FAULT_COLUMN] : COLUMN_NAMES)
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const name of names) {
    const subject = `row 1, column "${name}"`
    if (name !== '' && seen.has(name))
      problems.push(
        tableProblem('repeated-column', subject, `the column "${name}" appears twice; the last one counts`),
      )
    seen.add(name)
    if (name === '' || known.has(name) || name.startsWith(FREE_PROPERTY_PREFIX)) continue
    const advice = didYouMean(name, COLUMN_NAMES) || ''
    problems.push(
      tableProblem(
        'unknown-column',
        subject,
        `unknown column "${name}"${advice || ';'} it is not published; rename it, or call it "${FREE_PROPERTY_PREFIX}${name}" to publish it as a property`,
      ),
    )
  }
  for (const column of COLUMNS) {
    if (!column.required || seen.has(column.name)) continue
    const detail = `the table has no column "${column.name}": ${column.about}`
    problems.push(tableProblem('missing-column', 'row 1', detail))
  }
  return problems
}

const cellsOf = (header: readonly string[], values: readonly string[]): ReadonlyMap<string, string> => {
  const cells = new Map<string, string>()
  header.forEach((name, i) => {
    const text = (values[i] ?? '').replaceAll(UNWANTED, ' ').trim()
    if (name !== '' && text !== '') cells.set(name, text)
  })
  return cells
}

/** What csv-parse says of a table that breaks off; anything else is a fault of the stream and thrown. */
const rethrowUnlessCsv = (error: unknown): CsvError => {
  if (error instanceof CsvError) return error
  throw error
}

/**
 * Rows of values, then the error that ended them, if any. Rows come by the parser's callback, for a stream that is
 * destroyed by an error throws away the rows it had ready.
 */
async function* parseCsv(
  source: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string[], CsvError | undefined> {
  const ready: string[][] = []
  const parser = parse({
    bom: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: (values: string[]) => {
      ready.push(values)
      return null
    },
  })
  const done = finished(parser.resume()).then(() => undefined, rethrowUnlessCsv)
  // Awaited below; until then a failure must not count as unhandled.
  done.catch(() => undefined)
  for await (const chunk of source) {
    if (parser.destroyed) break
    parser.write(chunk)
    yield* ready.splice(0)
  }
  if (!parser.destroyed) parser.end()
  const error = await done
  yield* ready
  return error
}

/**
 * Reads a table row by row. Problems of the header come first; a table that breaks in the middle (a quote that is
 * never closed) ends with a problem, what came before it stands. Empty rows are passed over.
 */
export async function* readTable(table: Table, withFaults: boolean): AsyncGenerator<TableItem> {
  const rows = parseCsv(typeof table === 'string' ? Readable.from([table]) : table())
  let header: string[] | undefined
  let row = 0
  let next = await rows.next()
  for (; !next.done; next = await rows.next()) {
    const values = next.value
    row++
    if (!header) {
      header = values.map(columnName)
      for (const problem of checkHeader(header, withFaults)) yield { problem }
      continue
    }
    const cells = cellsOf(header, values)
    if (cells.size === 0) continue
    if (values.length <= header.length) yield { row: { row, cells } }
    else {
      const detail = `the row has ${values.length} cells, the header ${header.length}; quote cells that contain commas`
      yield { problem: tableProblem('too-many-cells', `row ${row}`, detail) }
    }
  }
  if (next.value) {
    const detail = `the table cannot be read after row ${row}: ${next.value.message}; the rows before it were read`
    yield { problem: tableProblem('unreadable-table', `row ${row + 1}`, detail) }
  } else if (!header)
    yield {
      problem: tableProblem('empty-table', 'row 1', 'the table is empty; the first row names the columns'),
    }
}
