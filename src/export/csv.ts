/** CSV (RFC 4180) in UTF-8, with a header line and CRLF. */
import { type Cell, columnsNamed } from './columns.ts'
import type { Batches, ExportContext, ExportFormat } from './format.ts'

/** Between the values of a cell that has several. */
export const SEPARATOR = ' | '

// So that a cell can be taken apart again: a bar within a value is `\|`, a backslash is `\\`.
const member = (value: string): string => value.replace(/[\\|]/g, '\\$&')

/** The values of a cell that was written with several. An escaped bar never stands between two blanks alone. */
export const splitCell = (cell: string): string[] =>
  cell === '' ? [] : cell.split(SEPARATOR).map(value => value.replace(/\\([\\|])/g, '$1'))

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Spreadsheet programs take cells that begin like this for formulas, and run them. */
const FORMULA = /^[=+\-@\t\r]/

const cellText = (value: Cell, spreadsheet: boolean): string => {
  if (value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : value.map(member).join(SEPARATOR)
  return quoted(spreadsheet && FORMULA.test(text) ? `'${text}` : text)
}

const BYTE_ORDER_MARK = '\uFEFF'

async function* write(batches: Batches, context: ExportContext): AsyncGenerator<Uint8Array> {
  const columns = columnsNamed(context.columns)
  const head = columns.map(([name]) => name).join(',')
  yield Buffer.from(`${context.spreadsheet ? BYTE_ORDER_MARK : ''}${head}\r\n`)
  for await (const rows of batches) {
    let text = ''
    for (const row of rows) {
      const cells = columns.map(([, { value }]) => cellText(value(row, context), context.spreadsheet))
      text += `${cells.join(',')}\r\n`
    }
    yield Buffer.from(text)
  }
}

export const CSV: ExportFormat = {
  name: 'csv',
  title: 'CSV',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: '.csv',
  records: false,
  write,
}
