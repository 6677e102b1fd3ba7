/** Mounts the routes; has none of its own but the description of them all. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Archive } from '../archive/archive.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { ReadRefused } from '../catalogue/turns.ts'
import type { Config } from '../config.ts'
import type { Description } from '../graph/description/keeper.ts'
import { voidDescription } from '../graph/description/void-document.ts'
import { exampleStatements } from '../graph/example-statements.ts'
import type { ExampleQuery } from '../graph/examples.ts'
import type { GraphStore } from '../graph/store.ts'
import type { UserGraphs } from '../graph/user-graphs/user-graphs.ts'
import type { Profile } from '../model/profile.ts'
import type { Source } from '../model/source.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import type { Checker } from '../validate/checker.ts'
import { type ApiDocument, apiDocument } from './api/document.ts'
import { coded } from './coding.ts'
import { problemResponse } from './errors.ts'
import type { Operation } from './operation/operation.ts'
import { prefersPage } from './routes/accept.ts'
import { apiRoutes } from './routes/api.ts'
import { refusal } from './routes/api-answer.ts'
import { assetRoutes } from './routes/assets.ts'
import { graphStoreRoutes } from './routes/graph-store.ts'
import { harvestableRoutes } from './routes/harvestable.ts'
import { healthRoutes } from './routes/health.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { docs } from './routes/portal/docs.ts'
import { noSuchPage } from './routes/portal/not-found.ts'
import { portalRoutes, resolverPages, sparqlPage } from './routes/portal.ts'
import { describeProtocols } from './routes/protocols-description.ts'
import { queryRoutes } from './routes/queries.ts'
import { queryStatusRoutes } from './routes/query-status.ts'
import { sparqlRoutes } from './routes/sparql.ts'
import { writingHooks } from './routes/user-graphs/hooks.ts'
import { voidRoutes } from './routes/void.ts'

/** What the routes answer from. */
export interface ServeDeps {
  readonly config: Config
  readonly archive: Archive
  readonly catalogue: Catalogue
  readonly graph: GraphStore
  readonly sources: readonly Source[]
  readonly profiles: readonly Profile[]
  readonly vocabularies: Vocabularies
  readonly examples: readonly ExampleQuery[]
  /** Counts the graph and runs the examples, in the background. */
  readonly description?: Description
  /** What users write, when the setting `writeToken` lets them. */
  readonly users?: UserGraphs
  /** Checks documents that people send; made by who starts the server, because it walks them through the pipeline. */
  readonly checker?: Checker
  /** Limits, metrics and running queries; `graph` is the one that it governs. */
  readonly operation?: Operation
  /** Told of bugs that requests ran into; the request itself gets a number to quote. */
  readonly onFailure?: (error: Error) => void
}

/** Largest body of a SPARQL request: percent-encoding can make the longest query three times as long. */
const MAX_SPARQL_BODY = 1_600_000

/** Where people ask queries: what they cost is counted per client. */
const GOVERNED = ['/sparql', '/sparql/', '/graphs', '/graphs/*', '/graph/*', '/api/queries/*', '/api/export']

/** Pages that do by POST what the API does, with the API's pace. */
const PACED = ['/verify', '/profiles/playground']

const operate = (app: OpenAPIHono, operation: Operation): void => {
  app.use(operation.measures)
  for (const path of GOVERNED) app.use(path, operation.governs)
  for (const path of PACED) app.on('POST', path, operation.paces)
}

/** `/openapi.json` and, of the same description, `/docs`: made once, for any origin. */
const describeAll = (app: OpenAPIHono, deps: ServeDeps): void => {
  let made: ApiDocument | undefined
  const document = (): ApiDocument => {
    made ??= apiDocument(app, deps.config.base)
    return made
  }
  app.get('/docs', c => docs(c, deps, document()))
  app.get('/openapi.json', c =>
    c.body(JSON.stringify(document()), 200, {
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
    }),
  )
}

/** 404 as a page for browsers, else as a problem; 405 for methods that change things, which nothing here lets them do. */
const nothingThere = (c: Context, deps: ServeDeps): Response | Promise<Response> => {
  const { method, path } = c.req
  if (method !== 'GET' && method !== 'HEAD')
    return problemResponse(
      {
        status: 405,
        code: 'method-not-allowed',
        title: 'Method not allowed',
        detail: `${method} is not possible at ${path.slice(0, 200)}; it can only be read, by GET`,
      },
      { allow: 'GET, HEAD' },
    )
  c.header('vary', 'Accept')
  if (prefersPage(c.req.header('accept'))) return noSuchPage(c, deps)
  return problemResponse({
    status: 404,
    code: 'not-found',
    title: 'Not found',
    detail: `there is nothing at ${path.slice(0, 200)}; the API is described at /docs`,
  })
}

/** The whole HTTP interface over its parts; opens and closes nothing. `app.request('/…')` needs no socket. */
export const createApp = (deps: ServeDeps): OpenAPIHono => {
  const { config, graph } = deps
  const { base } = config
  const app = new OpenAPIHono()
  const { operation } = deps
  const writing = writingHooks(deps)
  if (operation) operate(app, operation)
  app.use(coded)
  app.use(async (c, next) => {
    await next()
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  })
  app.route('/', healthRoutes(deps))
  if (operation)
    app.route('/', metricsRoutes({ ...deps, operation })).route('/', queryStatusRoutes(operation))
  app.route(
    '/',
    sparqlRoutes({
      graph,
      base,
      limits: { deadlineMs: config.queryTimeoutMs, maxBodyBytes: MAX_SPARQL_BODY },
      page: c => sparqlPage(c, deps),
      more: () => [
        ...voidDescription({ base, sources: deps.sources }, deps.description?.figures()),
        ...exampleStatements(deps.examples, base),
      ],
      federation: config.federation.length > 0,
      // What an external store has beyond SPARQL 1.1 is not known here.
      ...(config.graph.kind === 'sparql' ? { extensionFunctions: [] } : {}),
      ...writing.sparql,
    }),
  )
  app.route('/', voidRoutes({ ...deps, base }))
  app.route('/', queryRoutes({ ...deps, base, queries: deps.examples, deadlineMs: config.queryTimeoutMs }))
  app.route('/', graphStoreRoutes({ graph, base, ...writing.graphStore }))
  app.route('/', apiRoutes({ ...deps, base, pages: resolverPages(deps) }))
  app.route('/', harvestableRoutes({ ...deps, base }))
  app.route('/', assetRoutes())
  app.route('/', portalRoutes(deps))
  describeProtocols(app.openAPIRegistry)
  describeAll(app, deps)
  app.notFound(c => nothingThere(c, deps))
  app.onError((error, c) => {
    if (error instanceof ReadRefused) return refusal(error.problem)
    const id = Math.random().toString(36).slice(2, 10)
    deps.onFailure?.(new Error(`${c.req.method} ${c.req.path} (${id})`, { cause: error }))
    return problemResponse({
      status: 500,
      code: 'internal-error',
      title: 'Something broke on our side',
      detail: `the request could not be answered; if it happens again, report it with the number ${id}`,
    })
  })
  return app
}
