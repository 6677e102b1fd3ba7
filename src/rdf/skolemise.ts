/** Blank nodes become IRIs (RDF 1.1 Concepts, section 3.5) whose names depend on nothing but the content. */
import { createHash } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import { canonize } from 'rdf-canonize'
import type { Iri } from '../model/iri.ts'
import { factory } from './terms.ts'

/**
 * The quads without blank nodes: each became `<base>/.well-known/genid/<hash>`, where the hash depends on `graph` (the
 * record's name, so that no two records share a node) and on the content. `base` has no slash at its end.
 */
export const skolemise = async (
  quads: readonly Quad[],
  { graph, base }: { graph: Iri; base: string },
): Promise<Quad[]> => {
  const names = new Map<string, string>()
  await canonize(quads, { algorithm: 'RDFC-1.0', canonicalIdMap: names, maxWorkFactor: 2 })
  const named = <T extends Term>(term: T): T => {
    if (term.termType !== 'BlankNode') return term
    const hash = createHash('sha256')
      .update(`${graph} ${names.get(term.value) ?? ''}`)
      .digest('hex')
      .slice(0, 32)
    return factory.namedNode(`${base}/.well-known/genid/${hash}`) as unknown as T
  }
  return quads.map(quad =>
    factory.quad(named(quad.subject), quad.predicate, named(quad.object), named(quad.graph)),
  )
}
