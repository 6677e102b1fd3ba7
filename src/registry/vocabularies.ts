/** The controlled vocabularies of vocab/: SKOS schemes read once, answering by label, IRI and hierarchy. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Literal, Quad, Term } from '@rdfjs/types'
import { Parser } from 'n3'
import { z } from 'zod'
import type { Iri } from '../model/iri.ts'
import { dcterms, rdf, skos } from '../rdf/namespaces.ts'
import { iri as checkedIri } from '../rdf/terms.ts'
import { bundled } from './bundled.ts'
import { conceptKey, labelKey, labelKeys } from './concept-keys.ts'

const FIELDS = ['material', 'objectType', 'sampledFeature', 'method'] as const

/** What a concept says about a sample: schema:material, schema:additionalType, sosa:isSampleOf, sosa:usedProcedure. */
export type ConceptField = (typeof FIELDS)[number]

/** One concept scheme; without a field it serves relations, roles or preparation and is never matched to a sample. */
export interface ConceptScheme {
  readonly iri: Iri
  readonly title: string
  readonly field?: ConceptField
  /** Number of concepts in it, those it shares with other schemes included. */
  readonly concepts: number
}

/** All schemes together; every answer is the same for the same files. */
export interface Vocabularies {
  /** SHA-256 (hexadecimal) of the files' bytes. */
  readonly digest: string
  /** Every statement of the files, default graph. */
  readonly quads: readonly Quad[]
  /**
   * The concept that a label or IRI means in a field. Labels are compared without case, diacritics and punctuation;
   * where several schemes have a label, the first of schemes.json is meant. Former IRIs and concepts with a
   * skos:exactMatch lead to the one IRI in use. Undefined when nothing fits: the caller keeps what it had.
   */
  concept(field: ConceptField, labelOrIri: string): Iri | undefined
  /** skos:prefLabel in the language (default English), else in English, else in any; undefined for other IRIs. */
  label(iri: string, language?: string): string | undefined
  /** All transitively broader concepts without the concept itself, nearest first; empty for other IRIs. */
  ancestors(iri: string): readonly Iri[]
  schemes(): readonly ConceptScheme[]
}

const Listing = z.object({
  schemes: z.array(z.object({ file: z.string(), field: z.enum(FIELDS).optional() })),
  additions: z.array(z.string()),
})

interface Concept {
  readonly iri: Iri
  readonly fields: Set<ConceptField>
  readonly broader: Iri[]
  readonly labels: Literal[]
  /** Position of the file that describes it. */
  readonly rank: number
  sameAs?: Iri
}

interface VocabularyFile {
  readonly field?: ConceptField | undefined
  readonly quads: readonly Quad[]
}

/**
 * Reads the schemes that `schemes.json` of the folder lists, in order of priority. Synchronous, 0.1 to 0.2 s for the
 * bundled ones. Throws when a file is missing or is not Turtle: the files ship with the program.
 */
export const loadVocabularies = (dir: string = bundled('vocab')): Vocabularies => {
  const hash = createHash('sha256')
  const read = (name: string): string => {
    const text = readFileSync(join(dir, name), 'utf8')
    hash.update(`${name}\n${text}`)
    return text
  }
  const listing = Listing.parse(JSON.parse(read('schemes.json')))
  const additions: { file: string; field?: ConceptField }[] = listing.additions.map(file => ({ file }))
  const files = [...listing.schemes, ...additions].map(({ file, field }) => ({
    field,
    quads: new Parser({ format: 'text/turtle' }).parse(read(file)),
  }))
  return vocabulariesOf(files, hash.digest('hex'))
}

const vocabulariesOf = (files: readonly VocabularyFile[], digest: string): Vocabularies => {
  const quads = files.flatMap(file => file.quads)
  const concepts = readConcepts(files)
  const iris = indexIris(concepts, quads)
  const labels = indexLabels(concepts, quads)
  const schemes = readSchemes(files, quads)
  const found = (text: string): Concept | undefined => concepts.get(iris.get(conceptKey(text)) ?? text)
  const ancestry = new Map<Iri, readonly Iri[]>()

  return {
    digest,
    quads,
    concept: (field, labelOrIri) => {
      const byIri = found(labelOrIri.trim())
      if (byIri) return byIri.fields.has(field) ? inUse(byIri, concepts) : undefined
      const key = labelKeys(labelOrIri).find(each => labels[field].has(each))
      const concept = key === undefined ? undefined : concepts.get(labels[field].get(key) ?? '')
      return concept && inUse(concept, concepts)
    },
    label: (iri, language = 'en') => {
      const all = found(iri)?.labels ?? []
      const inLanguage = (wanted: string) => all.find(label => label.language === wanted)
      return (inLanguage(language.toLowerCase()) ?? inLanguage('en') ?? all[0])?.value
    },
    ancestors: iri => {
      const start = found(iri)
      if (!start) return []
      let known = ancestry.get(start.iri)
      if (!known) {
        known = climb(start, concepts)
        ancestry.set(start.iri, known)
      }
      return known
    },
    schemes: () => schemes,
  }
}

const CONCEPT = skos('Concept').value

/** Concepts in the order of the files; a concept belongs to the fields of all schemes that list it. */
const readConcepts = (files: readonly VocabularyFile[]): Map<string, Concept> => {
  const concepts = new Map<string, Concept>()
  for (const [rank, { field, quads }] of files.entries()) {
    for (const { subject, predicate, object } of quads) {
      if (object.value === CONCEPT && predicate.value === rdf('type').value) {
        const iri = checkedIri(subject.value)
        if (iri && !concepts.has(iri))
          concepts.set(iri, { iri, rank, fields: new Set(), broader: [], labels: [] })
        continue
      }
      const concept = concepts.get(subject.value)
      if (concept) STATEMENTS.get(predicate.value)?.(concept, object, field)
    }
  }
  return concepts
}

type Statement = (concept: Concept, object: Term, field: ConceptField | undefined) => void

/** What each property of a concept adds to it; the others are for readers of the graph. */
const STATEMENTS: ReadonlyMap<string, Statement> = new Map<string, Statement>([
  [skos('inScheme').value, (concept, _, field) => field && concept.fields.add(field)],
  [
    skos('prefLabel').value,
    (concept, object) => object.termType === 'Literal' && concept.labels.push(object),
  ],
  [skos('broader').value, (concept, object) => concept.broader.push(object.value as Iri)],
  [
    skos('exactMatch').value,
    (concept, object) => {
      concept.sameAs = object.value as Iri
    },
  ],
])

/** Folded IRI -> canonical IRI, for the concepts' own and their former IRIs. The first concept of a key keeps it. */
const indexIris = (concepts: ReadonlyMap<string, Concept>, quads: readonly Quad[]): Map<string, string> => {
  const iris = new Map<string, string>()
  const add = (name: string, iri: string) => {
    const key = conceptKey(name)
    if (!iris.has(key)) iris.set(key, iri)
  }
  for (const iri of concepts.keys()) add(iri, iri)
  for (const { subject, predicate, object } of quads)
    if (predicate.value === dcterms('isReplacedBy').value) add(subject.value, object.value)
  return iris
}

const LABEL_PROPERTIES = ['prefLabel', 'altLabel', 'hiddenLabel'].map(name => skos(name).value)

/** Per field: folded label -> concept. The scheme listed first wins, then the preferred before the other labels. */
const indexLabels = (
  concepts: ReadonlyMap<string, Concept>,
  quads: readonly Quad[],
): Record<ConceptField, Map<string, string>> => {
  const index: Record<ConceptField, Map<string, string>> = {
    material: new Map(),
    objectType: new Map(),
    sampledFeature: new Map(),
    method: new Map(),
  }
  const named: { concept: Concept; kind: number; key: string }[] = []
  for (const { subject, predicate, object } of quads) {
    const kind = LABEL_PROPERTIES.indexOf(predicate.value)
    const concept = kind < 0 ? undefined : concepts.get(subject.value)
    if (concept) named.push({ concept, kind, key: labelKey(object.value) })
  }
  named.sort((a, b) => a.concept.rank - b.concept.rank || a.kind - b.kind)
  for (const { concept, key } of named)
    for (const field of concept.fields) if (key && !index[field].has(key)) index[field].set(key, concept.iri)
  return index
}

/** The concept's own IRI, or that of the concept it is an exact match of. */
const inUse = (concept: Concept, concepts: ReadonlyMap<string, Concept>): Iri => {
  let current = concept
  const seen = new Set<Concept>()
  while (current.sameAs && !seen.has(current)) {
    seen.add(current)
    const next = concepts.get(current.sameAs)
    if (!next) break
    current = next
  }
  return current.iri
}

/** Breadth first over all parents; published hierarchies have several parents and, now and then, a cycle. */
const climb = (start: Concept, concepts: ReadonlyMap<string, Concept>): readonly Iri[] => {
  const own = inUse(start, concepts)
  const seen = new Set<Iri>([start.iri, own])
  const above: Iri[] = []
  const queue = [start, concepts.get(own) ?? start]
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const parent of next.broader) {
      const concept = concepts.get(parent)
      if (!concept || seen.has(parent)) continue
      const iri = inUse(concept, concepts)
      queue.push(concept)
      if (!seen.has(iri)) above.push(iri)
      seen.add(parent).add(iri)
      if (iri !== parent) queue.push(concepts.get(iri) ?? concept)
    }
  }
  return above
}

/** The skos:ConceptScheme of each file, with its title and the number of concepts that say they are in it. */
const readSchemes = (files: readonly VocabularyFile[], quads: readonly Quad[]): readonly ConceptScheme[] => {
  const sizes = new Map<string, number>()
  for (const { predicate, object } of quads)
    if (predicate.value === skos('inScheme').value)
      sizes.set(object.value, (sizes.get(object.value) ?? 0) + 1)
  return files.flatMap(({ field, quads: own }) => {
    const head = own.find(
      ({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(skos('ConceptScheme')),
    )
    const iri = head && checkedIri(head.subject.value)
    if (!iri) return []
    const titled = own.find(quad => quad.subject.value === iri && quad.predicate.equals(dcterms('title')))
    const title = titled?.object.value ?? iri
    return [{ iri, title, ...(field ? { field } : {}), concepts: sizes.get(iri) ?? 0 }]
  })
}
