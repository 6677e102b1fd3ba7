/**
 * Expanded documents to quads as the specification has it (JSON-LD 1.1 API, section 8): named graphs stay apart, and
 * what has no form in RDF is left out. `expanded-to-quads.ts` is the other way, which loses nothing.
 */
import type { NamedNode, Quad, Quad_Graph, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import { toLiteral } from '../json-ld-literal.ts'
import { rdf, xsd } from '../namespaces.ts'
import { factory } from '../terms.ts'
import type { Expanded, ExpandedNode, ExpandedValue, Property } from './expanded.ts'
import { JsonLdError, shown } from './json-ld-error.ts'
import { nameOf } from './names.ts'
import { QuadSet } from './quad-set.ts'

/** How base directions are kept (section 9.3, `rdfDirection`); they are left out by default. */
export type RdfDirection = 'i18n-datatype' | 'compound-literal'

const TYPE = factory.namedNode(rdf('type').value)
const I18N = 'https://www.w3.org/ns/i18n#'
const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/

/** Quads of an expanded document. `produceGeneralizedRdf` allows blank nodes as predicates. Throws JsonLdError `conflicting indexes`. */
export const deserialise = (
  expanded: readonly Expanded[],
  options: {
    readonly rdfDirection?: RdfDirection | undefined
    readonly produceGeneralizedRdf?: boolean | undefined
  },
): Quad[] => {
  const conversion = new Deserialisation(options.rdfDirection, options.produceGeneralizedRdf === true)
  for (const item of expanded) if (item.kind === 'node') conversion.node(item, undefined)
  return conversion.set.quads
}

class Deserialisation {
  readonly set = new QuadSet()
  private readonly rdfDirection: RdfDirection | undefined
  private readonly generalized: boolean
  private readonly graphs = new Map<string, Quad_Graph>()
  private readonly indexes = new Map<string, string>()

  constructor(rdfDirection: RdfDirection | undefined, generalized: boolean) {
    this.rdfDirection = rdfDirection
    this.generalized = generalized
  }

  /** Statements of a node; its term, or undefined when it has none in RDF. `graph` null: a graph that has none. */
  node(node: ExpandedNode, graph: Quad_Graph | undefined | null): Quad_Subject | undefined {
    const subject = this.name(node.id)
    this.checkIndex(node, graph)
    if (node.types) for (const type of node.types) this.add(subject, TYPE, this.name(type), graph)
    for (const { iri, values } of node.properties) {
      const predicate = this.predicate(iri)
      for (const value of values) this.add(subject, predicate, this.object(value, graph), graph)
    }
    if (node.reverse) this.reverse(subject, node.reverse, graph)
    if (node.graph) {
      const inner = this.graph(subject)
      for (const item of node.graph) if (item.kind === 'node') this.node(item, inner)
    }
    if (node.included) for (const item of node.included) if (item.kind === 'node') this.node(item, graph)
    return subject
  }

  private reverse(
    object: Quad_Subject | undefined,
    properties: readonly Property[],
    graph: Quad_Graph | undefined | null,
  ): void {
    for (const { iri, values } of properties) {
      const predicate = this.predicate(iri)
      for (const value of values)
        if (value.kind === 'node') this.add(this.node(value, graph), predicate, object, graph)
    }
  }

  private add(
    subject: Quad_Subject | undefined,
    predicate: Quad_Predicate | undefined,
    object: Quad_Object | undefined,
    graph: Quad_Graph | undefined | null,
  ): void {
    // Nothing is known about what comes together here.
    if (subject && predicate && object && graph !== null) this.set.add(subject, predicate, object, graph)
  }

  private name(id: string | null | undefined): Quad_Subject | undefined {
    if (id === undefined) return this.set.blank()
    if (id === null) return undefined
    if (id.startsWith('_:')) return this.set.labelled(id)
    return this.set.named(id)
  }

  /** One term per graph, which is how the set tells them apart. */
  private graph(name: Quad_Subject | undefined): Quad_Graph | null {
    if (!name) return null
    const key = `${name.termType} ${name.value}`
    const known = this.graphs.get(key)
    if (known) return known
    this.graphs.set(key, name as Quad_Graph)
    return name as Quad_Graph
  }

  private predicate(iri: string): Quad_Predicate | undefined {
    if (!iri.startsWith('_:')) return nameOf(iri)
    // Generalized RDF is no RDF: RDF/JS has no type for it.
    return this.generalized ? (this.set.labelled(iri) as unknown as NamedNode) : undefined
  }

  /** Section 8.4. */
  private object(item: Expanded, graph: Quad_Graph | undefined | null): Quad_Object | undefined {
    if (item.kind === 'node') return this.node(item, graph)
    if (item.kind === 'value') return this.value(item, graph)
    const objects = item.items.map(one => this.object(one, graph))
    return graph === null ? undefined : this.set.list(objects, graph)
  }

  private value(item: ExpandedValue, graph: Quad_Graph | undefined | null): Quad_Object | undefined {
    const { direction, language, type, value } = item
    if (type !== undefined && type !== '@json' && !nameOf(type)) return undefined
    if (language !== undefined && !LANGUAGE.test(language)) return undefined
    if (direction === undefined || this.rdfDirection === undefined || typeof value !== 'string')
      return toLiteral(item, ignore)
    if (this.rdfDirection === 'i18n-datatype')
      return factory.literal(value, factory.namedNode(`${I18N}${language ?? ''}_${direction}`))
    const node = this.set.blank()
    const text = (object: string) => factory.literal(object, factory.namedNode(xsd('string').value))
    this.add(node, rdf('value'), text(value), graph)
    if (language !== undefined) this.add(node, rdf('language'), text(language), graph)
    this.add(node, rdf('direction'), text(direction), graph)
    return node
  }

  /** Section 7.2 (node map generation), step 6.8. */
  private checkIndex({ id, index }: ExpandedNode, graph: Quad_Graph | undefined | null): void {
    if (typeof id !== 'string' || index === undefined) return
    const key = `${graph?.value ?? ''} ${id}`
    const known = this.indexes.get(key)
    if (known !== undefined && known !== index)
      throw new JsonLdError(
        'conflicting indexes',
        `${shown(id)} has the indexes ${shown(known)} and ${shown(index)}`,
      )
    this.indexes.set(key, index)
  }
}

/** What the specification leaves out is no repair. */
const ignore = (): void => undefined
