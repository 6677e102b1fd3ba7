/** The staging graphs of a record: what the crosswalk rules find and change (crosswalk.ts says what is where). */
import { hash } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import { lode, rdf } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { Dataset, type GraphIndex } from './compile/graph-index.ts'
import { storedLiteral } from './compile/lexical.ts'
import { type Node, rdfTerm, TermTable } from './compile/terms.ts'
import { labelsIn, objectTypeNotes } from './concepts.ts'
import { genidPrefix, identifyNodes } from './identify.ts'
import { promote } from './promote.ts'

/** A record that is ready for the rules. */
export interface Staged {
  readonly data: Dataset
  readonly terms: TermTable
  /** IRIs of all properties and classes in it. */
  readonly names: ReadonlySet<string>
  readonly kernel: Node
  /** Names that the record has for an IRI. */
  readonly labels: (iri: string) => readonly string[]
}

const STAGING = lode('').value
const RDF_TYPE = rdf('type').value

/** Whether a statement may leave the staging graphs, or come into them from a record. */
export const isPublished = ({ predicate, object }: Quad): boolean =>
  !predicate.value.startsWith(STAGING) &&
  !(object.termType === 'NamedNode' && object.value.startsWith(STAGING))

/** Stages a record. Throws when it has what no graph may have: a blank node, an IRI that is none. */
export const stage = (
  url: Iri,
  quads: readonly Quad[],
  { vocabularies, base, constants }: { vocabularies: Vocabularies; base: string; constants: TermTable },
): Staged => {
  const { quads: identified, notes } = identifyNodes(quads.filter(isPublished).map(promote), base)
  const terms = new TermTable(constants)
  const data = new Dataset()
  const nodes = new Nodes(terms)
  const [record, notesGraph, kernel] = ['record', 'notes', 'kernel'].map(name => terms.iri(lode(name).value))
  if (!record || !notesGraph || !kernel) throw new Error('staging graphs are named above')
  const names = new Set<string>()
  addAll(identified, data.openGraph(record), nodes, names)
  addAll(notes, data.openGraph(notesGraph), nodes, names)
  addAll(objectTypeNotes(identified, vocabularies), data.openGraph(notesGraph), nodes, names)
  const genid = `${genidPrefix(base)}${hash('sha256', url).slice(0, 16)}-`
  const link = (name: string, object: Node) =>
    data.defaultGraph.add(record, terms.iri(lode(name).value), object)
  link('kernel', kernel)
  link('notes', notesGraph)
  link('page', nodes.of(factory.namedNode(url)))
  link('genid', nodes.of(factory.literal(genid)))
  link('skolem', nodes.of(factory.literal(genidPrefix(base))))
  return { data, terms, names, kernel, labels: labelsIn(identified) }
}

const addAll = (quads: readonly Quad[], graph: GraphIndex, nodes: Nodes, names: Set<string>): void => {
  for (const { subject, predicate, object } of quads) {
    names.add(predicate.value)
    if (predicate.value === RDF_TYPE) names.add(object.value)
    graph.add(nodes.of(subject), nodes.of(predicate), nodes.of(object))
  }
}

/** Nodes of RDF/JS terms, with their IRIs checked once. */
class Nodes {
  readonly #terms: TermTable
  readonly #checked = new Set<string>()

  constructor(terms: TermTable) {
    this.#terms = terms
  }

  of(term: Term): Node {
    if (term.termType === 'NamedNode') return this.#iri(term.value)
    if (term.termType !== 'Literal')
      throw new Error(`a ${term.termType} stands in the record, which may have IRIs and literals only`)
    const { value, language, datatype } = term
    this.#iri(datatype.value)
    return this.#terms.intern(storedLiteral(value, datatype.value, language))
  }

  #iri(value: string): Node {
    if (!this.#checked.has(value)) {
      if (!isIri(value)) throw new Error(`<${value}> is no IRI`)
      this.#checked.add(value)
    }
    return this.#terms.iri(value)
  }
}

/** The statements of the kernel graph, in the default graph, without those that are for the rules only. */
export const kernelQuads = ({ data, kernel }: Staged): Quad[] => {
  const quads: Quad[] = []
  for (const [subject, predicate, object] of data.openGraph(kernel).statements()) {
    if (predicate.value.startsWith(STAGING) || (object.isIri && object.value.startsWith(STAGING))) continue
    quads.push(factory.quad(rdfTerm(subject) as never, rdfTerm(predicate) as never, rdfTerm(object) as never))
  }
  return quads
}
