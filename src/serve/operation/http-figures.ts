/** Counts all requests, by the route that answered them: never by what the client wrote. */

import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { counter, type Family, histogram } from './metric.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])
const BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Paths of middleware that sees everything. */
const EVERYTHING = new Set(['*', '/*'])

export interface HttpFigures {
  readonly middleware: MiddlewareHandler
  readonly families: readonly Family[]
}

/** Figures by route, method and status. The duration is that until the answer's head; a body may take longer to be sent. */
export const createHttpFigures = (): HttpFigures => {
  const requests = counter('lodestone_http_requests', 'Requests by route template, method and status')
  const seconds = histogram('lodestone_http_request_duration_seconds', 'Time until the answer began', BOUNDS)
  const middleware: MiddlewareHandler = async (c, next) => {
    const start = performance.now()
    await next()
    const route =
      matchedRoutes(c)
        .map(({ path }) => path)
        .filter(path => !EVERYTHING.has(path))
        .at(-1) ?? 'none'
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    requests.add({ route, method, status: String(c.res.status) })
    seconds.observe({ route }, (performance.now() - start) / 1000)
  }
  return { middleware, families: [requests, seconds] }
}
