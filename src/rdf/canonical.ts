/** One digest per graph, however its quads are ordered and its blank nodes named. */
import { hash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { canonize } from 'rdf-canonize'
import { quadLine, writeQuads } from './n-quads.ts'

interface CanonicalOptions {
  readonly labels?: Map<string, string>
  readonly maxDeepIterations?: number
}

/** SHA-256 (hexadecimal) of the canonical N-Quads of a dataset (RDFC-1.0). Rejects for graphs made to exhaust the algorithm. */
export const digestOf = async (quads: readonly Quad[]): Promise<string> =>
  hash('sha256', await canonicalForm(quads))

// RDFC-1.0 is exponential in the worst case (its section on dataset poisoning). Shapes and vocabularies need thousands.
const MAX_DEEP_ITERATIONS = 100_000

/**
 * Canonical N-Quads (RDFC-1.0); without blank nodes these are just the sorted lines. `labels` is filled with the canonical
 * label of every blank node. Rejects with GraphTooHard when more than `maxDeepIterations` steps would be needed.
 */
export const canonicalForm = async (
  quads: readonly Quad[],
  { labels = new Map(), maxDeepIterations = MAX_DEEP_ITERATIONS }: CanonicalOptions = {},
): Promise<string> => {
  if (!quads.some(hasBlankNode)) return writeQuads(quads)
  // rdf-canonize takes its input for a set and would write a quad as often as it is given.
  const distinct = [...new Map(quads.map(quad => [quadLine(quad), quad])).values()]
  try {
    return await canonize(distinct, {
      algorithm: 'RDFC-1.0',
      canonicalIdMap: labels,
      maxDeepIterations,
    })
  } catch (error) {
    // The library has no error type for its limit.
    if (error instanceof Error && error.message.startsWith('Maximum deep iterations'))
      throw new GraphTooHard(`its blank nodes cannot be told apart within ${maxDeepIterations} steps`)
    throw error
  }
}

/** The blank nodes of a graph are too symmetrical to be named in bounded time. */
export class GraphTooHard extends Error {}

const hasBlankNode = ({ subject, object, graph }: Quad): boolean =>
  subject.termType === 'BlankNode' || object.termType === 'BlankNode' || graph.termType === 'BlankNode'
