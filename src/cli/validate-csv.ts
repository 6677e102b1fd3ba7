/** Outcomes of `lodestone validate` as CSV. */
import { severityName } from '../rdf/severity.ts'
import type { FileOutcome } from './validate-outcome.ts'

// A cell that begins like a formula would be run by spreadsheets.
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const COLUMNS = [
  'file',
  'line',
  'severity',
  'profile',
  'focusNode',
  'path',
  'value',
  'component',
  'sourceShape',
  'message',
]

/** One row per result (RFC 4180); a file that could not be checked has a row per problem. */
export const csvOf = (outcomes: readonly FileOutcome[]): string => {
  const rows = outcomes.flatMap(({ file, answer }) =>
    answer.ok
      ? answer.value.results.map((result, i) => [
          ...[file, String(answer.value.lines[i] ?? ''), severityName(result.severity), result.profile],
          ...[result.focusNode.value, result.path ?? '', result.value?.value ?? '', result.component],
          ...[result.sourceShape ?? '', result.message],
        ])
      : answer.problems.map(({ line, code, detail }) => [
          file,
          String(line ?? ''),
          'Error',
          '',
          '',
          '',
          '',
          code,
          '',
          detail,
        ]),
  )
  return [COLUMNS, ...rows].map(row => row.map(cell).join(',')).join('\r\n')
}
