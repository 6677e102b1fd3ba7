/** The few moves of a clownface pointer that the SHACL engine makes, without clownface's objects for each of them. */
import type { DatasetCore, Quad_Object, Quad_Subject, Term } from '@rdfjs/types'
import type SHACLValidator from 'rdf-validate-shacl'
import { rdf } from '../rdf/namespaces.ts'

/** Lists longer than this come from no person. */
const MAX_LIST = 100_000

/** Stands on zero or more terms of a dataset. */
export class Pointer {
  readonly dataset: DatasetCore
  readonly terms: readonly Term[]

  constructor(dataset: DatasetCore, terms: readonly Term[] = []) {
    this.dataset = dataset
    this.terms = terms
  }

  /** The pointer in the type that the engine declares; it calls nothing but what is here. */
  static over(dataset: DatasetCore): SHACLValidator['$data'] {
    return new Pointer(dataset) as unknown as SHACLValidator['$data']
  }

  get term(): Term | undefined {
    return this.terms.length === 1 ? this.terms[0] : undefined
  }

  get value(): string | undefined {
    return this.term?.value
  }

  node(term: Term): Pointer {
    return new Pointer(this.dataset, [term])
  }

  out(predicates: Term | readonly Term[]): Pointer {
    const found: Quad_Object[] = []
    for (const predicate of Array.isArray(predicates) ? predicates : [predicates])
      for (const term of this.terms)
        for (const quad of this.dataset.match(term, predicate)) found.push(quad.object)
    return new Pointer(this.dataset, found)
  }

  in(predicate: Term): Pointer {
    const found: Quad_Subject[] = []
    for (const term of this.terms)
      for (const quad of this.dataset.match(null, predicate, term)) found.push(quad.subject)
    return new Pointer(this.dataset, found)
  }

  toArray(): Pointer[] {
    return this.terms.map(term => this.node(term))
  }

  filter(keep: (pointer: Pointer) => boolean): Pointer {
    return new Pointer(
      this.dataset,
      this.terms.filter(term => keep(this.node(term))),
    )
  }

  /** The items of the RDF list at this node; null when there is no list. */
  list(): Pointer[] | null {
    const items: Pointer[] = []
    let rest: Pointer = this
    while (rest.term && !rest.term.equals(rdf('nil'))) {
      const first = rest.out(rdf('first'))
      if (!first.term || items.length >= MAX_LIST) return items.length > 0 ? items : null
      items.push(first)
      rest = rest.out(rdf('rest'))
    }
    return items
  }
}
