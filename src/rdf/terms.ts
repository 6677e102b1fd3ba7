/** RDF terms: making them, checking IRIs, and their JSON form (SPARQL 1.1 Query Results JSON). */
import { isIPv6 } from 'node:net'
import type {
  BlankNode,
  DefaultGraph,
  Literal,
  NamedNode,
  Quad,
  Quad_Graph,
  Quad_Object,
  Quad_Predicate,
  Quad_Subject,
  Term,
} from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import type { JsonTerm } from '../model/validation-report.ts'
import { rdf, xsd } from './namespaces.ts'

const XSD_STRING = xsd('string').value
const RDF_LANG_STRING = rdf('langString').value

// Plain objects with their parts as fields: millions are made and read, and a library that keeps a term as one text
// takes it apart at every look.

class NamedNodeTerm<Value extends string = string> implements NamedNode<Value> {
  readonly termType = 'NamedNode'
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }

  equals(other: Term | null | undefined): boolean {
    return other?.termType === 'NamedNode' && other.value === this.value
  }
}

class BlankNodeTerm implements BlankNode {
  readonly termType = 'BlankNode'
  readonly value: string

  constructor(value: string) {
    this.value = value
  }

  equals(other: Term | null | undefined): boolean {
    return other?.termType === 'BlankNode' && other.value === this.value
  }
}

class LiteralTerm implements Literal {
  readonly termType = 'Literal'
  readonly value: string
  readonly language: string
  readonly datatype: NamedNode

  constructor(value: string, language: string, datatype: NamedNode) {
    this.value = value
    this.language = language
    this.datatype = datatype
  }

  equals(other: Term | null | undefined): boolean {
    return (
      other?.termType === 'Literal' &&
      other.value === this.value &&
      other.language === this.language &&
      other.datatype.value === this.datatype.value
    )
  }
}

class QuadTerm implements Quad {
  readonly subject: Quad_Subject
  readonly predicate: Quad_Predicate
  readonly object: Quad_Object
  readonly graph: Quad_Graph

  constructor(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph: Quad_Graph) {
    this.subject = subject
    this.predicate = predicate
    this.object = object
    this.graph = graph
  }

  get termType(): 'Quad' {
    return 'Quad'
  }

  get value(): '' {
    return ''
  }

  equals(other: Term | null | undefined): boolean {
    return (
      other?.termType === 'Quad' &&
      other.subject.equals(this.subject) &&
      other.predicate.equals(this.predicate) &&
      other.object.equals(this.object) &&
      other.graph.equals(this.graph)
    )
  }
}

const DEFAULT_GRAPH: DefaultGraph = {
  termType: 'DefaultGraph',
  value: '',
  equals: other => other?.termType === 'DefaultGraph',
}
const STRING = new NamedNodeTerm(XSD_STRING)
const LANG_STRING = new NamedNodeTerm(RDF_LANG_STRING)
let blanks = 0

/** RDF/JS data factory, as far as the program needs one: it makes every term. Terms are not checked (`isIri`). */
export const factory = {
  namedNode: <Value extends string = string>(value: Value): NamedNode<Value> => new NamedNodeTerm(value),
  /** Without a label, one that no other call gives. */
  blankNode: (label?: string): BlankNode => new BlankNodeTerm(label || `n-${++blanks}`),
  /** A text is a language tag, which counts in lower case. */
  literal: (value: string, languageOrDatatype?: string | NamedNode): Literal => {
    if (languageOrDatatype === undefined) return new LiteralTerm(value, '', STRING)
    return typeof languageOrDatatype === 'string'
      ? new LiteralTerm(value, languageOrDatatype.toLowerCase(), LANG_STRING)
      : new LiteralTerm(value, '', languageOrDatatype)
  },
  defaultGraph: (): DefaultGraph => DEFAULT_GRAPH,
  quad: (
    subject: Quad_Subject,
    predicate: Quad_Predicate,
    object: Quad_Object,
    graph: Quad_Graph = DEFAULT_GRAPH,
  ): Quad => new QuadTerm(subject, predicate, object, graph),
}

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

// What most IRIs look like; by the pattern above they are IRIs, too, only later.
const PLAIN_IRI =
  /^https?:\/\/[a-z0-9.-]+(?::[0-9]*)?(?:\/[A-Za-z0-9._~!$&'()*+,;=:@/-]*)?(?:#[A-Za-z0-9._~-]*)?$/

/** Longest IRI that is accepted, in UTF-16 code units. */
export const MAX_IRI_LENGTH = 8192

/** Whether a text is an absolute IRI (RFC 3987) that can stand inside `<…>` of SPARQL and N-Quads without escapes. */
export const isIri = (text: string): text is Iri =>
  text.length <= MAX_IRI_LENGTH && (PLAIN_IRI.test(text) || (IRI_PATTERN.test(text) && hasWholeAddress(text)))

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
