/** `/sparql`: SPARQL 1.1 Protocol, queries only, over whatever graph store is given. */

import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { Writer } from 'n3'
import {
  BINDING_FORMATS,
  contentType,
  formatNamed,
  GRAPH_FORMATS,
  negotiate,
  prefersHtml,
} from '../../graph/formats.ts'
import { serviceDescription } from '../../graph/service-description.ts'
import type { GraphStore, QueryOptions, QueryProblem } from '../../graph/store.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'
import { problemResponse } from '../errors.ts'
import { DEADLINE_HEADER, GENERATION_HEADER } from '../headers.ts'

/** Bounds that the endpoint states and keeps. */
export interface SparqlLimits {
  /** Longest time a query may run, in milliseconds. */
  readonly deadlineMs: number
  /** Largest request body, in bytes; percent-encoding can make a query three times as long. */
  readonly maxBodyBytes: number
}

export interface SparqlRoutesOptions {
  readonly graph: GraphStore
  /** Public address without a trailing slash. */
  readonly base: string
  readonly limits: SparqlLimits
  /** Renders the query editor for a browser that comes without a query. */
  readonly page?: (c: Context) => Response | Promise<Response>
}

const STATUS: Readonly<Record<string, number>> = {
  'update-refused': 403,
  'federation-refused': 403,
  'not-acceptable': 406,
  'query-too-long': 413,
  'query-crashed': 500,
  'answer-too-large': 500,
  cancelled: 503,
  busy: 503,
  starting: 503,
  closed: 503,
  'over-capacity': 503,
  deadline: 504,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The query cannot be answered',
  403: 'Not allowed here',
  404: 'No such graph',
  405: 'Method not allowed',
  406: 'No such format',
  413: 'The query is too long',
  415: 'Unsupported media type',
  500: 'The query was too much',
  503: 'The graph is not available',
  504: 'The query took too long',
}

/** A graph problem as its HTTP answer; problems of the archive behind it are 503. */
export const graphProblem = ({ stage, code, detail, line, column }: QueryProblem): Response => {
  const status = STATUS[code] ?? (stage === 'graph' ? 400 : 503)
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
  const title = TITLES[status] ?? 'The query failed'
  return problemResponse(
    { status, code, title, detail, ...place },
    status === 503 ? { 'retry-after': '5' } : {},
  )
}

/** A problem with the request itself. */
export const requestProblem = (
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): Response => problemResponse({ status, code, title: TITLES[status] ?? 'Bad request', detail }, headers)

/**
 * Headers of every answer of a read-only protocol endpoint: open to scripts of any site (CORS), and the preflight answer.
 * `methods` is what `Allow` and the preflight say.
 */
export const openToAll =
  (methods: string): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'OPTIONS') {
      c.res = new Response(null, { status: 204, headers: { allow: methods } })
      c.header('access-control-allow-methods', methods)
      c.header('access-control-allow-headers', 'accept, content-type')
      c.header('access-control-max-age', '86400')
    } else await next()
    c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', `${GENERATION_HEADER}, ${DEADLINE_HEADER}, Retry-After`)
    c.header('vary', 'Accept')
  }

/** A request body of at most `maxBytes` as UTF-8 text, or the answer that refuses it. */
const readText = async (request: Request, maxBytes: number): Promise<string | Response> => {
  const tooLong = (): Response =>
    requestProblem(413, 'query-too-long', `the request body has more than ${maxBytes} bytes; split the query`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLong()
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > maxBytes) return tooLong()
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return requestProblem(400, 'not-utf-8', 'the request body is not UTF-8; encode the query as UTF-8')
  }
}

/** Parameters of the protocol operation `query` (SPARQL 1.1 Protocol, 2.1), wherever they were sent. */
interface Operation {
  readonly query: string | undefined
  readonly parameters: URLSearchParams
}

const readPost = async (request: Request, url: URL, maxBytes: number): Promise<Operation | Response> => {
  const [type = '', ...rest] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  const charset = rest.map(part => part.trim()).find(part => part.startsWith('charset='))
  const mediaType = type.trim()
  if (mediaType === 'application/sparql-update') return updateRefused()
  if (mediaType !== 'application/sparql-query' && mediaType !== 'application/x-www-form-urlencoded')
    return requestProblem(
      415,
      'unsupported-media-type',
      `a query cannot be sent as "${mediaType.slice(0, 100)}"; use application/sparql-query or application/x-www-form-urlencoded`,
    )
  if (charset && !/^charset="?utf-?8"?$/.test(charset))
    return requestProblem(415, 'unsupported-media-type', `"${charset.slice(0, 60)}" is not taken; send UTF-8`)
  const text = await readText(request, maxBytes)
  if (text instanceof Response) return text
  if (mediaType === 'application/sparql-query') return { query: text, parameters: url.searchParams }
  const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(text)])
  return oneQuery(parameters)
}

const updateRefused = (): Response =>
  requestProblem(403, 'update-refused', 'this endpoint only reads; the graph follows what is harvested')

const oneQuery = (parameters: URLSearchParams): Operation | Response => {
  const queries = parameters.getAll('query')
  if (parameters.has('update')) return updateRefused()
  if (queries.length > 1)
    return requestProblem(400, 'several-queries', `${queries.length} queries were sent; send one at a time`)
  return { query: queries[0], parameters }
}

/** Accept header, or what `format=` stands for; a Response when that names no format. */
const acceptOf = (c: Context, parameters: URLSearchParams): string | undefined | Response => {
  const name = parameters.get('format')
  if (name === null) return c.req.header('accept')
  const formats = [BINDING_FORMATS, GRAPH_FORMATS].flatMap(each => formatNamed(name, each) ?? [])
  const names = [...BINDING_FORMATS, ...GRAPH_FORMATS].map(each => each.name)
  return formats.length > 0
    ? formats.map(format => format.mediaType).join(', ')
    : requestProblem(
        406,
        'not-acceptable',
        `there is no format "${name.slice(0, 60)}"; use one of ${names.join(', ')}`,
      )
}

/** Runs a query and gives its answer or problem as a response. */
export const respond = async (graph: GraphStore, query: string, options: QueryOptions): Promise<Response> => {
  const result = await graph.query(query, options)
  if (!result.ok) return graphProblem(result.problem)
  const { body, mediaType, generation } = result.value
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-length': String(body.byteLength),
      [GENERATION_HEADER]: String(generation),
    },
  })
}

/** Formats that the service description can be written in. */
const DESCRIPTION_FORMATS = GRAPH_FORMATS.filter(({ name }) =>
  ['turtle', 'ntriples', 'nquads', 'trig'].includes(name),
)

const describeService = (
  { graph, base, limits }: SparqlRoutesOptions,
  accept: string | undefined,
): Response => {
  const format = negotiate(accept, DESCRIPTION_FORMATS)
  if (!format)
    return requestProblem(
      406,
      'not-acceptable',
      `without a query there is the service description, as ${DESCRIPTION_FORMATS.map(each => each.mediaType).join(', ')}; a query is sent as ?query=`,
    )
  const status = graph.status()
  const writer = new Writer({ format: format.mediaType, prefixes: PREFIXES })
  writer.addQuads(serviceDescription({ base, status, deadlineMs: limits.deadlineMs }))
  let text = ''
  writer.end((_, result: string) => {
    text = result
  })
  return new Response(text, {
    headers: { 'content-type': contentType(format), [GENERATION_HEADER]: String(status.generation) },
  })
}

const METHODS = 'GET, HEAD, POST, OPTIONS'

/**
 * The routes of `/sparql`. Queries by GET, POST form and direct POST; without a query the service description, or
 * `page` for a browser. Errors are problem+json, with `line` and `column` for syntax errors.
 */
export const sparqlRoutes = (options: SparqlRoutesOptions): Hono => {
  const { graph, limits, page } = options
  const answer = async (c: Context, operation: Operation | Response): Promise<Response> => {
    if (operation instanceof Response) return operation
    const { query, parameters } = operation
    if (query === undefined) {
      if (c.req.method === 'POST')
        return requestProblem(400, 'no-query', 'the form has no field "query"; send the SPARQL text in it')
      const accept = c.req.header('accept')
      return page && prefersHtml(accept, DESCRIPTION_FORMATS) ? page(c) : describeService(options, accept)
    }
    const accept = acceptOf(c, parameters)
    if (accept instanceof Response) return accept
    const defaultGraphs = parameters.getAll('default-graph-uri')
    const namedGraphs = parameters.getAll('named-graph-uri')
    return respond(graph, query, {
      ...(accept === undefined ? {} : { accept }),
      ...(defaultGraphs.length > 0 ? { defaultGraphs } : {}),
      ...(namedGraphs.length > 0 ? { namedGraphs } : {}),
      signal: c.req.raw.signal,
    })
  }
  const app = new Hono()
  for (const path of ['/sparql', '/sparql/']) {
    app.use(path, openToAll(METHODS))
    app.use(path, async (c, next) => {
      await next()
      c.header(DEADLINE_HEADER, String(limits.deadlineMs / 1000))
    })
    app.get(path, c => answer(c, oneQuery(new URL(c.req.url).searchParams)))
    app.post(path, async c => answer(c, await readPost(c.req.raw, new URL(c.req.url), limits.maxBodyBytes)))
    app.all(path, c =>
      requestProblem(405, 'method-not-allowed', `${c.req.method} is not possible here; use GET or POST`, {
        allow: METHODS,
      }),
    )
  }
  return app
}
