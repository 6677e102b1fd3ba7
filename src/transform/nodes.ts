/** The nodes of a record graph, looked up by subject and predicate. */
import type { Quad, Quad_Object } from '@rdfjs/types'
import { rdf, schema } from '../rdf/namespaces.ts'

/** An index over the triples of one record; graph names are not looked at. */
export class Nodes {
  readonly #statements = new Map<string, Quad[]>()
  readonly #values = new Set<string>()

  readonly #quads: readonly Quad[]

  constructor(quads: readonly Quad[]) {
    this.#quads = quads
    const type = rdf('type').value
    const propertyValue = schema('PropertyValue').value
    const valueProperties = new Set([schema('propertyID').value, schema('value').value])
    for (const quad of quads) {
      const known = this.#statements.get(quad.subject.value)
      if (known) known.push(quad)
      else this.#statements.set(quad.subject.value, [quad])
      const isValue = valueProperties.has(quad.predicate.value)
      if (isValue || (quad.predicate.value === type && quad.object.value === propertyValue))
        this.#values.add(quad.subject.value)
    }
  }

  all(): readonly Quad[] {
    return this.#quads
  }

  /** IRIs of all nodes that something is said about, in the order of the record. */
  subjects(): Iterable<string> {
    return this.#statements.keys()
  }

  statements(node: string): readonly Quad[] {
    return this.#statements.get(node) ?? []
  }

  objects(node: string, predicate: string): Quad_Object[] {
    const objects: Quad_Object[] = []
    for (const quad of this.statements(node))
      if (quad.predicate.value === predicate) objects.push(quad.object)
    return objects
  }

  /** The first value of a property as text: a literal's or an IRI's. */
  text(node: string, predicate: string): string | undefined {
    return this.statements(node).find(quad => quad.predicate.value === predicate)?.object.value
  }

  /** Whether a node is a value that belongs to another (an identifier, a PropertyValue) and no entity. */
  isValueNode(node: string): boolean {
    return this.#values.has(node)
  }
}
