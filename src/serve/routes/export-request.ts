/** Parameters of /api/export -> a checked request, for the server and for `lodestone export` alike. */
import { FILTER_PARAMETERS, onlyKnown, parseSearch, refuse, wholeNumber } from '../../catalogue/parameters.ts'
import { COLUMN_NAMES, USUAL_COLUMNS } from '../../export/columns.ts'
import type { ExportFormat } from '../../export/format.ts'
import { exportFormat, FORMAT_NAMES } from '../../export/formats.ts'
import type { ExportRequest } from '../../export/make.ts'
import { ok, type Result } from '../../model/problem.ts'
import { knownInstead } from '../../registry/nearest.ts'

const FORM_PARAMETERS = ['format', 'sort', 'columns', 'spreadsheet', 'generation']
/** All parameters of an export. */
export const EXPORT_PARAMETERS: readonly string[] = [...FILTER_PARAMETERS, ...FORM_PARAMETERS]

const LARGEST_GENERATION = 999_999_999

/** An export, and the state that it must show when the address says so. */
export interface AskedExport extends ExportRequest {
  readonly generation?: number
}

const readColumns = (text: string | null, format: ExportFormat): Result<readonly string[]> => {
  if (text === null || text === '') return ok(USUAL_COLUMNS)
  if (format.name !== 'csv') return refuse('columns', text, 'only CSV has columns to choose; leave it out')
  const names = [...new Set(text.split(',').map(name => name.trim()))]
  const unknown = names.find(name => !COLUMN_NAMES.includes(name))
  if (unknown === undefined) return ok(names)
  const advice = `unknown column '${unknown.slice(0, 100)}'${knownInstead(unknown, COLUMN_NAMES)}`
  return refuse('columns', text, advice)
}

const readSpreadsheet = (text: string | null, format: ExportFormat): Result<boolean> => {
  if (text === null || text === 'false') return ok(false)
  if (text !== 'true') return refuse('spreadsheet', text, 'must be true or false')
  return format.name === 'csv'
    ? ok(true)
    : refuse('spreadsheet', text, 'only CSV has a form for spreadsheets')
}

const readFormat = (text: string | null): Result<ExportFormat> => {
  const format = exportFormat(text ?? 'csv')
  const advice = `unknown format${knownInstead(text ?? '', FORMAT_NAMES)}`
  return format ? ok(format) : refuse('format', text ?? '', advice)
}

/** What the samples are chosen and ordered by, sorted by name and value: one text for all ways to ask the same. */
const canonicalQuery = (parameters: URLSearchParams): string => {
  const kept = [...parameters].filter(
    ([name, value]) => !['format', 'generation'].includes(name) && value !== '',
  )
  return new URLSearchParams(
    kept.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0)),
  ).toString()
}

const readGeneration = (parameters: URLSearchParams): Result<number | undefined> =>
  parameters.has('generation')
    ? wholeNumber(parameters, 'generation', { least: 0, most: LARGEST_GENERATION, preset: 0 })
    : ok(undefined)

/** Reads an export's parameters. Problems: `unknown-parameter`, `invalid-parameter`, each with what to write instead. */
export const parseExport = (parameters: URLSearchParams): Result<AskedExport> => {
  const known = onlyKnown(parameters, EXPORT_PARAMETERS)
  if (!known.ok) return known
  const twice = FORM_PARAMETERS.find(name => parameters.getAll(name).length > 1)
  if (twice !== undefined)
    return refuse(twice, parameters.getAll(twice)[1] ?? '', 'given more than once; give it one value')
  const format = readFormat(parameters.get('format'))
  if (!format.ok) return format
  const columns = readColumns(parameters.get('columns'), format.value)
  if (!columns.ok) return columns
  const spreadsheet = readSpreadsheet(parameters.get('spreadsheet'), format.value)
  if (!spreadsheet.ok) return spreadsheet
  const generation = readGeneration(parameters)
  if (!generation.ok) return generation
  const search = parseSearch(
    new URLSearchParams(
      [...parameters].filter(([name]) => name === 'sort' || FILTER_PARAMETERS.includes(name)),
    ),
  )
  if (!search.ok) return search
  const { facets: _, facetLimit: __, limit: ___, cursor: ____, ...found } = search.value
  return ok({
    format: format.value,
    search: found,
    query: canonicalQuery(parameters),
    columns: columns.value,
    spreadsheet: spreadsheet.value,
    ...(generation.value !== undefined && { generation: generation.value }),
  })
}
