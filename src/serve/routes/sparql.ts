/** `/sparql`: SPARQL 1.1 Protocol over whatever graph store is given. */

import type { Quad } from '@rdfjs/types'
import { type Context, Hono } from 'hono'
import { GRAPH_FORMATS, prefersHtml } from '../../graph/formats.ts'
import type { GraphStore } from '../../graph/store.ts'
import { coded } from '../coding.ts'
import { DEADLINE_HEADER, MAX_BODY_HEADER } from '../headers.ts'
import { answerQuery } from './sparql/answer.ts'
import { openToAll } from './sparql/open-to-all.ts'
import { requestProblem } from './sparql/problems.ts'
import { type Operation, QUERY_TYPES, readAddress, readBody } from './sparql/request.ts'
import { describeService } from './sparql/service.ts'
import { acceptOf, datasetOf } from './sparql/wanted.ts'
import { passUpdate, type UpdateHandler } from './sparql/writing.ts'

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
  /** Whether the graph answers queries with SERVICE. */
  readonly federation?: boolean
  /** IRIs of the engine's extension functions; those of the embedded engine when not given. */
  readonly extensionFunctions?: readonly string[]
  /** Statements that the service description has beside its own: VoID and examples. */
  readonly more?: () => readonly Quad[]
  /** Carries out updates; without it they are refused. */
  readonly update?: UpdateHandler
}

const METHODS = 'GET, HEAD, POST, QUERY, OPTIONS'

const withoutQuery = (c: Context, options: SparqlRoutesOptions, accept: string | undefined) => {
  const { graph, base, limits, federation = false, update, extensionFunctions, more } = options
  const facts = {
    base,
    status: graph.status(),
    limits,
    federation,
    writable: update !== undefined,
    ...(extensionFunctions ? { extensionFunctions } : {}),
  }
  return describeService(c, accept, facts, more?.())
}

const answer = async (
  c: Context,
  options: SparqlRoutesOptions,
  operation: Operation | Response,
): Promise<Response> => {
  if (operation instanceof Response) return operation
  const { kind, text, parameters } = operation
  if (kind === 'update') return passUpdate(c, text ?? '', parameters, options.update)
  const header = c.req.header('accept')
  const accept = acceptOf(header, parameters)
  if (accept instanceof Response) return accept
  if (text === undefined) {
    if (c.req.method === 'POST' || c.req.method === 'QUERY')
      return requestProblem(400, 'no-query', 'the form has no field "query"; send the SPARQL text in it')
    return options.page && accept === header && prefersHtml(header, GRAPH_FORMATS)
      ? options.page(c)
      : withoutQuery(c, options, accept)
  }
  return answerQuery(c, options.graph, text, {
    ...(accept === undefined ? {} : { accept }),
    ...datasetOf(parameters),
  })
}

/**
 * The routes of `/sparql`. Queries by GET, POST form, direct POST and QUERY; without a query the service description, or
 * `page` for a browser. Errors are problem+json, with `line` and `column` for syntax errors.
 */
export const sparqlRoutes = (options: SparqlRoutesOptions): Hono => {
  const { deadlineMs, maxBodyBytes } = options.limits
  const app = new Hono()
  for (const path of ['/sparql', '/sparql/']) {
    app.use(
      path,
      openToAll({
        methods: METHODS,
        acceptQuery: QUERY_TYPES.join(', '),
        writes: options.update !== undefined,
      }),
    )
    app.use(path, async (c, next) => {
      await next()
      c.header(DEADLINE_HEADER, String(deadlineMs / 1000))
      c.header(MAX_BODY_HEADER, String(maxBodyBytes))
    })
    app.use(path, coded)
    app.get(path, c => answer(c, options, readAddress(c.req.raw)))
    app.on(['POST', 'QUERY'], path, async c => answer(c, options, await readBody(c.req.raw, maxBodyBytes)))
    app.all(path, c =>
      requestProblem(405, 'method-not-allowed', `${c.req.method} is not possible here; use GET or POST`, {
        allow: METHODS,
      }),
    )
  }
  return app
}
