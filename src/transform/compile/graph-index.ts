/** The staging graphs of one record, indexed for the joins that rules make. Statements are a set. */
import type { Node } from './terms.ts'

const NONE: readonly Node[] = []
/** Up to this many statements with a property are gone through one by one. */
const FEW = 12

/** Statements with one property. */
class PropertyTable {
  /** Subject, object, subject, object, and so on. */
  readonly pairs: Node[] = []
  #objects: Map<Node, Node[]> | undefined
  #subjects: Map<Node, Node[]> | undefined

  has(subject: Node, object: Node): boolean {
    if (this.pairs.length <= 2 * FEW) return this.#find(subject, object) >= 0
    // A collection has thousands of parts, and an agent thousands of samples: the shorter list is looked through.
    const objects = this.objects(subject)
    return objects.length <= FEW ? objects.includes(object) : this.subjects(object).includes(subject)
  }

  add(subject: Node, object: Node): void {
    if (this.has(subject, object)) return
    this.pairs.push(subject, object)
    if (this.#objects) append(this.#objects, subject, object)
    if (this.#subjects) append(this.#subjects, object, subject)
  }

  delete(subject: Node, object: Node): boolean {
    const at = this.#find(subject, object)
    if (at < 0) return false
    this.pairs.splice(at, 2)
    this.#objects = undefined
    this.#subjects = undefined
    return true
  }

  objects(subject: Node): readonly Node[] {
    if (this.pairs.length <= 2 * FEW) return this.#gather(subject, 0)
    this.#objects ??= this.#indexed(0)
    return this.#objects.get(subject) ?? NONE
  }

  subjects(object: Node): readonly Node[] {
    if (this.pairs.length <= 2 * FEW) return this.#gather(object, 1)
    this.#subjects ??= this.#indexed(1)
    return this.#subjects.get(object) ?? NONE
  }

  /** Place of a statement; below 0 when it is not there. */
  #find(subject: Node, object: Node): number {
    const { pairs } = this
    for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === subject && pairs[i + 1] === object) return i
    return -1
  }

  #gather(key: Node, side: 0 | 1): readonly Node[] {
    const { pairs } = this
    let found: Node[] | undefined
    for (let i = side; i < pairs.length; i += 2) {
      const other = pairs[i ^ 1]
      if (pairs[i] !== key || other === undefined) continue
      if (found) found.push(other)
      else found = [other]
    }
    return found ?? NONE
  }

  #indexed(side: 0 | 1): Map<Node, Node[]> {
    const index = new Map<Node, Node[]>()
    for (let i = side; i < this.pairs.length; i += 2) {
      const [key, other] = [this.pairs[i], this.pairs[i ^ 1]]
      if (key && other) append(index, key, other)
    }
    return index
  }
}

const append = (index: Map<Node, Node[]>, key: Node, value: Node): void => {
  const known = index.get(key)
  if (known) known.push(value)
  else index.set(key, [value])
}

/** The statements of one graph. While a walk over it is under way it must not be changed. */
export class GraphIndex {
  readonly #tables = new Map<Node, PropertyTable>()

  add(subject: Node, property: Node, object: Node): void {
    let table = this.#tables.get(property)
    if (!table) {
      table = new PropertyTable()
      this.#tables.set(property, table)
    }
    table.add(subject, object)
  }

  delete(subject: Node, property: Node, object: Node): void {
    const table = this.#tables.get(property)
    if (!table?.delete(subject, object)) return
    if (table.pairs.length === 0) this.#tables.delete(property)
  }

  has(subject: Node, property: Node, object: Node): boolean {
    return this.#tables.get(property)?.has(subject, object) ?? false
  }

  /** Values of a property. */
  objects(subject: Node, property: Node): readonly Node[] {
    return this.#tables.get(property)?.objects(subject) ?? NONE
  }

  /** Nodes that have this value for the property. */
  subjects(property: Node, object: Node): readonly Node[] {
    return this.#tables.get(property)?.subjects(object) ?? NONE
  }

  /** All statements with a property: subject, object, subject, object, and so on. */
  pairs(property: Node): readonly Node[] {
    return this.#tables.get(property)?.pairs ?? NONE
  }

  /** All statements about a node: property, object, property, object, and so on. */
  outgoing(subject: Node): readonly Node[] {
    const found: Node[] = []
    for (const [property, table] of this.#tables)
      for (const object of table.objects(subject)) found.push(property, object)
    return found
  }

  /** All statements with this object: subject, property, subject, property, and so on. */
  incoming(object: Node): readonly Node[] {
    const found: Node[] = []
    for (const [property, table] of this.#tables)
      for (const subject of table.subjects(object)) found.push(subject, property)
    return found
  }

  /** Properties that occur. */
  properties(): Iterable<Node> {
    return this.#tables.keys()
  }

  /** All statements: subject, property, object. */
  *statements(): Generator<readonly [Node, Node, Node]> {
    for (const [property, { pairs }] of this.#tables)
      for (let i = 0; i < pairs.length; i += 2) {
        const [subject, object] = [pairs[i], pairs[i + 1]]
        if (subject && object) yield [subject, property, object]
      }
  }

  /** All subjects and objects: what a path of length zero leads over (SPARQL 1.1, 18.1.7). */
  nodes(): ReadonlySet<Node> {
    return new Set(Array.from(this.#tables.values(), ({ pairs }) => pairs).flat())
  }

  isEmpty(): boolean {
    return this.#tables.size === 0
  }
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
