/** The staging graphs of a record: what the crosswalk rules find and change (crosswalk.ts says what is where). */
import { hash } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import { lode, rdf } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { Dataset, type GraphIndex } from './compile/graph-index.ts'
import { storedLiteral } from './compile/lexical.ts'
import { type Node, rdfTerm, TermTable, XSD_STRING } from './compile/terms.ts'
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
  const { quads: identified, notes } = identifyNodes(published(quads), base)
  const terms = new TermTable(constants)
  const data = new Dataset()
  const nodes = new Nodes(terms)
  const [record, notesGraph, kernel] = ['record', 'notes', 'kernel'].map(name => terms.iri(lode(name).value))
  if (!record || !notesGraph || !kernel) throw new Error('staging graphs are named above')
  addAll(identified, data.openGraph(record), nodes)
  addAll(notes, data.openGraph(notesGraph), nodes)
  addAll(objectTypeNotes(identified, vocabularies), data.openGraph(notesGraph), nodes)
  const genid = `${genidPrefix(base)}${hash('sha256', url).slice(0, 16)}-`
  const link = (name: string, object: Node) =>
    data.defaultGraph.add(record, terms.iri(lode(name).value), object)
  link('kernel', kernel)
  link('notes', notesGraph)
  link('page', nodes.of(factory.namedNode(url)))
  link('genid', nodes.of(factory.literal(genid)))
  link('skolem', nodes.of(factory.literal(genidPrefix(base))))
  const names = new Set([
    ...namesIn(data.openGraph(record), terms),
    ...namesIn(data.openGraph(notesGraph), terms),
  ])
  return { data, terms, names, kernel, labels: labelsIn(identified) }
}

const published = (quads: readonly Quad[]): Quad[] => {
  const promoted: Quad[] = []
  for (const quad of quads) if (isPublished(quad)) promoted.push(promote(quad))
  return promoted
}

const addAll = (quads: readonly Quad[], graph: GraphIndex, nodes: Nodes): void => {
  for (const { subject, predicate, object } of quads)
    graph.add(nodes.of(subject), nodes.of(predicate), nodes.of(object))
}

/** Properties and classes. */
function* namesIn(graph: GraphIndex, terms: TermTable): Generator<string> {
  for (const { value } of graph.properties()) yield value
  const pairs = graph.pairs(terms.iri(RDF_TYPE))
  for (let i = 1; i < pairs.length; i += 2) yield pairs[i]?.value ?? ''
}

/** Nodes of RDF/JS terms. */
class Nodes {
  readonly #terms: TermTable

  constructor(terms: TermTable) {
    this.#terms = terms
  }

  of(term: Term): Node {
    if (term.termType === 'NamedNode') return this.#iri(term.value)
    if (term.termType !== 'Literal')
      throw new Error(`a ${term.termType} stands in the record, which may have IRIs and literals only`)
    const { value, language, datatype } = term
    if (datatype.value !== XSD_STRING) this.#iri(datatype.value)
    return this.#terms.intern(storedLiteral(value, datatype.value, language))
  }

  /** An IRI is checked when it is first seen. */
  #iri(value: string): Node {
    const known = this.#terms.knownIri(value)
    if (known) return known
    if (!isIri(value)) throw new Error(`<${value}> is no IRI`)
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
