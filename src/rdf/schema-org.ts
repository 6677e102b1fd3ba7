/** schema.org has been published under four prefixes; Lodestone knows one (decision: canonical IRIs). */
import type { Quad, Term } from '@rdfjs/types'
import { schema } from './namespaces.ts'
import { factory } from './terms.ts'

const CANONICAL = schema('').value
const HASH = 0x23
const VARIANT = /^https?:\/\/(?:www\.)?schema\.org(?:\/#?|#)(.+)$/i

/** An IRI with the http, www and `/#` variants of schema.org's namespace folded to the canonical one; others unchanged. */
export const foldSchemaOrgIri = (iri: string): string => {
  // Canonical already, as most are; `/#` is one of the variants.
  if (iri.startsWith(CANONICAL) && iri.charCodeAt(CANONICAL.length) !== HASH) return iri
  if (iri.charCodeAt(0) !== 104 && iri.charCodeAt(0) !== 72) return iri
  const local = VARIANT.exec(iri)?.[1]
  return local === undefined ? iri : schema('').value + local
}

/** Folds schema.org's namespace in every term, predicates, classes, graph names and datatypes included. */
export const foldSchemaOrg = (quads: Iterable<Quad>): Quad[] => {
  const folded: Quad[] = []
  for (const quad of quads) {
    const subject = foldTerm(quad.subject)
    const predicate = foldTerm(quad.predicate)
    const object = foldTerm(quad.object)
    const graph = foldTerm(quad.graph)
    const same =
      subject === quad.subject &&
      predicate === quad.predicate &&
      object === quad.object &&
      graph === quad.graph
    folded.push(same ? quad : factory.quad(subject, predicate, object, graph))
  }
  return folded
}

const foldTerm = <T extends Term>(term: T): T => {
  if (term.termType === 'NamedNode') {
    const value = foldSchemaOrgIri(term.value)
    return value === term.value ? term : (factory.namedNode(value) as unknown as T)
  }
  if (term.termType === 'Literal' && !term.language) {
    const datatype = foldSchemaOrgIri(term.datatype.value)
    if (datatype !== term.datatype.value)
      return factory.literal(term.value, factory.namedNode(datatype)) as unknown as T
  }
  return term
}
