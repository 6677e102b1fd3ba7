/** `/sparql/queries` and `/sparql/slow`: queries under way, and those that took long. */

import { type Context, Hono } from 'hono'
import type { Operation } from '../operation/operation.ts'
import type { Queries, Query } from '../operation/queries.ts'
import { slowPage } from '../operation/slow-page.ts'
import type { SlowRun } from '../operation/slow-queries.ts'
import { prefersPage } from './accept.ts'
import { openToAll } from './sparql/open-to-all.ts'
import { requestProblem } from './sparql/problems.ts'

const METHODS = 'GET, HEAD, DELETE, OPTIONS'
const FRESH = { 'cache-control': 'no-store' }

const dateTime = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString()

/** What who knows its name may see; members without a value are left out by JSON. */
const statusOf = (query: Query) => {
  const { id, state, form, askedAt, startedAt, endedAt, deadlineMs, ending } = query
  return {
    id,
    state,
    form,
    asked: dateTime(askedAt),
    started: dateTime(startedAt),
    ended: dateTime(endedAt),
    elapsedMs: (endedAt ?? Date.now()) - askedAt,
    deadline: dateTime(startedAt === undefined ? undefined : startedAt + deadlineMs),
    generation: ending?.generation ?? query.generation,
    outcome: ending?.outcome,
    code: ending?.code,
    rows: ending?.rows,
    bytes: ending?.bytes,
    mediaType: ending?.mediaType,
  }
}

const runOf = ({ ms, at, outcome, client }: SlowRun) => ({ ms, at: dateTime(at), outcome, client })

const unknown = (): Response =>
  requestProblem(
    404,
    'no-such-query',
    'there is no query of this name; it never ran, or it ended more than ten minutes ago',
    FRESH,
  )

const showOne = (c: Context, queries: Queries): Response => {
  const query = queries.find(c.req.param('id') ?? '')
  return query ? c.json(statusOf(query), 200, FRESH) : unknown()
}

const cancelOne = (c: Context, queries: Queries): Response => {
  const id = c.req.param('id') ?? ''
  const cancelled = queries.cancel(id)
  const query = queries.find(id)
  if (!query) return unknown()
  // The engine needs a moment to let go; the outcome stands already.
  return c.json(
    { ...statusOf(query), ...(cancelled && { state: 'cancelled' }) },
    cancelled ? 202 : 200,
    FRESH,
  )
}

/**
 * One's own query by its name, which nobody else knows; the lists only with the operator token. DELETE answers 202 when it
 * ends a query, and 200 with the state of one that has ended already.
 */
export const queryStatusRoutes = ({
  queries,
  slow,
  operator,
}: Pick<Operation, 'queries' | 'slow' | 'operator'>): Hono => {
  const app = new Hono()
  app.get('/sparql/queries', c => {
    const all = queries.all().map(query => {
      const { client, digest, text } = query
      return { ...statusOf(query), client, digest, text }
    })
    return operator.refuse(c) ?? c.json({ ...queries.counts(), queries: all }, 200, FRESH)
  })
  app.get('/sparql/slow', c => {
    const refused = operator.refuse(c)
    if (refused) return refused
    const list = slow.list()
    if (prefersPage(c.req.header('accept'))) return slowPage(c, list)
    const queries = list.map(each => ({ ...each, slowest: runOf(each.slowest), last: runOf(each.last) }))
    return c.json({ hours: 24, queries }, 200, FRESH)
  })
  const one = '/sparql/queries/:id'
  app.use(one, openToAll({ methods: METHODS }))
  app.get(one, c => showOne(c, queries))
  app.delete(one, c => cancelOne(c, queries))
  app.all(one, c =>
    requestProblem(405, 'method-not-allowed', `${c.req.method.slice(0, 30)} is not possible here`, {
      allow: METHODS,
    }),
  )
  return app
}
