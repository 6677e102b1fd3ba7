/** owl:imports of shapes graphs, answered from graphs that are at hand: nothing is ever fetched. */
import type { Quad, Term } from '@rdfjs/types'
import { owl } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'

/** Shapes with all that they import, and the IRIs of imports that nobody has. */
export interface Imported {
  readonly quads: readonly Quad[]
  readonly unknown: readonly string[]
}

/**
 * Adds to shapes what they import (OWL 2, 3.4: imports are transitive; each graph counts once, so circles end). `graphs`
 * is looked up by IRI, with or without the `#` that ends a namespace. Blank nodes of imported graphs get names of their own.
 */
export const withImports = (
  shapes: readonly Quad[],
  graphs: ReadonlyMap<string, readonly Quad[]>,
): Imported => {
  const wanted = new Set(importsOf(shapes))
  if (wanted.size === 0) return { quads: shapes, unknown: [] }
  const quads = [...shapes]
  const unknown: string[] = []
  const included = new Set<readonly Quad[]>()
  // A set yields what is added to it while it is gone through.
  for (const iri of wanted) {
    const graph = graphs.get(iri) ?? graphs.get(iri.replace(/#$/, ''))
    if (!graph) unknown.push(iri)
    else if (!included.has(graph)) {
      quads.push(...renamed(graph, `import${included.size}-`))
      included.add(graph)
      for (const next of importsOf(graph)) wanted.add(next)
    }
  }
  return { quads, unknown }
}

const importsOf = (quads: readonly Quad[]): string[] =>
  quads.filter(({ predicate }) => predicate.equals(owl('imports'))).map(({ object }) => object.value)

const renamed = (quads: readonly Quad[], prefix: string): Quad[] => {
  const own = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (factory.blankNode(prefix + term.value) as unknown as T) : term
  return quads.map(q => factory.quad(own(q.subject), q.predicate, own(q.object), q.graph))
}
