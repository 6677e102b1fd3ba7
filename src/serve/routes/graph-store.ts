/** `/graphs`: SPARQL 1.1 Graph Store HTTP Protocol, the reading half, with indirect graph names (section 4.2). */

import { Hono } from 'hono'
import type { GraphStore } from '../../graph/store.ts'
import { graphProblem, openToAll, requestProblem, respond } from './sparql.ts'

const METHODS = 'GET, HEAD, OPTIONS'
const ALL = 'CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }'
const ANY = 'ASK { ?s ?p ?o }'

/** The graph that is meant: an IRI, the default graph, or what is wrong with the question. */
const graphOf = (parameters: URLSearchParams): { iri?: string } | Response => {
  const graphs = parameters.getAll('graph')
  const [iri] = graphs
  if (parameters.has('default') && graphs.length === 0) return {}
  if (iri !== undefined && graphs.length === 1 && !parameters.has('default')) return { iri }
  return requestProblem(400, 'which-graph', 'name one graph: either ?graph=<IRI> or ?default')
}

/** The routes of `/graphs`: one graph by name or the default graph, in any RDF format; 404 when it has no statements. */
export const graphStoreRoutes = ({ graph }: { readonly graph: GraphStore }): Hono => {
  const app = new Hono()
  app.use('/graphs', openToAll(METHODS))
  app.get('/graphs', async c => {
    const named = graphOf(new URL(c.req.url).searchParams)
    if (named instanceof Response) return named
    const accept = c.req.header('accept')
    // The dataset of the protocol instead of a GRAPH pattern: no IRI from outside enters the query's text.
    const dataset = named.iri === undefined ? {} : { defaultGraphs: [named.iri] }
    const some = await graph.query(ANY, { ...dataset, accept: 'text/csv', signal: c.req.raw.signal })
    if (!some.ok) return graphProblem(some.problem)
    if (named.iri !== undefined && new TextDecoder().decode(some.value.body).trim() !== 'true')
      return requestProblem(
        404,
        'no-such-graph',
        `there is no graph <${named.iri}>; GRAPH ?g {} lists those there are`,
      )
    return respond(graph, ALL, {
      ...dataset,
      ...(accept === undefined ? {} : { accept }),
      signal: c.req.raw.signal,
    })
  })
  app.all('/graphs', c =>
    requestProblem(405, 'method-not-allowed', `${c.req.method} is not possible here; graphs are only read`, {
      allow: METHODS,
    }),
  )
  return app
}
