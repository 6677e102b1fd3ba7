/** One digest per graph, however its quads are ordered and its blank nodes named. */
import { hash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { canonize } from 'rdf-canonize'
import { quadLine, writeQuads } from './n-quads.ts'

/** SHA-256 (hexadecimal) of the canonical N-Quads of a dataset (RDFC-1.0). Rejects for graphs made to exhaust the algorithm. */
export const digestOf = async (quads: readonly Quad[]): Promise<string> =>
  hash('sha256', await canonicalForm(quads))

/**
 * Canonical N-Quads (RDFC-1.0); without blank nodes these are just the sorted lines. Rejects for graphs made to exhaust
 * the algorithm.
 */
export const canonicalForm = async (quads: readonly Quad[]): Promise<string> => {
  if (!quads.some(hasBlankNode)) return writeQuads(quads)
  // rdf-canonize takes its input for a set and would write a quad as often as it is given.
  const distinct = [...new Map(quads.map(quad => [quadLine(quad), quad])).values()]
  return canonize(distinct, { algorithm: 'RDFC-1.0', maxWorkFactor: 2 })
}

const hasBlankNode = ({ subject, object, graph }: Quad): boolean =>
  subject.termType === 'BlankNode' || object.termType === 'BlankNode' || graph.termType === 'BlankNode'
