/** Concepts: the kinds that records give as labels and IRIs become concepts of vocab/ where they can. */
import type { Quad } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import { dcterms, lode, rdf, rdfs, schema, skos, sosa } from '../rdf/namespaces.ts'
import { recentlyUsed } from '../rdf/recently-used.ts'
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
  for (const text of texts) {
    const concept = rememberedConcept(field, text, vocabularies)
    if (concept) return concept
  }
  return undefined
}

// The records of a source say the same few things again and again.
const MAX_ANSWERS = 2000
const MAX_REMEMBERED_LENGTH = 200

type Answers = ReturnType<typeof recentlyUsed<{ readonly concept: Iri | undefined }>>
const answersOf = new WeakMap<Vocabularies, Answers>()

const rememberedConcept = (field: ConceptField, text: string, vocabularies: Vocabularies) => {
  if (text.length > MAX_REMEMBERED_LENGTH) return lookUp(field, text, vocabularies)
  let answers = answersOf.get(vocabularies)
  if (!answers) {
    answers = recentlyUsed(MAX_ANSWERS)
    answersOf.set(vocabularies, answers)
  }
  const key = `${field} ${text}`
  let answer = answers.get(key)
  if (!answer) {
    answer = { concept: lookUp(field, text, vocabularies) }
    answers.set(key, answer)
  }
  return answer.concept
}

const lookUp = (field: ConceptField, text: string, vocabularies: Vocabularies): Iri | undefined => {
  for (const spelling of spellings(text)) {
    const concept = vocabularies.concept(field, spelling)
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
  const notes: Quad[] = []
  for (const { subject, predicate, object } of quads) {
    if (!TYPES.has(predicate.value)) continue
    const concept = conceptOf('objectType', [object.value], vocabularies)
    if (concept) notes.push(factory.quad(subject, lode('objectType'), factory.namedNode(concept)))
  }
  return notes
}

const TYPES: ReadonlySet<string> = new Set([
  rdf('type').value,
  schema('additionalType').value,
  dcterms('type').value,
])
const NAMES: ReadonlySet<string> = new Set([
  schema('name').value,
  rdfs('label').value,
  skos('prefLabel').value,
])

/** Names of nodes in a record, as `mapConcepts` asks for them. */
export const labelsIn = (quads: readonly Quad[]): ((iri: string) => readonly string[]) => {
  const names = new Map<string, string[]>()
  for (const { subject, predicate, object } of quads) {
    if (!NAMES.has(predicate.value) || object.termType !== 'Literal') continue
    // Added in place: a record may give one thing a hundred thousand names.
    const known = names.get(subject.value)
    if (known) known.push(object.value)
    else names.set(subject.value, [object.value])
  }
  return iri => names.get(iri) ?? []
}
