/** PUT, POST and DELETE of graphs (SPARQL 1.1 Graph Store HTTP Protocol, 5.3 to 5.5). */

import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { UserGraphs } from '../../../graph/user-graphs/user-graphs.ts'
import type { GraphTarget, GraphWriter } from '../graph-store.ts'
import { graphProblem, requestProblem } from '../sparql/problems.ts'
import { readGraph } from './rdf-body.ts'
import type { WriteGuard } from './write-token.ts'

const DEFAULT_GRAPH =
  "the default graph follows what is harvested and cannot be written; name a graph by ?graph=, or use /user-graphs, whose default graph is the users' own"

const drop = async (users: UserGraphs, iri: string): Promise<Response> => {
  const done = await users.drop(iri)
  if (!done.ok) return graphProblem(done.problem)
  return done.value.existed
    ? new Response(null, { status: 204 })
    : requestProblem(404, 'no-such-graph', `there is no graph <${iri.slice(0, 200)}>`)
}

const put = async (
  c: Context,
  users: UserGraphs,
  iri: string,
  mode: 'replace' | 'add',
  location?: string,
): Promise<Response> => {
  const quads = await readGraph(c.req.raw, iri)
  if (quads instanceof Response) return quads
  const done = await users.put(iri, quads, mode)
  if (!done.ok) return graphProblem(done.problem)
  if (done.value.existed) return new Response(null, { status: 204 })
  return new Response(null, { status: 201, headers: location === undefined ? {} : { location } })
}

/** Writes graphs for who has the token. `base` is the public address. */
export const graphWriter =
  (users: UserGraphs, guard: WriteGuard, base: string): GraphWriter =>
  async (c, target: GraphTarget) => {
    const refused = guard(c)
    if (refused) return refused
    if (target.unnamed) {
      const iri = `${base}/user-graphs/${randomUUID()}`
      return put(c, users, iri, 'add', iri)
    }
    const { iri } = target
    if (iri === undefined) return requestProblem(403, 'harvested-graph', DEFAULT_GRAPH)
    if (c.req.method === 'DELETE') return drop(users, iri)
    return put(c, users, iri, c.req.method === 'PUT' ? 'replace' : 'add')
  }
