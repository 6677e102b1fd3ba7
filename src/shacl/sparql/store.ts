/** Runs the queries of shapes over one data graph after another with Oxigraph, which is loaded only when it is needed. */
import { createRequire } from 'node:module'
import type { NamedNode, Quad, Quad_Object, Term } from '@rdfjs/types'
import type { Store } from 'oxigraph'
import { termText } from '../../rdf/n-quads.ts'
import { lode } from '../../rdf/namespaces.ts'
import { factory, isIri } from '../../rdf/terms.ts'
import type { DataGraph } from '../data-graph.ts'
import { GivenUp } from '../run.ts'
import { type Node, termKey } from '../terms.ts'
import { fillQuery, type PreparedQuery } from './prepare.ts'

const load = createRequire(import.meta.url)

/** Name of the graph that holds the shapes, for $shapesGraph. */
export const SHAPES_GRAPH: NamedNode = lode('shapesGraph')
/** What no query can write down (blank nodes of the data above all) is bound by statements of this graph. */
const BINDINGS = lode('bindings')
const BOUND = lode('boundTo')

/** Pre-bound variables: name without sign -> term. */
export type Bindings = Readonly<Record<string, Node | undefined>>
/** One solution: name of a variable -> term. */
export type Row = ReadonlyMap<string, Node>

/** Queries over data, for the shapes of one graph. Keeps the last data graph loaded, and its background for all. */
export class SparqlStore {
  readonly #shapes: DataGraph
  #needsShapes = false
  #store: Store | undefined
  #background: DataGraph | undefined
  #data: DataGraph | undefined
  #own: readonly Quad[] = []

  constructor(shapes: DataGraph) {
    this.#shapes = shapes
  }

  /** Says what is wrong with the syntax of a query, if anything; notes which graphs it wants. */
  check(query: PreparedQuery): string | undefined {
    if (query.variables.has('shapesGraph')) this.#needsShapes = true
    try {
      open().query(fillQuery(query, ''))
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** The solutions of a SELECT query. */
  select(data: DataGraph, query: PreparedQuery, bindings: Bindings): readonly Row[] {
    const rows = this.#query(data, query, bindings) as Map<string, Term>[]
    const own = rows.map(row => new Map([...row].map(([name, term]) => [name, ownTerm(term)])))
    // A query without ORDER BY has its solutions in any order; two reports of the same data should be the same.
    return own.length < 2 ? own : own.sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1))
  }

  /** The answer of an ASK query. */
  ask(data: DataGraph, query: PreparedQuery, bindings: Bindings): boolean {
    return this.#query(data, query, bindings) === true
  }

  #query(data: DataGraph, query: PreparedQuery, bindings: Bindings): unknown {
    try {
      const store = this.#over(data)
      const gap = [...query.variables].map(name => this.#bind(store, name, bindings[name])).join('')
      return store.query(fillQuery(query, gap))
    } catch (error) {
      // Oxigraph throws texts and errors without a type: whatever it was, the shapes were not checked.
      throw new GivenUp(`a query failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #bind(store: Store, name: string, term: Node | undefined): string {
    if (!term) return ''
    if (isWritable(term)) return `VALUES ?${name} { ${termText(term)} } `
    const variable = lode(`variable/${name}`)
    for (const old of store.match(variable, BOUND, null, BINDINGS)) store.delete(old)
    store.add(factory.quad(variable, BOUND, term, BINDINGS) as never)
    return `GRAPH <${BINDINGS.value}> { <${variable.value}> <${BOUND.value}> ?${name} } `
  }

  /** The store with this data in it. Only what the data adds to the background is put in and taken out. */
  #over(data: DataGraph): Store {
    if (this.#store && this.#data === data) return this.#store
    if (!this.#store || !data.background || data.background !== this.#background) {
      this.#store = open()
      this.#own = []
      if (data.background) fill(this.#store, data.background.quads)
      if (this.#needsShapes)
        for (const { subject, predicate, object } of this.#shapes.quads)
          this.#store.add(factory.quad(subject, predicate, object, SHAPES_GRAPH) as never)
      this.#background = data.background
    }
    const store = this.#store
    this.#data = undefined
    for (const quad of this.#own) store.delete(quad as never)
    this.#own = data.background ? data.quads.filter(quad => !store.has(inDefault(quad) as never)) : []
    fill(store, data.quads)
    this.#own = this.#own.map(inDefault)
    this.#data = data
    return store
  }
}

/** Whether a term can stand in a query. Data is foreign: an IRI with a `>` in it would go on as a query. */
const isWritable = (term: Node): boolean =>
  term.termType === 'NamedNode'
    ? isIri(term.value)
    : term.termType === 'Literal' && isIri(term.datatype.value) && /^[A-Za-z0-9-]*$/.test(term.language)

const open = (): Store => {
  const oxigraph = load('oxigraph') as typeof import('oxigraph')
  return new oxigraph.Store()
}

const rowKey = (row: Row): string =>
  [...row]
    .map(([name, term]) => `${name} ${termKey(term)}`)
    .sort()
    .join(' ')

const inDefault = (quad: Quad): Quad =>
  quad.graph.termType === 'DefaultGraph' ? quad : factory.quad(quad.subject, quad.predicate, quad.object)

const fill = (store: Store, quads: readonly Quad[]): void => {
  for (const quad of quads) store.add(inDefault(quad) as never)
}

const ownTerm = (term: Term): Node => {
  switch (term.termType) {
    case 'NamedNode':
      return factory.namedNode(term.value)
    case 'BlankNode':
      return factory.blankNode(term.value)
    case 'Literal':
      return term.language
        ? factory.literal(term.value, term.language)
        : factory.literal(term.value, factory.namedNode(term.datatype.value))
    default:
      return term as Quad_Object
  }
}
