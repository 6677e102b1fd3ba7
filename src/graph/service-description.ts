/** What the endpoint says about itself (SPARQL 1.1 Service Description). */

import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import { dcat, dcterms, foaf, PREFIXES, rdf, rdfs, sd, voidNs, xsd } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { BINDING_FORMATS, GRAPH_FORMATS } from './formats.ts'
import { type FixedGraph, fixedGraph } from './record-statements.ts'
import type { GraphStatus } from './store.ts'

/** What may be said of the endpoint. */
export interface ServiceFacts {
  /** Public address without a trailing slash; the endpoint is `<base>/sparql`. */
  readonly base: string
  readonly status: GraphStatus
  readonly deadlineMs: number
}

/** Media type -> IRI of the format (W3C, Unique URIs for File Formats). */
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
}

// The W3C keeps its file formats beside the service description vocabulary.
const FORMATS = new URL('formats/', PREFIXES.sd).href

/** GeoSPARQL functions that the engine has, all on CRS84 geometries. */
const FUNCTIONS = [
  'distance',
  'envelope',
  'sfContains',
  'sfCrosses',
  'sfDisjoint',
  'sfEquals',
  'sfIntersects',
  'sfOverlaps',
  'sfTouches',
  'sfWithin',
]

const GRAPHS: Readonly<Record<FixedGraph, string>> = {
  provenance: 'Where, when and how each record was fetched, and which samples it describes',
  quality: 'Which profiles each record conforms to, with the validation reports',
  registry: 'Sources, profiles and vocabularies',
  examples: 'Example queries',
}

const english = (text: string): Quad_Object => factory.literal(text, 'en')

/** The service description as quads of the default graph. */
export const serviceDescription = ({ base, status, deadlineMs }: ServiceFacts): Quad[] => {
  const quads: Quad[] = []
  const add = (subject: NamedNode, predicate: NamedNode, object: Quad_Object): void => {
    quads.push(factory.quad(subject, predicate, object))
  }
  const endpoint = factory.namedNode(`${base}/sparql`)
  const part = (name: string): NamedNode => factory.namedNode(`${base}/sparql#${name}`)
  add(endpoint, rdf('type'), sd('Service'))
  add(endpoint, sd('endpoint'), endpoint)
  add(endpoint, sd('supportedLanguage'), sd('SPARQL11Query'))
  for (const { mediaType } of [...BINDING_FORMATS, ...GRAPH_FORMATS]) {
    const name = FORMAT_NAMES[mediaType]
    if (name) add(endpoint, sd('resultFormat'), factory.namedNode(`${FORMATS}${name}`))
  }
  for (const name of FUNCTIONS)
    add(endpoint, sd('extensionFunction'), factory.namedNode(`${PREFIXES.geof}${name}`))
  add(
    endpoint,
    rdfs('comment'),
    english(`A query is ended after ${deadlineMs / 1000} seconds. SERVICE and updates are refused.`),
  )
  const dataset = part('dataset')
  add(endpoint, sd('defaultDataset'), dataset)
  add(dataset, rdf('type'), sd('Dataset'))
  add(dataset, rdf('type'), dcat('Dataset'))
  add(dataset, dcterms('title'), english('Physical samples and what is linked to them'))
  const all = part('default-graph')
  add(dataset, sd('defaultGraph'), all)
  add(all, rdf('type'), sd('Graph'))
  add(
    all,
    dcterms('description'),
    english('The kernel statements of all accepted records, and the vocabularies'),
  )
  add(dataset, voidNs('triples'), factory.literal(String(status.quads), xsd('integer')))
  for (const [name, description] of Object.entries(GRAPHS)) {
    const named = part(`graph-${name}`)
    add(dataset, sd('namedGraph'), named)
    add(named, rdf('type'), sd('NamedGraph'))
    add(named, sd('name'), fixedGraph(base, name as FixedGraph))
    add(named, dcterms('description'), english(description))
  }
  add(dataset, foaf('page'), factory.namedNode(base))
  return quads
}
