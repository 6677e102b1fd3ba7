/** Rows and columns of a CSV text (RFC 4180) with the offsets of its cells: the text itself stays as it is. */
import type { Mark } from './document-text.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/** The delimiter that the first line has most of, outside of quotes. */
export const delimiterOf = (text: string): string => {
  const line =
    text
      .slice(0, 20_000)
      .split(/\r?\n/, 1)[0]
      ?.replace(/"[^"]*"/g, '') ?? ''
  const counts = DELIMITERS.map(delimiter => [delimiter, line.split(delimiter).length] as const)
  return counts.sort((a, b) => b[1] - a[1])[0]?.[0] ?? ','
}

/** A mark per cell, at most `most`; what comes after the last counts as part of it. */
export const csvMarks = (text: string, most: number): Mark[] => {
  const marks: Mark[] = []
  const delimiter = delimiterOf(text)
  let [row, column, start] = [1, 1, 0]
  for (let at = 0; at <= text.length && marks.length < most; at++) {
    if (at === start && text[at] === '"') {
      // A quoted cell: two quotes stand for one.
      for (at++; at < text.length; at++) if (text[at] === '"' && text[++at] !== '"') break
    }
    const character = text[at]
    if (at < text.length && character !== delimiter && character !== '\n') continue
    marks.push({ start, place: { row, column } })
    start = at + 1
    column = character === '\n' ? 1 : column + 1
    if (character === '\n') row++
  }
  return marks
}
