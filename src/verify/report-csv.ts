/** Reports as CSV (RFC 4180): one row per identifier. */
import type { VerifyReport, VerifyResult } from './report.ts'

/** Cells that spreadsheets would run as formulas are made texts by an apostrophe; also behind white space, which they skip. */
const cell = (value: string | number | boolean | null | undefined): string => {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value)
  const safe = /^\s*[=+\-@\t\r|]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const COLUMNS: readonly (readonly [
  title: string,
  value: (result: VerifyResult) => string | number | boolean | null | undefined,
])[] = [
  ['text', ({ text }) => text],
  ['verdict', ({ verdict }) => verdict],
  ['suggestion', ({ suggestion }) => suggestion],
  ['canonical', ({ canonical }) => canonical],
  ['scheme', ({ scheme }) => scheme],
  ['sample', ({ sample }) => sample],
  ['linksBack', ({ linksBack }) => linksBack],
  ['name', ({ name }) => name],
  ['status', ({ status }) => status],
  ['completeness', ({ completeness }) => completeness?.share],
  ['missing', ({ completeness }) => completeness?.missing.join(' ')],
  ['landingPage', ({ landingPage }) => landingPage],
  ['page', ({ place }) => place.page],
  ['line', ({ place }) => place.line],
  ['row', ({ place }) => place.row],
  ['column', ({ place }) => place.column],
  ['paragraph', ({ place }) => place.paragraph],
  ['part', ({ place }) => place.part],
  ['start', ({ start }) => start],
  ['end', ({ end }) => end],
  ['before', ({ before }) => before],
  ['behind', ({ behind }) => behind],
  ['detail', ({ detail }) => detail],
]

/** One table for all reports. */
export const csvOfReports = (reports: readonly VerifyReport[]): string => {
  const rows = reports.flatMap(({ document, results }) =>
    results.map(result => [cell(document.name), ...COLUMNS.map(([, value]) => cell(value(result)))]),
  )
  return `${[['document', ...COLUMNS.map(([title]) => title)], ...rows].map(row => row.join(',')).join('\r\n')}\r\n`
}
