/** How /openapi.json describes the exports. */
import { createRoute, z } from '@hono/zod-openapi'
import { FILTERS, type Parameter } from '../../catalogue/parameter-table.ts'
import { COLUMN_NAMES, USUAL_COLUMNS } from '../../export/columns.ts'
import { EXPORT_FORMATS, FORMAT_NAMES } from '../../export/formats.ts'
import { querySchema } from '../api/query-schema.ts'
import { ProblemSchema } from '../api-schema.ts'

const text = (description: string, example?: string): Parameter => ({
  kind: 'text',
  description,
  ...(example !== undefined && { example }),
})

const ExportQuery = querySchema({
  ...FILTERS,
  format: { ...text('csv when it is left out', 'jsonl'), choices: FORMAT_NAMES },
  sort: text('As in the search', '-collected'),
  columns: {
    kind: 'list',
    description: `CSV: only these columns, in this order; without it ${USUAL_COLUMNS.length} of them`,
    choices: COLUMN_NAMES,
  },
  spreadsheet: text(
    'CSV: true makes cells harmless that spreadsheets take for formulas, and marks the text as UTF-8',
  ),
  generation: text('Only this state of the data; of earlier ones only what was exported lately is kept'),
})

const JSON_TYPE: string = 'application/json'
const ManifestSchema = z.record(z.string(), z.unknown()).openapi('ExportManifest')
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
})
const problems = {
  400: problem('A parameter cannot be understood; the detail says what to write instead'),
  410: problem('The state that was asked for is over, and its export is not kept'),
  503: problem('As many exports as may be are being made: try again after Retry-After seconds'),
}
const binary = z.string().openapi({ format: 'binary' })

/** The file. */
export const exportRoute = createRoute({
  method: 'get',
  path: '/api/export',
  summary: 'All samples that a search finds, as a file',
  tags: ['export'],
  request: { query: ExportQuery },
  responses: {
    200: {
      description: 'The file, of one state of the data; it can be resumed by Range and If-Range',
      content: Object.fromEntries(EXPORT_FORMATS.map(({ mediaType }) => [mediaType, { schema: binary }])),
    },
    206: { description: 'The rest of the file' },
    304: { description: 'Not modified' },
    ...problems,
  },
})

/** What the file is. */
export const manifestRoute = createRoute({
  method: 'get',
  path: '/api/export/manifest',
  summary: 'What an export is: state, question, size, SHA-256, sources with their licences, citation',
  tags: ['export'],
  request: { query: ExportQuery },
  responses: {
    200: {
      description: 'The manifest',
      content: { [JSON_TYPE]: { schema: ManifestSchema } },
    },
    ...problems,
  },
})
