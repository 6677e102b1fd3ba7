/** A store as text, graph by graph: what clones are made of when the memory of the keeper cannot be copied. */

import type { Store } from 'oxigraph'
import { factory } from '../../rdf/terms.ts'

/** A graph's name, `''` for the default graph, and its N-Triples; one string of a whole store would be too long for V8. */
export type GraphText = readonly [graph: string, triples: string]

type GraphName = Parameters<Store['dump']>[0]['from_graph_name']

const N_TRIPLES = 'application/n-triples'

const nameOf = (graph: string): NonNullable<GraphName> =>
  (graph === '' ? factory.defaultGraph() : factory.namedNode(graph)) as unknown as NonNullable<GraphName>

/** Every graph of a store; graphs have IRIs as names. */
export const dumpGraphs = (store: Store): GraphText[] => {
  const found = store.query('SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }') as Map<
    string,
    { value: string }
  >[]
  const names = ['', ...found.map(row => row.get('g')?.value ?? '').filter(Boolean)]
  return names.map(graph => [graph, store.dump({ format: N_TRIPLES, from_graph_name: nameOf(graph) })])
}

/** Loads the graphs into a store, which it returns. */
export const loadGraphs = (store: Store, graphs: readonly GraphText[]): Store => {
  for (const [graph, triples] of graphs)
    store.load(triples, { format: N_TRIPLES, lenient: true, to_graph_name: nameOf(graph) })
  return store
}
