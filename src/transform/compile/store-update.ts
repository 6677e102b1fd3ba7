/** Runs a rule that cannot be compiled: the record's graphs go into a store and come back. Slow, and right. */
import type { Store } from 'oxigraph'
import { quadLine } from '../../rdf/n-quads.ts'
import { factory } from '../../rdf/terms.ts'
import type { Dataset, GraphIndex } from './graph-index.ts'
import { openStore } from './open-store.ts'
import { nodeOf } from './oracle.ts'
import { type Node, rdfTerm, type TermTable } from './terms.ts'
import type { CompiledUpdate } from './update.ts'

/** An update as the store carries it out. */
export const storeUpdate =
  (update: string): CompiledUpdate =>
  (data, terms) => {
    const store = openStore()
    try {
      store.load(linesOf(data), { format: 'application/n-quads', lenient: true })
      store.update(update)
      takeBack(store, data, terms)
    } finally {
      // WASM memory is not the garbage collector's. The method is there but not declared.
      ;(store as Store & { free(): void }).free()
    }
  }

const linesOf = (data: Dataset): string => {
  const lines = graphLines(data.defaultGraph)
  for (const name of data.names()) lines.push(...graphLines(data.openGraph(name), name))
  return lines.join('')
}

const graphLines = (graph: GraphIndex, name?: Node): string[] =>
  Array.from(graph.statements(), ([subject, property, object]) =>
    quadLine(
      factory.quad(
        rdfTerm(subject) as never,
        rdfTerm(property) as never,
        rdfTerm(object) as never,
        name ? (rdfTerm(name) as never) : factory.defaultGraph(),
      ),
    ),
  )

const takeBack = (store: Store, data: Dataset, terms: TermTable): void => {
  data.clear()
  for (const { subject, predicate, object, graph } of store.match()) {
    const [s, p, o] = [subject, predicate, object].map(term => terms.intern(nodeOf(term as never)))
    if (!s || !p || !o) throw new Error('a quad has three terms besides its graph')
    const index =
      graph.termType === 'DefaultGraph'
        ? data.defaultGraph
        : data.openGraph(terms.intern(nodeOf(graph as never)))
    index.add(s, p, o)
  }
}
