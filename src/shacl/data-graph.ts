/** A read-only RDF graph, indexed in one pass, alone or over a shared background that is never copied. */
import type { Quad, Quad_Subject, Term } from '@rdfjs/types'
import { rdf, rdfs } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { distinct, type Node, sameTerm, subjectKey, termKey } from './terms.ts'

const RDF_TYPE = rdf('type').value
const SUBCLASS_OF = rdfs('subClassOf').value
const NO_NODES: readonly Node[] = []
const NO_QUADS: readonly Quad[] = []
/** Subjects with more statements than this get an index by predicate of their own. */
const MANY = 12

/** How a graph lies over its background. */
export interface GraphOptions {
  /** Shared knowledge under the data (vocabularies, labels, class hierarchy): seen by paths, never a source of targets. */
  readonly background?: DataGraph
  /**
   * Who may say what is a subclass of what: `data` (SHACL 1.3: the whole data graph, background included) or
   * `background` only, for data that must not redefine the classes it is checked against.
   */
  readonly classesFrom?: 'data' | 'background'
}

/** What is said about one subject. */
interface Description {
  readonly quads: Quad[]
  /** Distinct objects by property, made when there are many statements. */
  index: Map<string, readonly Node[]> | undefined
}

/**
 * An indexed graph. The graph names of quads are not looked at: give the quads of one graph. Statements may be repeated.
 * Paths see data and background; targets see the data only, so that thousands of concepts never become focus nodes.
 */
export class DataGraph {
  readonly quads: readonly Quad[]
  readonly background: DataGraph | undefined
  // Blank nodes have a map of their own, so that no key need be put together to look one up.
  readonly #named = new Map<string, Description>()
  readonly #blank = new Map<string, Description>()
  readonly #superclasses = new Map<string, ReadonlySet<string>>()
  readonly #classesFromBackground: boolean
  #instances: ReadonlyMap<string, readonly Quad_Subject[]> | undefined
  #byPredicate: Map<string, Quad[]> | undefined
  #byObject: Map<string, Quad[]> | undefined
  // Shapes ask for one property of a node after the other.
  #lastNode: Term | undefined
  #lastDescription: Description | undefined
  #ordersClasses: boolean

  constructor(quads: readonly Quad[], { background, classesFrom = 'data' }: GraphOptions = {}) {
    this.quads = quads
    this.background = background
    this.#classesFromBackground = background !== undefined && classesFrom === 'background'
    this.#ordersClasses = background?.ordersClasses ?? false
    let last: Quad_Subject | undefined
    let description: Description | undefined
    for (const quad of quads) {
      const { subject } = quad
      // Statements about one subject mostly stand together.
      if (!description || subject !== last) description = this.#describe(subject)
      last = subject
      description.quads.push(quad)
      if (quad.predicate.value === SUBCLASS_OF) this.#ordersClasses = true
    }
  }

  /** Whether there is any rdfs:subClassOf, here or in the background. */
  get ordersClasses(): boolean {
    return this.#ordersClasses
  }

  #describe({ termType, value }: Quad_Subject): Description {
    const map = termType === 'BlankNode' ? this.#blank : this.#named
    let found = map.get(value)
    if (!found) {
      found = { quads: [], index: undefined }
      map.set(value, found)
    }
    return found
  }

  #described(node: Term): Description | undefined {
    if (node === this.#lastNode) return this.#lastDescription
    const { termType, value } = node
    const found =
      termType === 'NamedNode'
        ? this.#named.get(value)
        : termType === 'BlankNode'
          ? this.#blank.get(value)
          : undefined
    this.#lastNode = node
    this.#lastDescription = found
    return found
  }

  /** Distinct objects of a property (IRI) of a node, data first. */
  objects(node: Term, predicate: string): readonly Node[] {
    const { background } = this
    const shared = background ? background.objects(node, predicate) : NO_NODES
    const description = this.#described(node)
    if (!description || this.#hides(predicate)) return shared
    const own =
      description.quads.length > MANY
        ? (indexed(description).get(predicate) ?? NO_NODES)
        : objectsIn(description.quads, predicate)
    if (own.length === 0) return shared
    return shared.length === 0 ? own : distinct([...own, ...shared])
  }

  /** Distinct subjects that have a node as object of a property (IRI); of `rdf:type`, those of the data only. */
  subjects(node: Term, predicate: string): readonly Quad_Subject[] {
    const found: Quad_Subject[] = []
    if (!this.#hides(predicate))
      for (const quad of this.#objectIndex().get(termKey(node)) ?? NO_QUADS)
        if (quad.predicate.value === predicate) found.push(quad.subject)
    if (this.background && predicate !== RDF_TYPE)
      for (const subject of this.background.subjects(node, predicate)) found.push(subject)
    return distinct(found)
  }

  /** Every statement about a node, background included; one that is made twice may come twice. */
  statements(node: Term): readonly Quad[] {
    const own = this.#described(node)?.quads ?? NO_QUADS
    const shared = this.background?.statements(node) ?? NO_QUADS
    return shared.length === 0 ? own : [...own, ...shared]
  }

  /** The data's own statements with a property (IRI): where targets come from. */
  withPredicate(predicate: string): readonly Quad[] {
    this.#byPredicate ??= grouped(this.quads, quad => quad.predicate.value)
    return this.#byPredicate.get(predicate) ?? NO_QUADS
  }

  /** Class (as key) -> the data's own nodes of exactly this rdf:type. */
  instances(): ReadonlyMap<string, readonly Quad_Subject[]> {
    if (!this.#instances) {
      const found = new Map<string, Quad_Subject[]>()
      for (const { subject, predicate, object } of this.quads) {
        if (predicate.value !== RDF_TYPE) continue
        const key = subjectKey(object)
        if (key === undefined) continue
        const known = found.get(key)
        if (known) known.push(subject)
        else found.set(key, [subject])
      }
      this.#instances = found
    }
    return this.#instances
  }

  /** Whether the data itself has a statement about this node. */
  describes(node: Term): boolean {
    return this.#described(node) !== undefined
  }

  /** Whether the data itself has a statement with this node as subject or object. */
  mentions(node: Term): boolean {
    return this.describes(node) || this.#objectIndex().has(termKey(node))
  }

  /** IRIs and blank nodes (as keys) of a class and of all classes above it; ends on cycles. */
  superclasses(key: string): ReadonlySet<string> {
    if (this.#classesFromBackground && this.background) return this.background.superclasses(key)
    let found = this.#superclasses.get(key)
    if (!found) {
      found = closure(key, each => this.objects(each, SUBCLASS_OF))
      this.#superclasses.set(key, found)
    }
    return found
  }

  #objectIndex(): Map<string, Quad[]> {
    this.#byObject ??= grouped(this.quads, quad => termKey(quad.object))
    return this.#byObject
  }

  /** Whether a record cannot speak about this property, because only the background may. */
  #hides(predicate: string): boolean {
    return this.#classesFromBackground && predicate === SUBCLASS_OF
  }
}

const append = (groups: Map<string, Quad[]>, key: string, quad: Quad): void => {
  const group = groups.get(key)
  if (group) group.push(quad)
  else groups.set(key, [quad])
}

const grouped = (quads: readonly Quad[], key: (quad: Quad) => string): Map<string, Quad[]> => {
  const groups = new Map<string, Quad[]>()
  for (const quad of quads) append(groups, key(quad), quad)
  return groups
}

const indexed = (description: Description): Map<string, readonly Node[]> => {
  if (!description.index) {
    description.index = new Map()
    for (const [predicate, group] of grouped(description.quads, quad => quad.predicate.value))
      description.index.set(predicate, distinct(group.map(({ object }) => object)))
  }
  return description.index
}

const objectsIn = (quads: readonly Quad[], predicate: string): readonly Node[] => {
  let found: Node[] | undefined
  for (const quad of quads) {
    if (quad.predicate.value !== predicate) continue
    const { object } = quad
    if (!found) found = [object]
    else if (!found.some(known => sameTerm(known, object))) found.push(object)
  }
  return found ?? NO_NODES
}

/** The node that a key of `subjectKey` stands for. */
const nodeOf = (key: string): Term =>
  key.startsWith('_:') ? factory.blankNode(key.slice(2)) : factory.namedNode(key)

const closure = (start: string, above: (node: Term) => readonly Term[]): ReadonlySet<string> => {
  const found = new Set([start])
  // A set yields what is added to it while it is gone through.
  for (const key of found)
    for (const term of above(nodeOf(key))) {
      const next = subjectKey(term)
      if (next !== undefined) found.add(next)
    }
  return found
}
