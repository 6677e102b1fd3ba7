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

  /** The one node of an IRI. */
  iri(value: string): Node {
    return this.#find(value, '', '') ?? this.#add(looseIri(value))
  }

  /** The one node of a literal, given in the form that a store keeps (lexical.ts). */
  literal(value: string, datatype: string, language: string): Node {
    return this.#find(value, datatype, language) ?? this.#add(looseLiteral(value, datatype, language))
  }

  /** The one node that is the same term. */
  intern(node: Node): Node {
    return this.#find(node.value, node.datatype, node.language) ?? this.#add(node)
  }

  #find(value: string, datatype: string, language: string): Node | undefined {
    if (this.#below) {
      const below = this.#below.#find(value, datatype, language)
      if (below) return below
    }
    if (datatype === '') return this.#iris.get(value)
    if (datatype === XSD_STRING) return this.#texts.get(value)
    return this.#literals.get(`${datatype}\n${language}\n${value}`)
  }

  #add(node: Node): Node {
    const { value, datatype, language } = node
    if (datatype === '') this.#iris.set(value, node)
    else if (datatype === XSD_STRING) this.#texts.set(value, node)
    else this.#literals.set(`${datatype}\n${language}\n${value}`, node)
    return node
  }
}
