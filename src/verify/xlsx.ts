/** Excel workbooks (ECMA-376 part 1, SpreadsheetML): the cells of each sheet as lines with tabs between them. */
import { ok, type Result } from '../model/problem.ts'
import { type DocumentText, TextBuilder } from './document-text.ts'
import type { Limits } from './limits.ts'
import { unreadable } from './problem.ts'
import { unpack } from './unpack.ts'
import { walkXml } from './xml-events.ts'

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/
const STRINGS = 'xl/sharedStrings.xml'

/** Texts that cells refer to by number; phonetic readings of them are left out. */
const readStrings = (part: Uint8Array | undefined, limits: Limits): string[] => {
  const strings: string[] = []
  if (!part) return strings
  let [text, inText, phonetic] = ['', false, false]
  walkXml(
    part,
    {
      open: name => {
        if (name === 'si') text = ''
        if (name === 'rPh') phonetic = true
        inText = name === 't'
      },
      text: piece => {
        if (inText && !phonetic) text += piece
      },
      close: name => {
        if (name === 'si') strings.push(text)
        if (name === 'rPh') phonetic = false
        inText = false
      },
    },
    limits,
  )
  return strings
}

/** `AB12` -> 28. */
const columnNumber = (reference: string): number => {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

/** Adds the cells of a sheet; returns how many there were. */
const readSheet = (
  part: Uint8Array,
  { out, strings, sheet }: { out: TextBuilder; strings: readonly string[]; sheet: number },
  limits: Limits,
): number => {
  let [cells, row, column, before, type, value, reading] = [0, 0, 0, 0, '', '', false]
  walkXml(
    part,
    {
      open: (name, attributes) => {
        if (name === 'row') [row, column, before] = [Number(attributes.r) || row + 1, 0, 1]
        if (name === 'c') {
          column = columnNumber(attributes.r ?? '') || column + 1
          type = attributes.t ?? ''
          value = ''
        }
        reading = name === 'v' || name === 't'
      },
      text: piece => {
        if (reading) value += piece
      },
      close: name => {
        reading = false
        if (name === 'row') out.add('\n')
        if (name !== 'c') return
        // Empty cells keep their places, so that a column stays below its heading.
        out.add('\t'.repeat(Math.max(0, Math.min(column - before, 1_000))))
        before = column
        out.mark({ part: `sheet ${sheet}`, row, column })
        out.add((type === 's' ? (strings[Number(value)] ?? '') : value).replace(/[\t\r\n]+/g, ' '))
        cells++
      },
    },
    limits,
  )
  return cells
}

/** The text of an .xlsx file. Problems: those of unpacking, `too-large`. Throws `TooDeep`. */
export const readXlsx = (name: string, bytes: Uint8Array, limits: Limits): Result<DocumentText> => {
  const unpacked = unpack(name, bytes, part => SHEET.test(part) || part === STRINGS, limits)
  if (!unpacked.ok) return unpacked
  const out = new TextBuilder()
  const strings = readStrings(unpacked.value.get(STRINGS), limits)
  const sheets = [...unpacked.value.keys()]
    .flatMap(part => SHEET.exec(part)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
  let cells = 0
  for (const sheet of sheets) {
    const part = unpacked.value.get(`xl/worksheets/sheet${sheet}.xml`) ?? new Uint8Array()
    cells += readSheet(part, { out, strings, sheet }, limits)
    out.add('\n')
    if (cells > limits.cells || out.length > limits.characters)
      return unreadable(
        'too-large',
        name,
        `its sheets have more than ${limits.cells} cells or ${limits.characters} characters`,
      )
  }
  return ok({ kind: 'xlsx', text: String(out), marks: out.marks, notes: [] })
}
