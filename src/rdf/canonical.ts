/** One digest per graph, however its quads are ordered and its blank nodes named. */
import { createHash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { canonize } from 'rdf-canonize'
import { writeQuads } from './n-quads.ts'

/** SHA-256 (hexadecimal) of the canonical N-Quads of a dataset (RDFC-1.0). Rejects for graphs made to exhaust the algorithm. */
export const digestOf = async (quads: readonly Quad[]): Promise<string> =>
  createHash('sha256')
    .update(await canonicalForm(quads))
    .digest('hex')

/** Canonical N-Quads (RDFC-1.0); without blank nodes these are just the sorted lines. */
export const canonicalForm = async (quads: readonly Quad[]): Promise<string> =>
  quads.some(hasBlankNode) ? canonize(quads, { algorithm: 'RDFC-1.0', maxWorkFactor: 2 }) : writeQuads(quads)

const hasBlankNode = ({ subject, object, graph }: Quad): boolean =>
  subject.termType === 'BlankNode' || object.termType === 'BlankNode' || graph.termType === 'BlankNode'
