/** RDF terms of one record, each once: the same term is the same object, so that joins compare identities. */
import type { Term } from '@rdfjs/types'
import { rdf, xsd } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'

/** An IRI or a literal. */
export interface Node {
  readonly isIri: boolean
  /** The IRI, or the literal's lexical form. */
  readonly value: string
  /** Datatype IRI of a literal, '' of an IRI. */
  readonly datatype: string
  /** Lower case; '' when there is none. */
  readonly language: string
  /** The same as an RDF/JS term, once it was asked for. */
  term: Term | undefined
}

export const XSD_STRING = xsd('string').value
export const XSD_BOOLEAN = xsd('boolean').value
export const XSD_INTEGER = xsd('integer').value
export const XSD_DECIMAL = xsd('decimal').value
export const RDF_LANG_STRING = rdf('langString').value

/** A term that no table knows: a passing value of an expression. */
export const looseIri = (value: string): Node => ({
  isIri: true,
  value,
  datatype: '',
  language: '',
  term: undefined,
})

/** A literal that no table knows. */
export const looseLiteral = (value: string, datatype: string, language = ''): Node => ({
  isIri: false,
  value,
  datatype,
  language,
  term: undefined,
})

/** An `xsd:string` that no table knows. */
export const looseText = (value: string): Node => looseLiteral(value, XSD_STRING)

export const TRUE = looseLiteral('true', XSD_BOOLEAN)
export const FALSE = looseLiteral('false', XSD_BOOLEAN)

/** Whether a node is a literal of datatype `xsd:string`. */
export const isText = (node: Node): boolean => node.datatype === XSD_STRING

/** Whether two nodes are one RDF term (SPARQL 1.1, sameTerm). */
export const isSameTerm = (a: Node, b: Node): boolean =>
  a === b ||
  (a.value === b.value && a.isIri === b.isIri && a.datatype === b.datatype && a.language === b.language)

/** A node as an RDF/JS term of the program's factory. */
export const rdfTerm = (node: Node): Term => {
  if (node.term) return node.term
  const term = node.isIri
    ? factory.namedNode(node.value)
    : factory.literal(node.value, node.language || factory.namedNode(node.datatype))
  node.term = term
  return term
}

/**
 * Terms by what they are. A table over another one finds that one's terms and adds none to it; the lower one must be complete
 * by then, or a term would be there twice.
 */
export class TermTable {
  readonly #iris = new Map<string, Node>()
  readonly #texts = new Map<string, Node>()
  readonly #literals = new Map<string, Node>()
  readonly #below: TermTable | undefined

  constructor(below?: TermTable) {
    this.#below = below
  }

  /** The one node of an IRI, if there is one yet. */
  knownIri(value: string): Node | undefined {
    return this.#below?.knownIri(value) ?? this.#iris.get(value)
  }

  /** The one node of an IRI. */
  iri(value: string): Node {
    return this.knownIri(value) ?? this.#add(this.#iris, value, looseIri(value))
  }

  /** The one node that is the same term: literals in the form that a store keeps (lexical.ts). */
  intern(node: Node): Node {
    const { value, datatype } = node
    if (datatype === '') return this.knownIri(value) ?? this.#add(this.#iris, value, node)
    if (datatype === XSD_STRING) return this.knownText(value) ?? this.#add(this.#texts, value, node)
    const key = `${datatype}\n${node.language}\n${value}`
    return this.knownLiteral(key) ?? this.#add(this.#literals, key, node)
  }

  private knownText(value: string): Node | undefined {
    return this.#below?.knownText(value) ?? this.#texts.get(value)
  }

  private knownLiteral(key: string): Node | undefined {
    return this.#below?.knownLiteral(key) ?? this.#literals.get(key)
  }

  #add(terms: Map<string, Node>, key: string, node: Node): Node {
    terms.set(key, node)
    return node
  }
}
