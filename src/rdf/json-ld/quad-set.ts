/** Collects the quads of one document: without duplicates, and with its blank nodes told apart. */
import type { Quad, Quad_Graph, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import { rdf } from '../namespaces.ts'
import { factory } from '../terms.ts'

const FIRST = factory.namedNode(rdf('first').value)
const REST = factory.namedNode(rdf('rest').value)
const NIL = factory.namedNode(rdf('nil').value)

/** Quads in the order in which they were added. */
export class QuadSet {
  readonly quads: Quad[] = []
  private readonly known = new Set<string>()
  private readonly labels = new Map<string, Quad_Subject>()
  private readonly graphs = new Map<Quad_Graph, number>()
  private blanks = 0

  add(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad_Graph): void {
    const before = this.known.size
    this.known.add(`${this.graphKey(graph)}${nodeKey(subject)} ${predicate.value} ${objectKey(object)}`)
    if (this.known.size > before) this.quads.push(factory.quad(subject, predicate, object, graph))
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
      if (item) this.add(cell, FIRST, item, graph)
      this.add(cell, REST, rest, graph)
      rest = cell
    }
    return rest
  }

  private graphKey(graph: Quad_Graph | undefined): string {
    if (!graph) return ''
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
