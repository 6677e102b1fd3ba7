/** The whole VoID description: the dataset, its graphs, and what each source gave (VoID, sections 2 to 6). */

import type { NamedNode, Quad } from '@rdfjs/types'
import type { Source } from '../../model/source.ts'
import { dcterms, foaf, PREFIXES, RESOLVERS, rdf, rdfs, sd, sh, voidNs, xsd } from '../../rdf/namespaces.ts'
import { factory, isIri } from '../../rdf/terms.ts'
import { fixedGraph, sourceNode } from '../record-nodes.ts'
import type { DatasetFigures, SourceFigures } from './figures.ts'
import {
  addGraph,
  addMeasured,
  addVersion,
  type VoidDraft,
  vocabulariesIn,
  voidDraft,
} from './void-statements.ts'

/** What is said besides figures. */
export interface VoidFacts {
  /** Public address without a trailing slash. */
  readonly base: string
  readonly sources: readonly Source[]
  /** Files with everything in them, beside those that the server makes at any time. */
  readonly dumps?: readonly string[]
}

const english = (text: string) => factory.literal(text, 'en')
const iri = (value: string): NamedNode => factory.namedNode(value)

/** Address of the description. */
export const voidAddress = (base: string): string => `${base}/.well-known/void`

const describeDocument = (draft: VoidDraft, { base }: VoidFacts, dataset: NamedNode, at: string): void => {
  const document = iri(voidAddress(base))
  draft.add(document, rdf('type'), voidNs('DatasetDescription'))
  draft.add(document, dcterms('title'), english('What this graph holds, in figures'))
  draft.add(document, foaf('primaryTopic'), dataset)
  addVersion(draft, document, at)
}

const describeWhole = (
  draft: VoidDraft,
  { base, dumps = [] }: VoidFacts,
  dataset: NamedNode,
  figures: DatasetFigures,
): void => {
  const { add } = draft
  add(dataset, rdf('type'), voidNs('Dataset'))
  add(dataset, dcterms('title'), english('Physical samples and what is linked to them'))
  add(dataset, foaf('homepage'), iri(base))
  add(dataset, voidNs('sparqlEndpoint'), iri(`${base}/sparql`))
  add(dataset, dcterms('rights'), english('Each source and each record states its own licence.'))
  addVersion(draft, dataset, figures.measuredAt)
  addMeasured(draft, dataset, 'the number of all statements', figures.quads, count =>
    add(dataset, voidNs('triples'), factory.literal(String(count), xsd('integer'))),
  )
  // Samples are named by their identifiers, generated nodes below the base.
  for (const space of [RESOLVERS.doi, RESOLVERS.igsnHandle, `${base}/.well-known/genid/`])
    add(dataset, voidNs('uriSpace'), factory.literal(space))
  addMeasured(draft, dataset, 'examples of samples', figures.samples, samples => {
    for (const sample of samples) add(dataset, voidNs('exampleResource'), iri(sample))
  })
  for (const vocabulary of vocabulariesIn(figures)) add(dataset, voidNs('vocabulary'), iri(vocabulary))
  for (const dump of dumps) add(dataset, voidNs('dataDump'), iri(dump))
}

const describeKernel = (
  draft: VoidDraft,
  base: string,
  dataset: NamedNode,
  { kernel }: DatasetFigures,
): void => {
  const { add } = draft
  // The names that the service description gives to the same things.
  const node = iri(`${base}/sparql#default-graph`)
  const count = (value: number) => factory.literal(String(value), xsd('integer'))
  add(dataset, sd('defaultGraph'), node)
  add(dataset, voidNs('subset'), node)
  add(node, dcterms('title'), english('Default graph: what all accepted records say, in one form'))
  add(node, voidNs('dataDump'), iri(`${base}/graphs?default&format=ntriples`))
  addGraph(draft, node, kernel, kernel.details)
  addMeasured(draft, node, 'the number of subjects', kernel.subjects, value =>
    add(node, voidNs('distinctSubjects'), count(value)),
  )
  addMeasured(draft, node, 'the number of objects', kernel.objects, value =>
    add(node, voidNs('distinctObjects'), count(value)),
  )
}

const describeGraphs = (
  draft: VoidDraft,
  base: string,
  dataset: NamedNode,
  { graphs }: DatasetFigures,
): void => {
  for (const [name, figures] of Object.entries(graphs)) {
    const graph = fixedGraph(base, name as Parameters<typeof fixedGraph>[1])
    const named = iri(`${base}/sparql#graph-${name}`)
    const node = iri(`${base}/sparql#content-${name}`)
    draft.add(dataset, sd('namedGraph'), named)
    draft.add(named, sd('name'), graph)
    draft.add(named, sd('graph'), node)
    draft.add(dataset, voidNs('subset'), node)
    draft.add(node, voidNs('dataDump'), graph)
    addGraph(draft, node, figures)
  }
}

const describeSource = (
  draft: VoidDraft,
  { base, sources }: VoidFacts,
  dataset: NamedNode,
  figures: SourceFigures,
): void => {
  const { add } = draft
  const node = iri(figures.source)
  const source = sources.find(({ id }) => sourceNode(base, id).value === figures.source)
  const count = (value: number) => factory.literal(String(value), xsd('integer'))
  add(dataset, voidNs('subset'), node)
  add(node, dcterms('isPartOf'), dataset)
  if (source) {
    add(node, dcterms('title'), factory.literal(source.name))
    if (source.licence)
      add(
        node,
        dcterms('license'),
        isIri(source.licence) ? iri(source.licence) : factory.literal(source.licence),
      )
    if (source.homepage && isIri(source.homepage)) add(node, foaf('homepage'), iri(source.homepage))
    if (source.ror) add(node, dcterms('publisher'), iri(source.ror))
    for (const { url } of source.feeds) if (isIri(url)) add(node, dcterms('source'), iri(url))
  }
  addGraph(draft, node, figures)
  addMeasured(draft, node, 'the number of records', figures.records, value =>
    add(node, voidNs('documents'), count(value)),
  )
  addMeasured(draft, node, 'the number of samples', figures.samples, value =>
    add(node, voidNs('entities'), count(value)),
  )
}

/** Prefixes as SHACL declares them (SHACL 5.2.1), for editors that complete by them. */
export const prefixDeclarations = (address: string): Quad[] => {
  const { lode: _, ...published } = PREFIXES
  const all = iri(`${address}#prefixes`)
  return Object.entries(published).flatMap(([prefix, namespace]) => {
    const node = iri(`${address}#prefix-${prefix}`)
    return [
      factory.quad(all, sh('declare'), node),
      factory.quad(node, rdf('type'), sh('PrefixDeclaration')),
      factory.quad(node, sh('prefix'), factory.literal(prefix)),
      factory.quad(node, sh('namespace'), factory.literal(namespace, xsd('anyURI'))),
    ]
  })
}

/** The description as quads of the default graph. Without figures yet, it says so and has none. */
export const voidDescription = (facts: VoidFacts, figures: DatasetFigures | undefined): Quad[] => {
  const { base } = facts
  const dataset = iri(`${base}/sparql#dataset`)
  const draft = voidDraft(voidAddress(base), figures?.generation ?? 0)
  if (!figures) {
    const document = iri(voidAddress(base))
    draft.add(document, rdf('type'), voidNs('DatasetDescription'))
    draft.add(document, foaf('primaryTopic'), dataset)
    draft.add(
      document,
      rdfs('comment'),
      english('The graph is being counted; the figures come within minutes.'),
    )
    draft.add(dataset, rdf('type'), voidNs('Dataset'))
    draft.add(dataset, voidNs('sparqlEndpoint'), iri(`${base}/sparql`))
    return draft.quads
  }
  describeDocument(draft, facts, dataset, figures.measuredAt)
  describeWhole(draft, facts, dataset, figures)
  describeKernel(draft, base, dataset, figures)
  describeGraphs(draft, base, dataset, figures)
  for (const each of figures.sources) describeSource(draft, facts, dataset, each)
  // Subject by subject, as people read it.
  const bySubject = new Map<string, Quad[]>()
  for (const quad of draft.quads) {
    const about = bySubject.get(quad.subject.value) ?? []
    if (about.length === 0) bySubject.set(quad.subject.value, about)
    about.push(quad)
  }
  return [...bySubject.values()].flat()
}
