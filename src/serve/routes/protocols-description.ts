/** What /openapi.json says of addresses whose form is a standard of its own: what is there, in which formats; the standard has the rest. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { BINDING_FORMATS, GRAPH_FORMATS } from '../../graph/formats.ts'
import { ProblemSchema } from '../api-schema.ts'

type Registry = OpenAPIHono['openAPIRegistry']

const text = z.string()
const open = z.record(z.string(), z.unknown())

const given = (description: string, types: readonly string[], schema: z.ZodType = text) => ({
  description,
  content: Object.fromEntries(types.map(type => [type, { schema }])),
})

const problem = (description: string) => given(description, ['application/problem+json'], ProblemSchema)

const parameter = (description: string, example?: string) =>
  text.optional().openapi({ description, ...(example !== undefined && { example }) })

const GRAPHS = GRAPH_FORMATS.map(({ mediaType }) => mediaType)
const RESULTS = BINDING_FORMATS.map(({ mediaType }) => mediaType)

const SPARQL_QUERY = {
  query: parameter('A SPARQL 1.1 query', 'ASK { ?sample a <http://www.w3.org/ns/sosa/Sample> }'),
  'default-graph-uri': parameter(
    'Instead of the default graph: the union of these graphs (SPARQL 1.1 Protocol, 2.1.4)',
  ),
  'named-graph-uri': parameter('The named graphs that the query sees'),
  format: parameter('Instead of an Accept header: the short name of a format, or a media type', 'csv'),
}

const SPARQL_ANSWERS = {
  200: given('Results of SELECT and ASK, or RDF; without a query the service description', [
    ...RESULTS,
    ...GRAPHS,
  ]),
  400: problem('The query has a mistake; line and column say where'),
  406: problem('No such format'),
  429: problem('The query time of this minute is used up; `Retry-After` says when there is more'),
  503: problem('The graph is not available; `Retry-After` says when'),
  504: problem('The query took too long'),
}

const describeSparql = (registry: Registry): void => {
  const tags = ['protocols']
  const description = 'SPARQL 1.1 Protocol; docs/sparql.md tells of limits, formats and federation.'
  registry.registerPath({
    ...{
      method: 'get',
      path: '/sparql',
      operationId: 'querySparql',
      summary: 'The SPARQL endpoint',
      tags,
      description,
    },
    request: { query: z.object(SPARQL_QUERY) },
    responses: SPARQL_ANSWERS,
  })
  const form = z.object({ query: text, format: text.optional() })
  registry.registerPath({
    ...{ method: 'post', path: '/sparql', operationId: 'postSparql', tags, description },
    summary: 'The SPARQL endpoint, for long queries',
    request: {
      body: {
        required: true,
        content: {
          'application/sparql-query': { schema: text },
          'application/x-www-form-urlencoded': { schema: form },
        },
      },
    },
    responses: SPARQL_ANSWERS,
  })
  registry.registerPath({
    ...{ method: 'get', path: '/graphs', summary: 'One graph as a whole', tags },
    description: 'SPARQL 1.1 Graph Store Protocol. Each record is a graph, named by its landing page.',
    request: {
      query: z.object({
        graph: parameter('IRI of a named graph'),
        default: parameter('Present, without a value: the default graph'),
      }),
    },
    responses: {
      200: given('The graph', GRAPHS),
      400: problem('Neither `graph` nor `default`, or both'),
      404: problem('There is no such graph'),
    },
  })
}

const simply = (registry: Registry, path: string, summary: string, responses: Record<number, object>): void =>
  registry.registerPath({ method: 'get', path, summary, tags: ['operation'], responses: responses as never })

/** Describes /sparql, /graphs, /health, /metrics, /sitemap.xml, /robots.txt and /releases/. */
export const describeProtocols = (registry: Registry): void => {
  describeSparql(registry)
  simply(
    registry,
    '/health',
    'Whether everything is there, and how far graph and catalogue follow the archive',
    {
      200: given('`status` is `ok` or `catching-up`', ['application/json'], open),
      503: given('`status` is `degraded`: a part needs an operator', ['application/json'], open),
    },
  )
  simply(registry, '/metrics', 'Figures for monitoring, for the operator and programs on the same machine', {
    200: given('Prometheus text or OpenMetrics', ['text/plain', 'application/openmetrics-text']),
    401: problem('A token is needed'),
    403: problem('Not for this client'),
  })
  simply(registry, '/sitemap.xml', 'The pages of all records, for harvesters (sitemaps.org)', {
    200: given('The sitemap, or the index of several', ['application/xml']),
  })
  simply(registry, '/robots.txt', 'What robots should leave alone (RFC 9309)', {
    200: given('The rules', ['text/plain']),
  })
  simply(
    registry,
    '/releases/',
    'Releases: everything as files, with checksums, by date; `latest` is the newest',
    {
      200: given('The list', ['text/html']),
      404: problem('This server keeps no releases'),
    },
  )
}
