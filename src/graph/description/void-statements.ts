/**
 * The figures as VoID, laid out as the generator of SIB does it, so that its editor finds classes and properties: a class
 * partition has property partitions, and these say to which classes and datatypes they lead.
 */

import { createHash } from 'node:crypto'
import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import { dcat, dcterms, PREFIXES, rdf, rdfs, voidExt, voidNs, xsd } from '../../rdf/namespaces.ts'
import { factory, isIri } from '../../rdf/terms.ts'
import {
  type ClassDetail,
  type ClassFigures,
  type DatasetFigures,
  type GraphFigures,
  type Measured,
  MOST_ROWS,
  type ObjectFigures,
  type PropertyFigures,
} from './figures.ts'

const english = (text: string): Quad_Object => factory.literal(text, 'en')
const integer = (value: number): Quad_Object => factory.literal(String(value), xsd('integer'))

/** Statements in the making. */
export interface VoidDraft {
  readonly quads: Quad[]
  /** Generation of the description as a whole. */
  readonly generation: number
  /** A node below the description's address. */
  node(kind: string, ...of: readonly string[]): NamedNode
  add(subject: NamedNode, predicate: NamedNode, ...objects: Quad_Object[]): void
}

/** An empty draft whose nodes are below `address`. */
export const voidDraft = (address: string, generation: number): VoidDraft => {
  const quads: Quad[] = []
  return {
    quads,
    generation,
    node(kind, ...of) {
      const name = createHash('sha256').update(of.join('\n')).digest('hex').slice(0, 16)
      return factory.namedNode(`${address}#${kind}-${name}`)
    },
    add(subject, predicate, ...objects) {
      for (const object of objects) quads.push(factory.quad(subject, predicate, object))
    },
  }
}

/** Says a figure of a node; or that it could not be had, and why. A figure of another generation says of which. */
export const addMeasured = <T>(
  { add, generation }: VoidDraft,
  node: NamedNode,
  what: string,
  measured: Measured<T>,
  say: (value: T) => void,
): void => {
  if (!measured.ok)
    add(
      node,
      rdfs('comment'),
      english(`Not known: ${what}. ${measured.problem.code}: ${measured.problem.detail}`),
    )
  else {
    say(measured.value)
    if (measured.generation !== generation)
      add(node, rdfs('comment'), english(`As of generation ${measured.generation}: ${what}.`))
  }
}

const addProperty = (draft: VoidDraft, parent: NamedNode, figures: PropertyFigures): NamedNode => {
  const { property, triples, subjects, objects } = figures
  const node = draft.node('property', parent.value, property)
  draft.add(parent, voidNs('propertyPartition'), node)
  draft.add(node, rdf('type'), voidNs('Dataset'))
  draft.add(node, voidNs('property'), factory.namedNode(property))
  draft.add(node, voidNs('triples'), integer(triples))
  if (subjects !== undefined) draft.add(node, voidNs('distinctSubjects'), integer(subjects))
  if (objects !== undefined) draft.add(node, voidNs('distinctObjects'), integer(objects))
  return node
}

const addClass = (draft: VoidDraft, parent: NamedNode, figures: ClassFigures): NamedNode => {
  const node = draft.node('class', parent.value, figures.class)
  draft.add(parent, voidNs('classPartition'), node)
  draft.add(node, rdf('type'), voidNs('Dataset'))
  draft.add(node, voidNs('class'), factory.namedNode(figures.class))
  draft.add(node, voidNs('entities'), integer(figures.entities))
  return node
}

const addObjects = (draft: VoidDraft, property: NamedNode, figures: ObjectFigures): void => {
  const { class: iri, datatype, triples } = figures
  const leadsTo = iri ?? datatype
  // The datatype of a literal with a language is not always told.
  if (leadsTo === undefined || !isIri(leadsTo)) return
  const node = draft.node('object', property.value, leadsTo)
  const term = factory.namedNode(leadsTo)
  draft.add(property, iri === undefined ? voidExt('datatypePartition') : voidNs('classPartition'), node)
  draft.add(node, iri === undefined ? voidExt('datatype') : voidNs('class'), term)
  draft.add(node, voidNs('triples'), integer(triples))
}

/** How many there are; of a list that was cut, that it was. */
const addCount = (draft: VoidDraft, node: NamedNode, what: 'classes' | 'properties', count: number): void => {
  if (count < MOST_ROWS) draft.add(node, voidNs(what), integer(count))
  else draft.add(node, rdfs('comment'), english(`Only the ${MOST_ROWS} largest ${what} are listed.`))
}

const addDetail = (draft: VoidDraft, parent: NamedNode, detail: ClassDetail): void => {
  const node = draft.node('class', parent.value, detail.class)
  const properties = new Map<string, NamedNode>()
  addMeasured(draft, node, 'the properties of this class', detail.properties, figures => {
    addCount(draft, node, 'properties', figures.length)
    for (const each of figures) properties.set(each.property, addProperty(draft, node, each))
  })
  addMeasured(draft, node, 'what the properties of this class lead to', detail.objects, figures => {
    for (const each of figures) {
      const property = properties.get(each.property)
      if (property) addObjects(draft, property, each)
    }
  })
}

/** The statements of one graph: how many, of which classes and properties. */
export const addGraph = (
  draft: VoidDraft,
  node: NamedNode,
  figures: GraphFigures,
  details: readonly ClassDetail[] = [],
): void => {
  const { add } = draft
  add(node, rdf('type'), voidNs('Dataset'))
  addMeasured(draft, node, 'the number of statements', figures.triples, count =>
    add(node, voidNs('triples'), integer(count)),
  )
  addMeasured(draft, node, 'the classes', figures.classes, classes => {
    addCount(draft, node, 'classes', classes.length)
    for (const each of classes) addClass(draft, node, each)
  })
  addMeasured(draft, node, 'the properties', figures.properties, properties => {
    addCount(draft, node, 'properties', properties.length)
    for (const each of properties) addProperty(draft, node, each)
  })
  for (const detail of details) addDetail(draft, node, detail)
}

/** Namespaces of the classes and properties in use that are well-known vocabularies. */
export const vocabulariesIn = ({ kernel, sources }: DatasetFigures): readonly string[] => {
  const known = Object.values<string>(PREFIXES)
  const graphs = [kernel, ...sources]
  const terms = graphs.flatMap(({ classes, properties }) => [
    ...(classes.ok ? classes.value.map(each => each.class) : []),
    ...(properties.ok ? properties.value.map(each => each.property) : []),
  ])
  const used = terms.map(term => known.find(namespace => term.startsWith(namespace)))
  return [...new Set(used)].filter(each => each !== undefined).sort()
}

/** dcat:version: the generation, as the service description gives it. */
export const addVersion = ({ add, generation }: VoidDraft, node: NamedNode, at: string): void => {
  add(node, dcat('version'), factory.literal(String(generation)))
  add(node, dcterms('modified'), factory.literal(at, xsd('dateTime')))
}
