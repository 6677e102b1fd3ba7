/** Codes in the column of a table that is headed IGSN. */
import { bareCodeCandidates } from '../agents.ts'
import type { Found } from './found.ts'

const HEADING = /^[\s"'*]*(?:igsns?(?:[\s_]?(?:ids?|codes?|numbers?|no\.?))?)[\s"'*]*$/i
const DELIMITERS: readonly RegExp[] = [/\t/g, /\|/g, /;/g, /,/g, / {2,}/g]
const MAX_LINE = 20_000
const CODE = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][\w./-]{2,38}[A-Za-z0-9]$/

interface Column {
  readonly delimiter: RegExp
  readonly index: number
}

/** Codes of all columns that are headed IGSN, down to the first line that has no such column. Each is ambiguous. */
export function* columnCodes(text: string): Generator<Found, undefined> {
  let column: Column | undefined
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    // Only headings are looked for outside of tables.
    const line = end - start > MAX_LINE ? '' : text.slice(start, end)
    const heading = /igsn/i.test(line) ? headingIn(line) : undefined
    if (heading) column = heading
    else if (column) {
      const cell = cellAt(line, column)
      if (cell === undefined) column = undefined
      else {
        const code = cellFound(text, start + cell.start, cell.text)
        if (code) yield code
      }
    }
    start = end + 1
  }
  return undefined
}

const headingIn = (line: string): Column | undefined => {
  for (const delimiter of DELIMITERS) {
    const cells = line.split(delimiter)
    const index = cells.findIndex(cell => HEADING.test(cell))
    if (index >= 0) return { delimiter, index }
  }
  return undefined
}

/** The cell of the column; undefined where the line has none, which ends the table. */
const cellAt = (line: string, { delimiter, index }: Column): { start: number; text: string } | undefined => {
  if (line.trim() === '') return undefined
  let start = 0
  let cell = 0
  for (const { index: at, 0: separator } of line.matchAll(delimiter)) {
    if (cell === index) return { start, text: line.slice(start, at) }
    start = at + separator.length
    cell += 1
  }
  return cell === index ? { start, text: line.slice(start) } : undefined
}

const cellFound = (source: string, cell: number, text: string): Found | undefined => {
  const [, before = '', code = ''] = /^([\s"'*`]*)(.*?)[\s"'*`]*$/s.exec(text) ?? []
  const candidates = CODE.test(code) ? bareCodeCandidates(code) : []
  const [first] = candidates
  if (!first) return undefined
  const start = cell + before.length
  const detail = `${JSON.stringify(code)} stands in a column headed IGSN. It could be ${first.display} (${first.why}) or another agent's; write the whole IGSN`
  return {
    text: source.slice(start, start + code.length),
    start,
    end: start + code.length,
    verdict: 'ambiguous',
    candidates,
    detail,
  }
}
