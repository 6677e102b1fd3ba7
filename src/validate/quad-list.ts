/** A fixed list of quads as RDF/JS dataset: what `match` answers with. */
import type { DatasetCore, Quad, Term } from '@rdfjs/types'

/** One position of a quad pattern; empty fits anything. */
export type Pattern = Term | null | undefined

/** A fixed list of quads as RDF/JS dataset. */
export class QuadList implements DatasetCore {
  readonly #quads: readonly Quad[]
  constructor(quads: readonly Quad[]) {
    this.#quads = quads
  }
  get size(): number {
    return this.#quads.length
  }
  [Symbol.iterator](): Iterator<Quad> {
    return this.#quads[Symbol.iterator]()
  }
  has(quad: Quad): boolean {
    return this.#quads.some(own => own.equals(quad))
  }
  match(subject?: Pattern, predicate?: Pattern, object?: Pattern, graph?: Pattern): DatasetCore {
    return new QuadList(this.#quads.filter(quad => fits(quad, subject, predicate, object, graph)))
  }
  add(): never {
    throw new TypeError('this dataset is read-only')
  }
  delete(): never {
    throw new TypeError('this dataset is read-only')
  }
}

/** The answer to most patterns. */
export const EMPTY = new QuadList([])

/** Whether a quad fits a pattern; an empty position fits anything. */
export const fits = (
  quad: Quad,
  subject: Pattern,
  predicate: Pattern,
  object: Pattern,
  graph: Pattern,
): boolean =>
  // The cheapest and most selective test first: this is asked thousands of times per record.
  (!predicate || quad.predicate.value === predicate.value) &&
  (!subject || quad.subject.equals(subject)) &&
  (!object || quad.object.equals(object)) &&
  (!graph || quad.graph.equals(graph))
