/** A record's quads over the vocabularies' quads, read-only: what makes one validation per record cheap. */
import type { DatasetCore, Quad } from '@rdfjs/types'
import { rdf, rdfs } from '../rdf/namespaces.ts'
import { EMPTY, fits, type Pattern, QuadList } from './quad-list.ts'

const NONE: readonly Quad[] = []
const RDF_TYPE = rdf('type').value
const SUBCLASS_OF = rdfs('subClassOf').value

const grouped = (quads: readonly Quad[], key: (quad: Quad) => string): Map<string, Quad[]> => {
  const groups = new Map<string, Quad[]>()
  for (const quad of quads) {
    const name = key(quad)
    const group = groups.get(name)
    if (group) group.push(quad)
    else groups.set(name, [quad])
  }
  return groups
}

/** The shared layer: indexed once, never changed. */
export interface VocabularyLayer {
  readonly size: number
  readonly quads: readonly Quad[]
  readonly bySubject: ReadonlyMap<string, readonly Quad[]>
  readonly byPredicateAndObject: ReadonlyMap<string, readonly Quad[]>
}

/** Indexes the vocabularies' quads (default graph) for use under any number of records. */
export const vocabularyLayer = (quads: readonly Quad[]): VocabularyLayer => ({
  size: quads.length,
  quads,
  bySubject: grouped(quads, quad => quad.subject.value),
  byPredicateAndObject: grouped(quads, quad => `${quad.predicate.value} ${quad.object.value}`),
})

/**
 * One record over the shared layer (RDF/JS DatasetCore). Differs from a plain union in what makes it safe and fast:
 * - a pattern without a subject that asks for `rdf:type` or for any object sees the record only, so that targets never
 *   select the thousands of concepts of the vocabularies;
 * - `rdfs:subClassOf` is answered by the vocabularies only: a record cannot say what a class is, nor close a cycle that
 *   the engine would follow for ever.
 */
export class LayeredDataset implements DatasetCore {
  readonly #record: readonly Quad[]
  readonly #bySubject: Map<string, Quad[]>
  readonly #layer: VocabularyLayer

  constructor(record: readonly Quad[], layer: VocabularyLayer) {
    this.#record = record
    this.#bySubject = grouped(record, quad => quad.subject.value)
    this.#layer = layer
  }

  get size(): number {
    return this.#record.length + this.#layer.size
  }

  *[Symbol.iterator](): Iterator<Quad> {
    yield* this.#record
    yield* this.#layer.quads
  }

  has(quad: Quad): boolean {
    return this.match(quad.subject, quad.predicate, quad.object, quad.graph).size > 0
  }

  match(subject?: Pattern, predicate?: Pattern, object?: Pattern, graph?: Pattern): DatasetCore {
    const subclasses = predicate?.value === SUBCLASS_OF
    const own = subclasses ? NONE : subject ? (this.#bySubject.get(subject.value) ?? NONE) : this.#record
    const shared = this.#shared(subject, predicate, object)
    if (own.length === 0 && shared.length === 0) return EMPTY
    const found: Quad[] = []
    for (const quad of own) if (fits(quad, subject, predicate, object, graph)) found.push(quad)
    for (const quad of shared) if (fits(quad, subject, predicate, object, graph)) found.push(quad)
    return found.length === 0 ? EMPTY : new QuadList(found)
  }

  #shared(subject: Pattern, predicate: Pattern, object: Pattern): readonly Quad[] {
    if (subject) return this.#layer.bySubject.get(subject.value) ?? NONE
    if (!predicate || !object || predicate.value === RDF_TYPE) return NONE
    return this.#layer.byPredicateAndObject.get(`${predicate.value} ${object.value}`) ?? NONE
  }

  add(): never {
    throw new TypeError('this dataset is read-only')
  }
  delete(): never {
    throw new TypeError('this dataset is read-only')
  }
}
