/** Collects the quads of one document: without duplicates, and with its blank nodes told apart. */
import type { Quad, Quad_Graph, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import { rdf } from '../namespaces.ts'
import { factory, isIri } from '../terms.ts'

const FIRST = factory.namedNode(rdf('first').value)
const REST = factory.namedNode(rdf('rest').value)
const NIL = factory.namedNode(rdf('nil').value)

/** So many subjects are looked for among the quads one by one; with more, all quads are remembered. */
const MAX_SEARCHES = 16

/**
 * Quads in the order in which they were added. Most documents say nothing twice, and most nodes are described once: only
 * quads that may come again are compared.
 */
export class QuadSet {
  readonly quads: Quad[] = []
  private readonly known = new Set<string>()
  private readonly nodes = new Map<string, Quad_Subject>()
  private readonly labels = new Map<string, Quad_Subject>()
  private readonly described = new Set<Quad_Subject>()
  /** Subjects whose quads are all in `known`; undefined when all quads are. */
  private compared: Set<Quad_Subject> | undefined = new Set()
  private readonly graphs = new Map<Quad_Graph, number>()
  private blanks = 0

  /** Adds a quad that cannot be there: its subject is described here for the first time, and its predicate once. */
  addNew(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad_Graph): void {
    if (!this.compared || (this.compared.size > 0 && this.compared.has(subject)))
      this.add(subject, predicate, object, graph)
    else this.quads.push(factory.quad(subject, predicate, object, graph))
  }

  /** Adds a quad whose like was added with this method only, or whose subject is compared. */
  add(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad_Graph): void {
    const before = this.known.size
    this.known.add(this.keyOf(subject, predicate, object, graph))
    if (this.known.size > before) this.quads.push(factory.quad(subject, predicate, object, graph))
  }

  /** Adds any quad. */
  addAny(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad_Graph): void {
    this.compare(subject)
    this.add(subject, predicate, object, graph)
  }

  /** Notes that a node is described; true when it has not been before. */
  describe(subject: Quad_Subject): boolean {
    const before = this.described.size
    this.described.add(subject)
    if (this.described.size > before) return true
    this.compare(subject)
    return false
  }

  private compare(subject: Quad_Subject): void {
    const { compared } = this
    if (!compared || compared.has(subject)) return
    const all = compared.size >= MAX_SEARCHES
    for (const quad of this.quads)
      if (all || quad.subject === subject)
        this.known.add(this.keyOf(quad.subject, quad.predicate, quad.object, quad.graph))
    if (all) this.compared = undefined
    else compared.add(subject)
  }

  /** The term of an IRI: one object for all its uses in the document. Undefined when the text is no IRI. */
  named(text: string): Quad_Subject | undefined {
    const known = this.nodes.get(text)
    if (known) return known
    if (!isIri(text)) return undefined
    const node = factory.namedNode(text)
    this.nodes.set(text, node)
    return node
  }

  /** A new blank node. */
  blank(): Quad_Subject {
    this.blanks += 1
    return factory.blankNode(`b${this.blanks}`)
  }

  /** The blank node of a label, which means one node in the whole document. */
  labelled(label: string): Quad_Subject {
    const known = this.labels.get(label)
    if (known) return known
    const node = this.blank()
    this.labels.set(label, node)
    return node
  }

  /** Whether a label was met before. */
  hasLabel(label: string): boolean {
    return this.labels.has(label)
  }

  /** An RDF collection (JSON-LD 1.1 API, section 8.5). An item without a form in RDF leaves its place empty. */
  list(items: readonly (Quad_Object | undefined)[], graph?: Quad_Graph): Quad_Subject {
    let rest: Quad_Subject = NIL
    for (let i = items.length - 1; i >= 0; i--) {
      const cell = this.blank()
      const item = items[i]
      if (item) this.addNew(cell, FIRST, item, graph)
      this.addNew(cell, REST, rest, graph)
      rest = cell
    }
    return rest
  }

  private keyOf(
    subject: Quad_Subject,
    predicate: Quad_Predicate,
    object: Quad_Object,
    graph: Quad_Graph | undefined,
  ): string {
    return `${this.graphKey(graph)}${nodeKey(subject)} ${predicate.value} ${objectKey(object)}`
  }

  private graphKey(graph: Quad_Graph | undefined): string {
    if (!graph || graph.termType === 'DefaultGraph') return ''
    let number = this.graphs.get(graph)
    if (number === undefined) {
      number = this.graphs.size
      this.graphs.set(graph, number)
    }
    return `${number} `
  }
}

const nodeKey = (term: Quad_Subject): string =>
  term.termType === 'BlankNode' ? `_${term.value}` : term.value

const objectKey = (term: Quad_Object): string =>
  term.termType === 'Literal'
    ? `"${term.language}^${term.datatype.value} ${term.value}`
    : `${term.termType === 'BlankNode' ? '_' : '<'}${term.value}`
