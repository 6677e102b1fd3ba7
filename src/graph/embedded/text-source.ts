/** A store as text, graph by graph: what clones are made of when the memory of the keeper cannot be copied. */

import type { Store } from 'oxigraph'
import type { EngineScript } from './engine.ts'

/** A graph's name, `''` for the default graph, and its N-Triples; one string of a whole store would be too long for V8. */
export type GraphText = readonly [graph: string, triples: string]

const N_TRIPLES = 'application/n-triples'

type Names = Pick<EngineScript, 'namedNode' | 'defaultGraph'>

const nameOf = (script: Names, graph: string) =>
  graph === '' ? script.defaultGraph() : script.namedNode(graph)

/** Every graph of a store; graphs have IRIs as names. */
export const dumpGraphs = (script: Names, store: Store): GraphText[] => {
  const found = store.query('SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }') as Map<
    string,
    { value: string }
  >[]
  const names = ['', ...found.map(row => row.get('g')?.value ?? '').filter(Boolean)]
  return names.map(graph => [
    graph,
    store.dump({ format: N_TRIPLES, from_graph_name: nameOf(script, graph) }),
  ])
}

/** Loads the graphs into a store, which it returns. */
export const loadGraphs = (script: Names, store: Store, graphs: readonly GraphText[]): Store => {
  for (const [graph, triples] of graphs)
    store.load(triples, { format: N_TRIPLES, lenient: true, to_graph_name: nameOf(script, graph) })
  return store
}
