/** What the endpoint says about itself (SPARQL 1.1 Service Description). */

import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import { dcat, dcterms, foaf, PREFIXES, rdf, rdfs, schema, sd, voidNs, xsd } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { EMBEDDED_FUNCTIONS, GEO_FUNCTIONS } from './extension-functions.ts'
import { BINDING_FORMATS, DOCUMENT_TYPES, GRAPH_FORMATS } from './formats.ts'
import { type FixedGraph, fixedGraph } from './record-statements.ts'
import type { GraphStatus } from './store.ts'

/** What may be said of the endpoint. */
export interface ServiceFacts {
  /** Public address without a trailing slash; the endpoint is `<base>/sparql`. */
  readonly base: string
  readonly status: GraphStatus
  readonly limits: { readonly deadlineMs: number; readonly maxBodyBytes: number }
  /** Whether queries with SERVICE are answered. */
  readonly federation?: boolean
  /** Whether there are people who may write. */
  readonly writable?: boolean
  /** IRIs of functions beyond SPARQL's own; those of the embedded engine when not given. */
  readonly extensionFunctions?: readonly string[]
}

/** Media type -> name of the format (W3C, Unique URIs for File Formats). */
const FORMAT_NAMES: Readonly<Record<string, string>> = {
  'application/sparql-results+json': 'SPARQL_Results_JSON',
  'application/sparql-results+xml': 'SPARQL_Results_XML',
  'text/csv': 'SPARQL_Results_CSV',
  'text/tab-separated-values': 'SPARQL_Results_TSV',
  'text/turtle': 'Turtle',
  'application/n-triples': 'N-Triples',
  'application/n-quads': 'N-Quads',
  'application/trig': 'TriG',
  'application/rdf+xml': 'RDF_XML',
  'application/ld+json': 'JSON-LD',
  'text/n3': 'N3',
}

// The W3C keeps its file formats and entailment regimes beside the service description vocabulary.
const formatNode = (mediaType: string): NamedNode =>
  factory.namedNode(new URL(`formats/${FORMAT_NAMES[mediaType]}`, PREFIXES.sd).href)
const SIMPLE_ENTAILMENT = factory.namedNode(new URL('entailment/Simple', PREFIXES.sd).href)

const GRAPHS: Readonly<Record<FixedGraph, string>> = {
  provenance: 'Where, when and how each record was fetched, and which samples it describes',
  quality: 'Which profiles each record conforms to, with the validation reports',
  registry: 'Sources, profiles and vocabularies',
  examples: 'Example queries',
  void: 'What the graph holds, in figures (VoID): those of the last time it was counted',
}

const english = (text: string): Quad_Object => factory.literal(text, 'en')
const integer = (value: number): Quad_Object => factory.literal(String(value), xsd('integer'))

/** Statements in the making, about an endpoint and what belongs to it. */
interface Draft {
  readonly endpoint: NamedNode
  /** A node of the description, by its fragment. */
  part(name: string): NamedNode
  add(subject: NamedNode, predicate: NamedNode, ...objects: Quad_Object[]): void
}

const describeAbilities = ({ endpoint, add }: Draft, facts: ServiceFacts): void => {
  const { federation = false, writable = false, extensionFunctions = EMBEDDED_FUNCTIONS } = facts
  add(endpoint, sd('supportedLanguage'), sd('SPARQL11Query'), ...(writable ? [sd('SPARQL11Update')] : []))
  if (federation) add(endpoint, sd('feature'), sd('BasicFederatedQuery'))
  for (const { mediaType } of [...BINDING_FORMATS, ...GRAPH_FORMATS])
    add(endpoint, sd('resultFormat'), formatNode(mediaType))
  if (writable)
    for (const mediaType of DOCUMENT_TYPES) add(endpoint, sd('inputFormat'), formatNode(mediaType))
  add(endpoint, sd('defaultEntailmentRegime'), SIMPLE_ENTAILMENT)
  for (const iri of extensionFunctions) {
    const node = factory.namedNode(iri)
    add(endpoint, sd('extensionFunction'), node)
    add(node, rdf('type'), sd('Function'))
    const comment = GEO_FUNCTIONS[iri.slice(PREFIXES.geof.length)]
    if (comment && iri.startsWith(PREFIXES.geof)) add(node, rdfs('comment'), english(comment))
  }
}

const describeLimits = ({ endpoint, part, add }: Draft, facts: ServiceFacts): void => {
  const { limits, federation = false, writable = false } = facts
  const seconds = limits.deadlineMs / 1000
  const off = [...(federation ? [] : ['SERVICE']), ...(writable ? [] : ['updates'])]
  const refused = off.length > 0 ? ` Refused: ${off.join(', ')}.` : ''
  add(
    endpoint,
    rdfs('comment'),
    english(
      `A query is ended after ${seconds} seconds. A result is whole, or the request fails: nothing is cut off.${refused}`,
    ),
  )
  const limit = (name: string, label: string, value: Quad_Object, unit: string): void => {
    const node = part(name)
    add(endpoint, schema('additionalProperty'), node)
    add(node, rdf('type'), schema('PropertyValue'))
    add(node, schema('name'), english(label))
    add(node, schema('value'), value)
    add(node, schema('unitText'), factory.literal(unit))
  }
  limit('limit-time', 'Longest time a query may run', factory.literal(String(seconds), xsd('decimal')), 's')
  limit('limit-body', 'Largest request body', integer(limits.maxBodyBytes), 'byte')
}

const describeData = ({ endpoint, part, add }: Draft, { base, status }: ServiceFacts): void => {
  const dataset = part('dataset')
  const all = part('default-graph')
  add(endpoint, sd('defaultDataset'), dataset)
  add(dataset, rdf('type'), sd('Dataset'), dcat('Dataset'), voidNs('Dataset'))
  add(dataset, dcterms('title'), english('Physical samples and what is linked to them'))
  add(
    dataset,
    dcterms('description'),
    english(
      'Besides the named graphs listed here there is one per accepted record, named by its landing page. Its version is the number of the last change of the archive that is shown: the generation to cite.',
    ),
  )
  add(dataset, dcterms('rights'), english('Each record states its own licence (schema:license).'))
  add(dataset, dcat('version'), factory.literal(String(status.generation)))
  add(dataset, voidNs('triples'), integer(status.quads))
  add(dataset, foaf('page'), factory.namedNode(base))
  add(dataset, sd('defaultGraph'), all)
  add(all, rdf('type'), sd('Graph'))
  add(
    all,
    dcterms('description'),
    english('The kernel statements of all accepted records, each once, and the vocabularies'),
  )
  for (const [name, description] of Object.entries(GRAPHS)) {
    const named = part(`graph-${name}`)
    const graph = part(`content-${name}`)
    add(dataset, sd('namedGraph'), named)
    add(named, rdf('type'), sd('NamedGraph'))
    add(named, sd('name'), fixedGraph(base, name as FixedGraph))
    add(named, sd('graph'), graph)
    add(graph, rdf('type'), sd('Graph'))
    add(graph, dcterms('description'), english(description))
  }
}

/** The service description as quads of the default graph; everything in it is true of the endpoint whose facts are given. */
export const serviceDescription = (facts: ServiceFacts): Quad[] => {
  const quads: Quad[] = []
  const endpoint = factory.namedNode(`${facts.base}/sparql`)
  const draft: Draft = {
    endpoint,
    part: name => factory.namedNode(`${endpoint.value}#${name}`),
    add: (subject, predicate, ...objects) => {
      quads.push(...objects.map(object => factory.quad(subject, predicate, object)))
    },
  }
  draft.add(endpoint, rdf('type'), sd('Service'))
  draft.add(endpoint, sd('endpoint'), endpoint)
  describeAbilities(draft, facts)
  describeLimits(draft, facts)
  describeData(draft, facts)
  return quads
}
