/** Concepts: the kinds that records give as labels and IRIs become concepts of vocab/ where they can. */
import type { Quad } from '@rdfjs/types'
import { dcterms, lode, rdf, rdfs, schema, skos, sosa } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { ConceptField, Vocabularies } from '../registry/vocabularies.ts'

const FIELDS: ReadonlyMap<string, ConceptField> = new Map([
  [schema('material').value, 'material'],
  [schema('additionalType').value, 'objectType'],
  [sosa('isSampleOf').value, 'sampledFeature'],
  [sosa('usedProcedure').value, 'method'],
])

/**
 * Kernel quads with every value of the four kinds replaced by its concept. What no vocabulary knows stays as it is,
 * language included. `labels` gives the names that the record has for an IRI, tried when the IRI itself is unknown.
 */
export const mapConcepts = (
  kernel: readonly Quad[],
  vocabularies: Vocabularies,
  labels: (iri: string) => readonly string[],
): Quad[] =>
  kernel.map(quad => {
    const field = FIELDS.get(quad.predicate.value)
    if (!field) return quad
    const texts = [
      quad.object.value,
      ...(quad.object.termType === 'NamedNode' ? labels(quad.object.value) : []),
    ]
    const concept = conceptOf(field, texts, vocabularies)
    return concept ? factory.quad(quad.subject, quad.predicate, factory.namedNode(concept), quad.graph) : quad
  })

const conceptOf = (field: ConceptField, texts: readonly string[], vocabularies: Vocabularies) => {
  for (const text of texts.flatMap(spellings)) {
    const concept = vocabularies.concept(field, text)
    if (concept) return concept
  }
  return undefined
}

/** SESAR writes paths, `Coring>PistonCorer`: the last part is the most exact, then the whole; words may be run together. */
const spellings = (text: string): string[] => {
  const last = text.split('>').at(-1)?.trim() ?? ''
  return [last, apart(last), text, apart(text)].filter(
    (each, i, all) => each !== '' && all.indexOf(each) === i,
  )
}

const apart = (text: string): string => (isIri(text) ? text : text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '))

/** `lode:objectType` notes: which types and additional types of a record's nodes are kinds of objects in vocab/. */
export const objectTypeNotes = (quads: readonly Quad[], vocabularies: Vocabularies): Quad[] => {
  const properties = new Set([rdf('type').value, schema('additionalType').value, dcterms('type').value])
  return quads.flatMap(({ subject, predicate, object }) => {
    if (!properties.has(predicate.value)) return []
    const concept = conceptOf('objectType', [object.value], vocabularies)
    return concept ? [factory.quad(subject, lode('objectType'), factory.namedNode(concept))] : []
  })
}

/** Names of nodes in a record, as `mapConcepts` asks for them. */
export const labelsIn = (quads: readonly Quad[]): ((iri: string) => readonly string[]) => {
  const properties = new Set([schema('name').value, rdfs('label').value, skos('prefLabel').value])
  const names = new Map<string, string[]>()
  for (const { subject, predicate, object } of quads)
    if (properties.has(predicate.value) && object.termType === 'Literal')
      names.set(subject.value, [...(names.get(subject.value) ?? []), object.value])
  return iri => names.get(iri) ?? []
}
