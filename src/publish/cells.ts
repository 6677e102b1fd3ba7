/** Typed access to the cells of one row; what a cell gets wrong is gathered as problems that name row and column. */
import type { Iri } from '../model/iri.ts'
import type { Problem } from '../model/problem.ts'
import { identify, igsnHandle } from '../pid/identifiers.ts'
import { isIri } from '../rdf/terms.ts'
import type { TableRow } from './read-table.ts'
import type { Party, SampleIdentifier } from './sample-row.ts'

/** Longest cell, in UTF-16 code units. */
const MAX_CELL = 50_000
/** Most values in one cell. */
const MAX_VALUES = 500

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/

/** Whether a text is a year, month, day or time of the calendar, as ISO 8601 and XML Schema write them. */
export const isDate = (text: string): boolean => {
  const [, year, month = '01', day = '01'] = DATE.exec(text) ?? []
  if (!year) return false
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return false
  return !text.includes('T') || !Number.isNaN(Date.parse(text))
}

const quoted = (text: string): string => `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`

/** Reader of one row. Every method returns undefined (or leaves the value out) after it reported a problem. */
export class Cells {
  readonly problems: Problem[] = []
  readonly #row: TableRow

  constructor(row: TableRow) {
    this.#row = row
    for (const [column, text] of row.cells) {
      if (text.length > MAX_CELL)
        this.report(
          column,
          'cell-too-long',
          `the cell has ${text.length} characters, at most ${MAX_CELL} are published`,
        )
      if (text.includes('\ufffd'))
        this.report(
          column,
          'not-utf-8',
          `${quoted(text)} has characters that were lost; save the table as UTF-8`,
        )
    }
  }

  report(column: string, code: string, detail: string): undefined {
    const subject = `row ${this.#row.row}, column "${column}"`
    this.problems.push({ stage: 'publish', code, subject, detail })
    return undefined
  }

  text(column: string): string | undefined {
    return this.#row.cells.get(column)
  }

  /** Values separated by semicolons; gaps stay as empty strings so that columns can be read side by side. */
  aligned(column: string): string[] {
    const text = this.text(column)
    if (text === undefined) return []
    const values = text.split(';').map(value => value.trim())
    if (values.length <= MAX_VALUES) return values
    this.report(column, 'too-many-values', `${values.length} values, at most ${MAX_VALUES} are published`)
    return []
  }

  list(column: string): string[] {
    return this.aligned(column).filter(value => value !== '')
  }

  number(column: string, min: number, max: number): number | undefined {
    const text = this.text(column)
    if (text === undefined) return undefined
    const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(value))
      return this.report(
        column,
        'not-a-number',
        `${quoted(text)} is not a decimal number; write it like -12.5`,
      )
    if (value < min || value > max)
      return this.report(column, 'out-of-range', `${quoted(text)} is not between ${min} and ${max}`)
    return value
  }

  date(column: string): string | undefined {
    const text = this.text(column)
    if (text === undefined || isDate(text)) return text
    const detail = `${quoted(text)} is not a date; write 1987, 1987-06, 1987-06-21 or 1987-06-21T14:05:00Z`
    return this.report(column, 'not-a-date', detail)
  }

  oneOf<T extends string>(column: string, values: readonly T[]): T | undefined {
    const text = this.text(column)?.toLowerCase()
    if (text === undefined) return undefined
    const found = values.find(value => value === text)
    return found ?? this.report(column, 'unknown-value', `${quoted(text)} is none of: ${values.join(', ')}`)
  }

  /** A sample identifier: IGSN or other DOI, legacy handle, or a bare legacy code. */
  sample(column: string, text: string): SampleIdentifier | undefined {
    const known = identify(text)
    const accepted = known && ['igsn', 'doi', 'igsn-handle'].includes(known.scheme) ? known : undefined
    // A bare code is a legacy IGSN only because the column says so.
    const found = accepted ?? (/^[A-Za-z][\w.-]{3,}$/.test(text) ? igsnHandle(text) : undefined)
    if (found)
      return { iri: found.canonical, text: found.canonical.replace(/^https:\/\/[^/]+\//, '').toUpperCase() }
    const detail = `${quoted(text)} is not an IGSN; write it as a DOI like 10.12345/ABC01`
    return this.report(column, 'not-an-igsn', detail)
  }

  samples(column: string): SampleIdentifier[] {
    return this.list(column).flatMap(text => this.sample(column, text) ?? [])
  }

  /** A persistent identifier of the scheme. */
  identifier(column: string, scheme: 'orcid' | 'ror', text: string): Iri | undefined {
    const found = identify(text)
    if (found?.scheme === scheme) return found.canonical
    const name = scheme.toUpperCase()
    const detail = `${quoted(text)} is not a valid ${name} id; look it up on ${scheme}.org`
    return this.report(column, `not-an-${scheme}`, detail)
  }

  /** An organisation from its name column and `<column>_ror`. */
  organisation(column: string): Party | undefined {
    const name = this.text(column)
    const ror = this.text(`${column}_ror`)
    if (name === undefined)
      return ror === undefined
        ? undefined
        : this.report(column, 'missing-name', `${quoted(ror)} has no name beside it`)
    const iri = ror === undefined ? undefined : this.identifier(`${column}_ror`, 'ror', ror)
    return iri ? { name, iri } : { name }
  }

  /** A DOI or a web address. */
  link(column: string, text: string): Iri | undefined {
    const known = identify(text)?.canonical
    if (known) return known
    if (/^https?:\/\//.test(text) && isIri(text)) return text
    return this.report(column, 'not-a-link', `${quoted(text)} is neither a DOI nor a web address`)
  }
}
