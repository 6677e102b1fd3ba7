/** Statements as user graphs hold them. */

import type { Quad, Term } from '@rdfjs/types'
import { quadLine } from '../../rdf/n-quads.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'
import { factory, isIri } from '../../rdf/terms.ts'
import { canonicalLine } from '../remote/canonical-values.ts'

/** Gives the term, or undefined for one that is not taken. */
export type Rename = (term: Term) => Term

const LANGUAGE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/
const UTC_DAY = new RegExp(
  `"([^"\\\\]*)[+-]00:00"\\^\\^<${PREFIXES.xsd}(date|time|gYear|gYearMonth|gMonthDay)>`,
)

const isSound = (term: Term): boolean =>
  term.termType === 'NamedNode'
    ? isIri(term.value)
    : term.termType === 'Literal' &&
      (term.language === '' ? isIri(term.datatype.value) : LANGUAGE.test(term.language)) &&
      term.value.isWellFormed()

const literal = (term: Term): Term => {
  if (term.termType !== 'Literal') return term
  return term.language
    ? factory.literal(term.value, term.language)
    : factory.literal(term.value, term.datatype)
}

/**
 * A statement in a graph as one canonical line, in the one form of its value; undefined when it is no statement of RDF without
 * blank nodes: a literal as subject, a blank node, an IRI that is none.
 */
export const statementLine = (
  subject: Term,
  predicate: Term,
  object: Term,
  graph: string,
): string | undefined => {
  if (subject.termType !== 'NamedNode' || predicate.termType !== 'NamedNode') return undefined
  const value = literal(object)
  if (![subject, predicate, value].every(isSound)) return undefined
  const quad = factory.quad(subject, predicate, value as Quad['object'], factory.namedNode(graph))
  return canonicalLine(quadLine(quad).trimEnd()).replace(UTC_DAY, `"$1Z"^^<${PREFIXES.xsd}$2>`)
}
