/** The graphs that do not come from records: the registry as DCAT, and the example queries. */

import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import type { Profile } from '../model/profile.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { dcat, dcterms, foaf, prof, rdf, rdfs, skos } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { exampleStatements } from './example-statements.ts'
import type { ExampleQuery } from './examples.ts'
import { fixedGraph, profileNode, sourceNode } from './record-statements.ts'

/** What was loaded at start. */
export interface Registry {
  readonly base: string
  readonly sources: readonly Source[]
  readonly profiles: readonly Profile[]
  readonly vocabularies: Pick<Vocabularies, 'schemes'>
  readonly examples: readonly ExampleQuery[]
}

type Add = (subject: NamedNode, predicate: NamedNode, object: Quad_Object) => void

const text = (value: string): Quad_Object => factory.literal(value)

/** Profile id -> IRI, for the statements about records. */
export const profileIris = (profiles: readonly Profile[]): Record<string, string> =>
  Object.fromEntries(profiles.map(({ id, iri }) => [id, iri]))

const addSource = (add: Add, source: Source, registry: Registry, catalog: NamedNode): void => {
  const node = sourceNode(registry.base, source.id)
  add(catalog, dcat('dataset'), node)
  add(node, rdf('type'), dcat('Dataset'))
  add(node, dcterms('identifier'), text(source.id))
  add(node, dcterms('title'), text(source.name))
  if (source.ror) add(node, dcterms('publisher'), factory.namedNode(source.ror))
  if (source.homepage && isIri(source.homepage))
    add(node, foaf('homepage'), factory.namedNode(source.homepage))
  if (source.licence)
    add(
      node,
      dcterms('license'),
      isIri(source.licence) ? factory.namedNode(source.licence) : text(source.licence),
    )
  for (const feed of source.feeds)
    if (isIri(feed.url)) add(node, dcterms('source'), factory.namedNode(feed.url))
  const context = { base: registry.base, profiles: profileIris(registry.profiles) }
  for (const id of ['kernel', ...source.profiles]) add(node, dcterms('conformsTo'), profileNode(context, id))
  if (source.demo) add(node, rdfs('comment'), factory.literal('Made-up data for demonstration.', 'en'))
}

const addProfiles = (add: Add, { base, profiles }: Registry): void => {
  const context = { base, profiles: profileIris(profiles) }
  for (const profile of profiles) {
    const node = profileNode(context, profile.id)
    add(node, rdf('type'), prof('Profile'))
    add(node, rdf('type'), dcterms('Standard'))
    add(node, dcterms('identifier'), text(profile.id))
    add(node, dcterms('title'), text(profile.title))
    add(node, dcterms('description'), text(profile.description))
    for (const parent of profile.inherits) add(node, prof('isProfileOf'), profileNode(context, parent))
  }
}

/** Registry and examples graphs as N-Quads. */
export const registryStatements = (registry: Registry): string => {
  const { base } = registry
  const quads: Quad[] = []
  const into =
    (graph: NamedNode): Add =>
    (subject, predicate, object) =>
      quads.push(factory.quad(subject, predicate, object, graph))
  const graph = fixedGraph(base, 'registry')
  const add = into(graph)
  add(graph, rdf('type'), dcat('Catalog'))
  add(graph, dcterms('title'), factory.literal('Sources, profiles and vocabularies', 'en'))
  for (const source of registry.sources) addSource(add, source, registry, graph)
  addProfiles(add, registry)
  for (const scheme of registry.vocabularies.schemes()) {
    const node = factory.namedNode(scheme.iri)
    add(graph, dcterms('references'), node)
    add(node, rdf('type'), skos('ConceptScheme'))
    add(node, dcterms('title'), text(scheme.title))
  }
  const addExample = into(fixedGraph(base, 'examples'))
  for (const quad of exampleStatements(registry.examples, base))
    addExample(quad.subject as NamedNode, quad.predicate as NamedNode, quad.object)
  return writeQuads(quads)
}
