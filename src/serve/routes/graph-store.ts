/**
 * SPARQL 1.1 Graph Store HTTP Protocol: `/graphs` and `/graph/{name}` over all graphs, `/user-graphs` over those of users,
 * whose default graph is a named graph to everybody else.
 */

import { type Context, Hono } from 'hono'
import type { GraphStore } from '../../graph/store.ts'
import { userDefaultGraph } from '../../graph/user-graphs/names.ts'
import { coded } from '../coding.ts'
import { answerQuery } from './sparql/answer.ts'
import { readParameters } from './sparql/body.ts'
import { openToAll } from './sparql/open-to-all.ts'
import { graphProblem, requestProblem } from './sparql/problems.ts'
import { acceptOf } from './sparql/wanted.ts'
import { writeRefused } from './sparql/writing.ts'
import { readUserGraph } from './user-graphs/reader.ts'

/** The graph that is meant: by its IRI, or the default graph without one. */
export interface GraphTarget {
  readonly iri?: string
  /** No graph is named: POST makes one (section 5.5). */
  readonly unnamed?: true
}

/** Carries out PUT, POST or DELETE on a graph, having checked who asks. */
export type GraphWriter = (c: Context, target: GraphTarget) => Promise<Response>

export interface GraphStoreOptions {
  readonly graph: GraphStore
  /** Public address without a trailing slash, with which names of graphs begin (section 4.1); else the one that was asked. */
  readonly base?: string
  /** Writes graphs; without it they are only read. */
  readonly write?: GraphWriter
  /** The lines of a user graph, undefined for any other; such graphs are given as they were written. */
  readonly userLines?: (iri: string) => readonly string[] | undefined
}

const READING = 'GET, HEAD, OPTIONS'
const WRITING = 'GET, HEAD, PUT, POST, DELETE, OPTIONS'
const ALL = 'CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }'
const ANY = 'ASK { ?s ?p ?o }'

/** The graph that the parameters name (section 4.2), or what is wrong with the question. */
const indirect = (
  method: string,
  parameters: URLSearchParams,
  defaultGraph: GraphTarget,
): GraphTarget | Response => {
  const graphs = parameters.getAll('graph')
  const [iri] = graphs
  if (parameters.has('default') && graphs.length === 0) return defaultGraph
  if (method === 'POST' && graphs.length === 0) return { unnamed: true }
  if (iri !== undefined && graphs.length === 1 && !parameters.has('default')) return { iri }
  return requestProblem(400, 'which-graph', 'name one graph: either ?graph=<IRI> or ?default')
}

/** Whether a graph has statements: one without any does not exist here. The problem's answer when nobody can say. */
const exists = async (c: Context, graph: GraphStore, iri: string): Promise<boolean | Response> => {
  const asked = await graph.query(ANY, {
    defaultGraphs: [iri],
    accept: 'application/sparql-results+json',
    signal: c.req.raw.signal,
  })
  if (!asked.ok) return graphProblem(asked.problem)
  return (JSON.parse(new TextDecoder().decode(asked.value.body)) as { boolean: boolean }).boolean
}

const read = async (
  c: Context,
  { graph, base = '', userLines }: GraphStoreOptions,
  { iri }: GraphTarget,
  parameters: URLSearchParams,
): Promise<Response> => {
  const accept = acceptOf(c.req.header('accept'), parameters)
  if (accept instanceof Response) return accept
  const lines = iri === undefined ? undefined : userLines?.(iri)
  if (iri !== undefined && lines)
    return readUserGraph(c, accept, { iri, lines, base, status: graph.status() })
  // The dataset of the protocol instead of a GRAPH pattern: no IRI from outside enters the query's text.
  const dataset = iri === undefined ? {} : { defaultGraphs: [iri] }
  const options = { ...(accept === undefined ? {} : { accept }), ...dataset }
  const answer = await answerQuery(c, graph, ALL, options)
  if (answer.status !== 200 || iri === undefined) return answer
  const found = await exists(c, graph, iri)
  if (found instanceof Response) return found
  return found
    ? answer
    : requestProblem(404, 'no-such-graph', `there is no graph <${iri}>; GRAPH ?g {} lists those there are`)
}

/**
 * The routes: one graph in any RDF format, 404 when it has no statements. Named by `?graph=`, `?default`, or by its own
 * address: the fixed graphs are `/graph/{name}`.
 */
export const graphStoreRoutes = (options: GraphStoreOptions): Hono => {
  const { base, write } = options
  const app = new Hono()
  const methods = write ? WRITING : READING
  const mount = (
    path: string,
    targetOf: (c: Context, parameters: URLSearchParams) => GraphTarget | Response,
  ) => {
    app.use(path, openToAll({ methods }))
    app.use(path, coded)
    app.all(path, c => {
      const parameters = readParameters(new URL(c.req.url).search)
      const target = parameters instanceof Response ? parameters : targetOf(c, parameters)
      if (parameters instanceof Response || target instanceof Response) return target as Response
      if (c.req.method === 'GET' || c.req.method === 'HEAD') return read(c, options, target, parameters)
      return write && methods.includes(c.req.method) ? write(c, target) : writeRefused(c.req.method, methods)
    })
  }
  mount('/graphs', (c, parameters) => indirect(c.req.method, parameters, {}))
  mount('/user-graphs', (c, parameters) =>
    indirect(c.req.method, parameters, { iri: userDefaultGraph(base ?? new URL(c.req.url).origin) }),
  )
  for (const path of ['/graph/*', '/graphs/*', '/user-graphs/*'])
    mount(path, c => {
      const { origin, pathname } = new URL(c.req.url)
      return { iri: `${base ?? origin}${pathname}` }
    })
  return app
}
