/** The staging graphs of one record, indexed for the joins that rules make. Statements are a set. */
import type { Node } from './terms.ts'

const NONE: ReadonlySet<Node> = new Set()
const NO_OBJECTS: ReadonlyMap<Node, ReadonlySet<Node>> = new Map()

/** The statements of one graph. While a walk over it is under way it must not be changed. */
export class GraphIndex {
  readonly #objects = new Map<Node, Map<Node, Set<Node>>>()
  /** Of the properties that were asked for: object -> subjects. */
  readonly #subjects = new Map<Node, Map<Node, Set<Node>>>()
  /** Object -> subjects and properties in turn; dropped with every change. */
  #incoming: Map<Node, Node[]> | undefined

  add(subject: Node, property: Node, object: Node): void {
    let properties = this.#objects.get(subject)
    if (!properties) {
      properties = new Map()
      this.#objects.set(subject, properties)
    }
    addTo(properties, property, object)
    const subjects = this.#subjects.get(property)
    if (subjects) addTo(subjects, object, subject)
    this.#incoming = undefined
  }

  delete(subject: Node, property: Node, object: Node): void {
    const properties = this.#objects.get(subject)
    if (!properties || !removeFrom(properties, property, object)) return
    if (properties.size === 0) this.#objects.delete(subject)
    const subjects = this.#subjects.get(property)
    if (subjects) removeFrom(subjects, object, subject)
    this.#incoming = undefined
  }

  has(subject: Node, property: Node, object: Node): boolean {
    return this.#objects.get(subject)?.get(property)?.has(object) ?? false
  }

  /** Values of a property. */
  objects(subject: Node, property: Node): ReadonlySet<Node> {
    return this.#objects.get(subject)?.get(property) ?? NONE
  }

  /** Properties of a node with their values. */
  properties(subject: Node): ReadonlyMap<Node, ReadonlySet<Node>> {
    return this.#objects.get(subject) ?? NO_OBJECTS
  }

  /** Nodes that have this value for the property. */
  subjects(property: Node, object: Node): ReadonlySet<Node> {
    return this.pairs(property).get(object) ?? NONE
  }

  /** All statements with a property: object -> subjects. */
  pairs(property: Node): ReadonlyMap<Node, ReadonlySet<Node>> {
    let subjects = this.#subjects.get(property)
    if (!subjects) {
      subjects = new Map()
      for (const [subject, properties] of this.#objects)
        for (const object of properties.get(property) ?? NONE) addTo(subjects, object, subject)
      this.#subjects.set(property, subjects)
    }
    return subjects
  }

  /** All statements with this object: subject, property, subject, property, and so on. */
  incoming(object: Node): readonly Node[] {
    if (!this.#incoming) {
      this.#incoming = new Map()
      for (const [subject, properties] of this.#objects)
        for (const [property, objects] of properties)
          for (const each of objects) {
            const known = this.#incoming.get(each)
            if (known) known.push(subject, property)
            else this.#incoming.set(each, [subject, property])
          }
    }
    return this.#incoming.get(object) ?? []
  }

  /** Nodes that something is said about. */
  allSubjects(): Iterable<Node> {
    return this.#objects.keys()
  }

  /** All subjects and objects: what a path of length zero leads over (SPARQL 1.1, 18.1.7). */
  nodes(): ReadonlySet<Node> {
    const nodes = new Set<Node>(this.#objects.keys())
    for (const properties of this.#objects.values())
      for (const objects of properties.values()) for (const object of objects) nodes.add(object)
    return nodes
  }

  /** All statements: subject, property, object. */
  *statements(): Generator<readonly [Node, Node, Node]> {
    for (const [subject, properties] of this.#objects)
      for (const [property, objects] of properties)
        for (const object of objects) yield [subject, property, object]
  }

  isEmpty(): boolean {
    return this.#objects.size === 0
  }
}

const addTo = (index: Map<Node, Set<Node>>, key: Node, value: Node): void => {
  const values = index.get(key)
  if (values) values.add(value)
  else index.set(key, new Set([value]))
}

const removeFrom = (index: Map<Node, Set<Node>>, key: Node, value: Node): boolean => {
  const values = index.get(key)
  if (!values?.delete(value)) return false
  if (values.size === 0) index.delete(key)
  return true
}

/** The default graph and the named graphs of one record. */
export class Dataset {
  defaultGraph = new GraphIndex()
  readonly #named = new Map<Node, GraphIndex>()

  /** Forgets all statements. */
  clear(): void {
    this.defaultGraph = new GraphIndex()
    this.#named.clear()
  }

  /** A named graph with anything in it. */
  graph(name: Node): GraphIndex | undefined {
    const graph = this.#named.get(name)
    return graph?.isEmpty() ? undefined : graph
  }

  /** A named graph to write to. */
  openGraph(name: Node): GraphIndex {
    let graph = this.#named.get(name)
    if (!graph) {
      graph = new GraphIndex()
      this.#named.set(name, graph)
    }
    return graph
  }

  /** Names of the named graphs with anything in them. */
  *names(): Generator<Node> {
    for (const [name, graph] of this.#named) if (!graph.isEmpty()) yield name
  }
}
