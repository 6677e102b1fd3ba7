/** What /openapi.json says of the stored queries: one path for each, with its parameters. */

import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { formOf } from '../../graph/example-statements.ts'
import { type ExampleQuery, queryName } from '../../graph/examples.ts'
import { formatsOf, GRAPH_FORMATS } from '../../graph/formats.ts'
import type { QueryForm } from '../../graph/store.ts'
import { defaultOf } from '../../graph/stored/bind.ts'
import { MAX_LIMIT, ownLimit } from '../../graph/stored/paging.ts'
import type { QueryParameter } from '../../graph/stored/parameter.ts'
import { EXPECTED } from '../../graph/stored/value.ts'
import { ProblemSchema } from '../api-schema.ts'

type Registry = OpenAPIHono['openAPIRegistry']

const tags = ['queries']
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
})

const PROBLEMS = {
  304: { description: 'Not modified since the generation of the ETag' },
  400: problem('A parameter cannot be understood; the member "parameter" names it'),
  406: problem('No such format'),
  503: problem('The graph is not available; Retry-After says when'),
  504: problem('The query took too long'),
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'decimal'])

/** The schema of a parameter by its type; numbers stay texts of their own form for the program. */
const schemaOf = (parameter: QueryParameter, standing: string | undefined): z.ZodType => {
  const { type, choices, description } = parameter
  const about = {
    description: `${description} (${EXPECTED[type]}; may be repeated: any of them)`,
    ...(standing === undefined ? {} : { default: NUMERIC.has(type) ? Number(standing) : standing }),
  }
  if (choices)
    return z
      .string()
      .optional()
      .openapi({ ...about, enum: [...choices] })
  const formats: Partial<Record<QueryParameter['type'], object>> = {
    integer: { type: 'integer' },
    decimal: { type: 'number' },
    boolean: { type: 'boolean' },
    date: { type: 'string', format: 'date' },
    iri: { type: 'string', format: 'uri' },
  }
  return z
    .string()
    .optional()
    .openapi({ ...about, ...formats[type] })
}

const commonOf = (query: string, formats: readonly string[]) => ({
  format: z
    .string()
    .optional()
    .openapi({
      description: 'Format of the answer; wins over the Accept header',
      enum: [...formats],
    }),
  limit: z
    .string()
    .optional()
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: MAX_LIMIT,
      description: `Rows of one page. Without it ${ownLimit(query) === undefined ? 'all' : `at most ${ownLimit(query)}`} are given`,
    }),
  offset: z
    .string()
    .optional()
    .openapi({ type: 'integer', minimum: 0, description: 'Rows to leave out first' }),
})

/** One stored query as a path. */
export const describeStored = (registry: Registry, stored: ExampleQuery): void => {
  const { id, title, description, query, parameters = [] } = stored
  const formats = formatsOf((formOf(query) ?? 'SELECT') as QueryForm)
  const own = parameters.map(each => [each.name, schemaOf(each, defaultOf(query, each))] as const)
  registry.registerPath({
    method: 'get',
    path: `/api/queries/${queryName(id)}`,
    operationId: `query-${queryName(id)}`,
    summary: title,
    description,
    tags,
    request: {
      query: z.object({
        ...Object.fromEntries(own),
        ...commonOf(
          query,
          formats.map(({ name }) => name),
        ),
      }),
    },
    responses: {
      200: {
        description: 'The answer',
        content: Object.fromEntries(formats.map(({ mediaType }) => [mediaType, { schema: z.unknown() }])),
      },
      ...PROBLEMS,
    },
  })
}

const Run = z
  .object({
    generation: z.number().int(),
    ranAt: z.string(),
    ms: z.number(),
    rows: z.number().int().optional(),
    error: z.string().optional(),
  })
  .openapi('QueryRun', { description: 'How the query did when it was last run with its defaults' })

const Listed = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    keywords: z.array(z.string()),
    form: z.string().optional(),
    url: z.string(),
    parameters: z.array(z.record(z.string(), z.unknown())),
    lastRun: Run.optional(),
    query: z.string(),
  })
  .openapi('StoredQuery')

/** The list of all. */
export const describeList = (registry: Registry): void =>
  registry.registerPath({
    method: 'get',
    path: '/api/queries',
    summary: 'Stored queries with their parameters, and how each did at the last generation',
    tags,
    responses: {
      200: {
        description: 'The list',
        content: {
          'application/json': {
            schema: z
              .object({ generation: z.number().int(), queries: z.array(Listed) })
              .openapi('StoredQueries'),
          },
        },
      },
    },
  })

/** The same as SHACL. */
export const describeExamples = (registry: Registry): void => {
  const content = Object.fromEntries(
    GRAPH_FORMATS.map(({ mediaType }) => [mediaType, { schema: z.string() }]),
  )
  for (const path of ['/.well-known/sparql-examples', '/api/queries/examples'])
    registry.registerPath({
      method: 'get',
      path,
      summary: 'Stored queries as SHACL executables, for editors and testers',
      tags,
      responses: { 200: { description: 'The queries', content } },
    })
}
