/** The governed endpoint over a graph whose queries end when a test says so. */
import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { type Config, readConfig } from '../../src/config.ts'
import type { GraphStore, QueryOptions, QueryResult } from '../../src/graph/store.ts'
import { openOperation } from '../../src/serve/operation/operation.ts'
import { metricsRoutes } from '../../src/serve/routes/metrics.ts'
import { queryStatusRoutes } from '../../src/serve/routes/query-status.ts'
import { sparqlRoutes } from '../../src/serve/routes/sparql.ts'

export const TOKEN = 'token-for-tests-only'

/** An answer of two rows. */
export const twoRows = (): QueryResult => ({
  ok: true,
  value: {
    form: 'SELECT',
    mediaType: 'text/tab-separated-values; charset=utf-8',
    body: Buffer.from('?s\n<a:1>\n<a:2>\n'),
    generation: 8,
  },
})

export const failing = (code: string): QueryResult => ({
  ok: false,
  problem: { stage: 'graph', code, subject: 'query', detail: `it failed: ${code}` },
})

/** A query that came to the graph: end it by `answer`. */
export interface Come {
  readonly text: string
  readonly options: QueryOptions
  answer(result: QueryResult): void
}

/** A graph that answers what `reply` says at once, or keeps the query until the test answers it; aborting ends it. */
const slowGraph = (reply?: (text: string) => QueryResult | undefined) => {
  const come: Come[] = []
  const awaited: (() => void)[] = []
  const graph: GraphStore = {
    query: (text, options = {}) =>
      new Promise(resolve => {
        const now = reply?.(text)
        if (now) return resolve(now)
        options.signal?.addEventListener('abort', () => resolve(failing('cancelled')))
        come.push({ text, options, answer: resolve })
        for (const wake of awaited.splice(0)) wake()
      }),
    status: () => ({ generation: 7, lag: 0, quads: 3, replicas: 1 }),
    catchUp: async () => ({ ok: true, value: undefined }),
    close: async () => undefined,
  }
  const arrived = async (count: number): Promise<void> => {
    while (come.length < count) await new Promise<void>(resolve => awaited.push(resolve))
  }
  return { graph, come, arrived }
}

export interface HouseOptions {
  readonly settings?: Record<string, unknown>
  readonly reply?: (text: string) => QueryResult | undefined
  readonly ticks?: () => number
}

/** Everything that operators see, without sockets: `from` is the address of the peer. */
export const openHouse = ({ settings = {}, reply, ticks }: HouseOptions = {}) => {
  const config = readConfig({ operatorToken: TOKEN, ...settings }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const operation = openOperation({ config: config.value as Config, ...(ticks && { ticks }) })
  const { graph: inner, come, arrived } = slowGraph(reply)
  const graph = operation.over(inner)
  const app = new Hono()
  app.use(operation.measures)
  app.use('/sparql', operation.governs)
  app.route('/', queryStatusRoutes(operation))
  app.route(
    '/',
    metricsRoutes({
      operation,
      graph,
      archive: { generation: async () => 9, statistics: async () => [] },
      catalogue: { status: () => ({ generation: 9, samples: 2 }) },
    }),
  )
  app.route(
    '/',
    sparqlRoutes({
      graph,
      base: 'http://localhost:3030',
      limits: { deadlineMs: 1000, maxBodyBytes: 10_000 },
    }),
  )
  const get = async (
    path: string,
    { from = '192.0.2.1', method = 'GET', ...headers }: Record<string, string> = {},
  ): Promise<Response> => {
    const incoming = { socket: { remoteAddress: from } } as IncomingMessage
    return app.request(path, { method, headers }, { incoming })
  }
  const ask = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    get(`/sparql?query=${encodeURIComponent(query)}`, headers)
  return { operation, get, ask, come, arrived }
}

/** Headers that carry the operator token. */
export const asOperator = { authorization: `Bearer ${TOKEN}` }
