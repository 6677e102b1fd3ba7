/** `/api/queries`: stored queries as addresses with parameters, their list, and the same as SHACL for other tools. */

import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Description } from '../../graph/description/keeper.ts'
import { exampleStatements } from '../../graph/example-statements.ts'
import { type ExampleQuery, queryName } from '../../graph/examples.ts'
import { formatNamed, GRAPH_FORMATS } from '../../graph/formats.ts'
import type { GraphStore } from '../../graph/store.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { coded } from '../coding.ts'
import { problemResponse } from '../errors.ts'
import { DEADLINE_HEADER } from '../headers.ts'
import { pointsToContext } from './context.ts'
import { answerStored } from './queries-answer.ts'
import { describeExamples, describeList, describeStored } from './queries-description.ts'
import { listQueries } from './queries-list.ts'
import { openToAll } from './sparql/open-to-all.ts'
import { requestProblem } from './sparql/problems.ts'
import { answerDocument, wantedFormat } from './void-document.ts'

export interface QueryDeps {
  readonly graph: GraphStore
  /** Public address without a trailing slash. */
  readonly base: string
  readonly queries: readonly ExampleQuery[]
  /** Longest time of a query, in milliseconds. */
  readonly deadlineMs: number
  /** Knows how each query did last. */
  readonly description?: Description
}

const METHODS = 'GET, HEAD, OPTIONS'

/** All queries as one SHACL document, in the format that the ending of the address names, or by negotiation. */
const answerExamples = (c: Context, { queries, base }: QueryDeps, ending?: string): Response => {
  const format = ending === undefined ? wantedFormat(c) : formatNamed(ending, GRAPH_FORMATS)
  if (format === undefined)
    return requestProblem(
      404,
      'not-found',
      `there is no examples.${ending?.slice(0, 20)}; ask for examples.ttl`,
    )
  if (format instanceof Response) return format
  // They are the program's and the operator's, whatever the graph shows.
  return answerDocument(c, { quads: exampleStatements(queries, base), generation: 0 }, format)
}

const noSuchQuery = (name: string, queries: readonly ExampleQuery[]): Response => {
  const names = queries.map(({ id }) => queryName(id))
  const shown = name.slice(0, 100)
  return problemResponse({
    status: 404,
    code: 'not-found',
    title: 'No such query',
    detail: `there is no stored query "${shown}"${didYouMean(name, names)}; /api/queries lists them`,
  })
}

/** The routes: the list, each query, `/api/queries/examples(.ttl)` and `/.well-known/sparql-examples`. */
export const queryRoutes = (deps: QueryDeps): OpenAPIHono => {
  const { queries, deadlineMs } = deps
  const app = new OpenAPIHono()
  const mount = (path: string, answer: (c: Context) => Response | Promise<Response>): void => {
    app.use(path, openToAll({ methods: METHODS }))
    app.use(path, coded)
    app.get(path, answer)
    app.all(path, c =>
      requestProblem(405, 'method-not-allowed', `${c.req.method} is not possible here; use GET`, {
        allow: METHODS,
      }),
    )
  }
  app.use('/api/queries', pointsToContext(deps.base))
  mount('/api/queries', c => listQueries(c, deps))
  mount('/.well-known/sparql-examples', c => answerExamples(c, deps))
  mount('/api/queries/:name', async c => {
    const name = c.req.param('name') ?? ''
    const [, ending] = /^examples(?:\.(\w+))?$/.exec(name) ?? []
    if (name === 'examples' || ending !== undefined) return answerExamples(c, deps, ending)
    const query = queries.find(({ id }) => queryName(id) === name)
    if (!query) return noSuchQuery(name, queries)
    const answer = await answerStored(c, deps, query)
    answer.headers.set(DEADLINE_HEADER, String(deadlineMs / 1000))
    return answer
  })
  describeList(app.openAPIRegistry)
  describeExamples(app.openAPIRegistry)
  for (const query of queries) describeStored(app.openAPIRegistry, query)
  return app
}
