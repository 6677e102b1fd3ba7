/** What one record says about one sample: kernel statements (docs/architecture.md) -> plain values. */
import type { Quad, Term } from '@rdfjs/types'
import { dcterms, geo, PREFIXES, prov, rdf, schema, sosa } from '../rdf/namespaces.ts'
import { type AgentFact, agentsOf, sameAs } from './agents.ts'
import { byText, distinct } from './order.ts'

/** A text and its language tag in lower case; empty when it has none. */
export type Text = readonly [value: string, language: string]

/** A publication or data set with the names and DataCite relations that the record gives. */
export interface PublicationFact {
  readonly id: string
  readonly titles: readonly string[]
  readonly relations: readonly string[]
  /** Classes of schema.org that the record gives it, by their local names. */
  readonly types: readonly string[]
  readonly same?: readonly string[]
}

/** A statement between the sample and another thing, e.g. relation dcterms:isPartOf. */
export interface LinkFact {
  readonly relation: string
  readonly target: string
}

/** All that the catalogue keeps of one record's description of one sample. Every list is sorted. */
export interface Facts {
  readonly collection: boolean
  readonly identifiers: readonly string[]
  readonly names: readonly Text[]
  readonly alternateNames: readonly string[]
  readonly descriptions: readonly Text[]
  readonly landingPages: readonly string[]
  readonly objectTypes: readonly string[]
  readonly materials: readonly string[]
  readonly sampledFeatures: readonly string[]
  readonly methods: readonly string[]
  readonly wkt: readonly string[]
  readonly elevations: readonly number[]
  readonly places: readonly string[]
  readonly starts: readonly string[]
  readonly ends: readonly string[]
  readonly agents: readonly AgentFact[]
  readonly publications: readonly PublicationFact[]
  readonly parents: readonly string[]
  readonly links: readonly LinkFact[]
  readonly statuses: readonly string[]
  /** Ids of the profiles whose report on the record conforms. */
  readonly conformsTo: readonly string[]
}

/** Statements by subject and predicate. */
export interface Statements {
  objects(subject: string, predicate: string): readonly Term[]
  /** Predicate and objects of a subject. */
  about(subject: string): ReadonlyMap<string, readonly Term[]>
  /** Everything that something is said about. */
  subjects(): Iterable<string>
}

const NOTHING: ReadonlyMap<string, readonly Term[]> = new Map()

/** Indexes quads so that they can be walked from a subject. */
export const indexStatements = (quads: readonly Quad[]): Statements => {
  const bySubject = new Map<string, Map<string, Term[]>>()
  for (const { subject, predicate, object } of quads) {
    const about = bySubject.get(subject.value) ?? new Map<string, Term[]>()
    bySubject.set(subject.value, about)
    const objects = about.get(predicate.value)
    if (objects) objects.push(object)
    else about.set(predicate.value, [object])
  }
  const about = (subject: string) => bySubject.get(subject) ?? NOTHING
  return {
    about,
    objects: (subject, predicate) => about(subject).get(predicate) ?? [],
    subjects: () => bySubject.keys(),
  }
}

/** Values of terms, sorted, each once. */
const valuesOf = (terms: readonly Term[]): string[] => distinct(terms.map(term => term.value))

const textsOf = (terms: readonly Term[]): Text[] =>
  terms
    .map((term): Text => [term.value, term.termType === 'Literal' ? term.language.toLowerCase() : ''])
    .sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]))

const publicationsOf = (sample: string, statements: Statements): PublicationFact[] => {
  const exact = new Map<string, Set<string>>()
  for (const [predicate, objects] of statements.about(sample)) {
    if (!predicate.startsWith(PREFIXES.datacite)) continue
    for (const { value } of objects) {
      exact.set(value, (exact.get(value) ?? new Set()).add(predicate.slice(PREFIXES.datacite.length)))
    }
  }
  // dcterms:isReferencedBy marks what is literature or data; other DataCite relations lead to samples, instruments, …
  return valuesOf(statements.objects(sample, dcterms('isReferencedBy').value)).map(id => ({
    id,
    titles: valuesOf(statements.objects(id, schema('name').value)),
    relations: distinct(exact.get(id) ?? ['IsReferencedBy']),
    types: valuesOf(statements.objects(id, rdf('type').value))
      .filter(type => type.startsWith(PREFIXES.schema))
      .map(type => type.slice(PREFIXES.schema.length)),
    ...sameAs(id, statements),
  }))
}

const LINKS = [
  dcterms('isPartOf').value,
  prov('wasDerivedFrom').value,
  dcterms('isReferencedBy').value,
  schema('sameAs').value,
]

/** The links that statements make from a subject, in the order of relation and target. */
export const linksFrom = (sample: string, statements: Statements): LinkFact[] =>
  [...statements.about(sample)]
    .filter(([predicate]) => LINKS.includes(predicate) || predicate.startsWith(PREFIXES.datacite))
    .flatMap(([relation, objects]) => valuesOf(objects).map(target => ({ relation, target })))
    .sort((a, b) => byText(a.relation, b.relation) || byText(a.target, b.target))

/** Properties that lead from a sample to what it is part of or derived from. */
export const UPWARD: readonly string[] = [dcterms('isPartOf').value, prov('wasDerivedFrom').value]

/**
 * Of samples that a record mentions without describing them, what they are part of or derived from: a whole may name its
 * parts where the parts keep silent.
 */
export const linksOfOthers = (
  described: readonly string[],
  statements: Statements,
): (LinkFact & { sample: string })[] => {
  const own = new Set(described)
  return distinct(statements.subjects())
    .filter(sample => !own.has(sample))
    .flatMap(sample =>
      linksFrom(sample, statements)
        .filter(({ relation }) => UPWARD.includes(relation))
        .map(link => ({ sample, ...link })),
    )
}

/** What the statements of one record say about `sample`; `conformsTo` are the profiles that the record meets. */
export const factsOf = (sample: string, statements: Statements, conformsTo: readonly string[]): Facts => {
  const own = (predicate: { value: string }) => statements.objects(sample, predicate.value)
  const through = (step: { value: string }, predicate: { value: string }) =>
    own(step).flatMap(node => statements.objects(node.value, predicate.value))
  const sampling = (predicate: { value: string }) => valuesOf(through(sosa('isResultOf'), predicate))
  return {
    collection: own(rdf('type')).some(type => type.value === sosa('SampleCollection').value),
    identifiers: valuesOf(own(dcterms('identifier'))),
    names: textsOf(own(schema('name'))),
    alternateNames: valuesOf(own(schema('alternateName'))),
    descriptions: textsOf(own(schema('description'))),
    landingPages: valuesOf(own(schema('url'))),
    objectTypes: valuesOf(own(schema('additionalType'))),
    materials: valuesOf(own(schema('material'))),
    sampledFeatures: valuesOf(own(sosa('isSampleOf'))),
    methods: sampling(sosa('usedProcedure')),
    wkt: valuesOf(through(geo('hasGeometry'), geo('asWKT'))),
    elevations: valuesOf(own(schema('elevation')))
      .map(Number)
      .filter(Number.isFinite),
    places: valuesOf(through(schema('spatialCoverage'), schema('name'))),
    starts: sampling(prov('startedAtTime')),
    ends: sampling(prov('endedAtTime')),
    agents: agentsOf(sample, statements),
    publications: publicationsOf(sample, statements),
    parents: valuesOf([...own(dcterms('isPartOf')), ...own(prov('wasDerivedFrom'))]).filter(
      id => id !== sample,
    ),
    links: linksFrom(sample, statements),
    statuses: valuesOf(own(schema('creativeWorkStatus'))),
    conformsTo: distinct(conformsTo),
  }
}
