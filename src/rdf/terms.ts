/** RDF terms: making them, checking IRIs, and their JSON form (SPARQL 1.1 Query Results JSON). */
import { isIPv6 } from 'node:net'
import type { Quad_Object, Term } from '@rdfjs/types'
import { DataFactory } from 'n3'
import type { Iri } from '../model/iri.ts'
import type { JsonTerm } from '../model/validation-report.ts'
import { rdf, xsd } from './namespaces.ts'

/** RDF/JS data factory (n3): the one that makes every term of the program. */
export const factory = DataFactory

const XSD_STRING = xsd('string').value
const RDF_LANG_STRING = rdf('langString').value

// RFC 3987, absolute IRIs. Stricter than SPARQL's IRIREF, because triple stores check RFC 3987 and one IRI that a store
// refuses would keep a whole record out.
const OTHER =
  '\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}\\u{10000}-\\u{1fffd}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}'
const HOST = `(?:[A-Za-z0-9._~!$&'()*+,;=${OTHER}-]|%[0-9A-Fa-f]{2})`
const CHAR = `(?:[A-Za-z0-9._~!$&'()*+,;=:@${OTHER}-]|%[0-9A-Fa-f]{2})`
const USER = `(?:${HOST}|:)`
const IRI_PATTERN = new RegExp(
  '^[A-Za-z][A-Za-z0-9+.-]*:' +
    `(?://(?:${USER}*@)?(?:\\[[0-9A-Fa-f:.]+\\]|${HOST}*)(?::[0-9]*)?(?=[/?#]|$)|(?!//))` +
    `(?:${CHAR}|/)*(?:\\?(?:${CHAR}|[/?])*)?(?:#(?:${CHAR}|[/?])*)?$`,
  'u',
)

/** Longest IRI that is accepted, in UTF-16 code units. */
export const MAX_IRI_LENGTH = 8192

/** Whether a text is an absolute IRI (RFC 3987) that can stand inside `<…>` of SPARQL and N-Quads without escapes. */
export const isIri = (text: string): text is Iri =>
  text.length <= MAX_IRI_LENGTH && IRI_PATTERN.test(text) && hasWholeAddress(text)

/** An IP literal in brackets is an address (RFC 3986, 3.2.2); the pattern allows brackets nowhere else. */
const hasWholeAddress = (iri: string): boolean => {
  const literal = iri.includes('[') ? /\[([^\]]*)\]/.exec(iri)?.[1] : undefined
  return literal === undefined || isIPv6(literal)
}

/** The text as a checked IRI, or undefined when it is none. */
export const iri = (text: string): Iri | undefined => (isIri(text) ? text : undefined)

/** A term as SPARQL 1.1 Query Results JSON writes it. Variables and the default graph have no such form: a bug, thrown. */
export const toJsonTerm = (term: Term): JsonTerm => {
  switch (term.termType) {
    case 'NamedNode':
      return { type: 'uri', value: term.value }
    case 'BlankNode':
      return { type: 'bnode', value: term.value }
    case 'Literal': {
      const { value, language, datatype } = term
      if (language) return { type: 'literal', value, 'xml:lang': language }
      return datatype.value === XSD_STRING
        ? { type: 'literal', value }
        : { type: 'literal', value, datatype: datatype.value }
    }
    default:
      throw new TypeError(`a ${term.termType} has no form in SPARQL results JSON`)
  }
}

/** The term that a SPARQL results JSON object stands for. The IRI is taken as it is. */
export const fromJsonTerm = (json: JsonTerm): Quad_Object => {
  if (json.type === 'uri') return factory.namedNode(json.value)
  if (json.type === 'bnode') return factory.blankNode(json.value)
  const language = json['xml:lang']
  if (language) return factory.literal(json.value, language)
  const datatype = json.datatype
  return datatype && datatype !== RDF_LANG_STRING
    ? factory.literal(json.value, factory.namedNode(datatype))
    : factory.literal(json.value)
}
