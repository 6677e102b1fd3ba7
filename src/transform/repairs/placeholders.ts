/** Texts that stand for a missing value: the table of vocab/placeholders.json. */
import { readFileSync } from 'node:fs'
import { bundled } from '../../registry/bundled.ts'

interface Table {
  /** In lower case. */
  readonly texts: readonly string[]
  /** As coordinates and elevations only: elsewhere -9999 may be a number like any other. */
  readonly numbers: readonly string[]
  /** Local names of properties of which nothing is left out: "none" is an access condition, NA is Namibia. */
  readonly keptOf: readonly string[]
}

const read = () => {
  const table = JSON.parse(readFileSync(bundled('vocab/placeholders.json'), 'utf8')) as Table
  return {
    texts: new Set(table.texts),
    numbers: new Set(table.numbers.map(Number)),
    keptOf: new Set(table.keptOf),
    longest: Math.max(...table.texts.map(text => text.length)) + 4,
  }
}

let known: ReturnType<typeof read> | undefined

/** Whether a text, as the value of a property (its local name), stands for a missing one. */
export const isPlaceholder = (text: string, property: string): boolean => {
  known ??= read()
  if (text.length > known.longest || text === '') return false
  if (known.texts.has(text) || known.texts.has(text.trim().toLowerCase())) return !known.keptOf.has(property)
  return NUMERIC.has(property) && known.numbers.has(Number(text))
}

const NUMERIC: ReadonlySet<string> = new Set(['latitude', 'longitude', 'elevation', 'lat', 'long', 'alt'])
