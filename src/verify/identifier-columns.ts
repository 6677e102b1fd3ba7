/**
 * Tables with a column of IGSNs: every cell of it is told of, also what looks like no identifier, because whoever checks a table
 * wants each row accounted for.
 */
import type { Found } from '../pid/find.ts'
import type { DocumentText, Mark } from './document-text.ts'
import { explained } from './explained.ts'

/** `IGSN`, `Sample IGSN`, `igsn_id`, `IGSN (DOI)`: a heading, not a sentence that speaks of IGSNs. */
const HEADING = /^(?:[\w()./-]+[ _-])?\(?igsns?(?:[ _/(-].{0,20})?\)?:?$/i
const LONGEST_HEADING = 40

/** What people write where there is nothing. */
const NOTHING =
  /^(?:n\.?\/?a\.?|none|null|nil|unknown|not (?:available|applicable|assigned|registered)|[-–—?.]+)$/i

/** Longer cells are prose. */
const LONGEST_CELL = 200

interface Cell {
  readonly text: string
  readonly start: number
}

/** The content of the cell that begins at a mark, without the quotes, delimiter and line end around it; undefined when it is too long. */
const cellAt = ({ text, kind }: DocumentText, { start }: Mark, next: number): Cell | undefined => {
  if (next - start > 2 * LONGEST_CELL) return undefined
  const whole = text.slice(start, next).replace(kind === 'csv' ? /(?:\r?\n|[,;\t|])$/ : /[\t\n]+$/, '')
  const [, lead = '', content = ''] = /^(\s*"?\s*)(.*?)(?:\s*"?\s*)$/s.exec(whole) ?? []
  return content.length > LONGEST_CELL ? undefined : { text: content, start: start + lead.length }
}

/**
 * Cells below a heading of IGSNs in which nothing was found, as what they are by themselves. `found` is what the text as a whole
 * gave, in its order. Empty cells, and words for nothing, are passed over.
 */
export function* unreadCells(document: DocumentText, found: readonly Found[]): Generator<Found, undefined> {
  const { marks, text } = document
  const columns = new Set<string>()
  let at = 0
  for (const [index, mark] of marks.entries()) {
    const { part, column } = mark.place
    const next = marks[index + 1]?.start ?? text.length
    while (at < found.length && (found[at]?.end ?? 0) <= mark.start) at++
    if (column === undefined || (found[at]?.start ?? Number.POSITIVE_INFINITY) < next) continue
    const key = `${part ?? ''} ${column}`
    const cell = cellAt(document, mark, next)
    if (!cell || cell.text === '') continue
    if (cell.text.length <= LONGEST_HEADING && HEADING.test(cell.text)) columns.add(key)
    else if (columns.has(key) && !NOTHING.test(cell.text)) yield explained(cell.text, cell.start)
  }
}
