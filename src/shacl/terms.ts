/** Equality and sets of RDF terms, as SHACL needs them: by term, language tags compared without case (RDF 1.1, 3.3). */
import type { Literal, NamedNode, Quad_Object, Term } from '@rdfjs/types'

/** A node of a data graph: everything that can be a focus node or a value. */
export type Node = Quad_Object

/** Text that two terms share exactly when they are the same RDF term. */
export const termKey = (term: Term): string => {
  switch (term.termType) {
    case 'NamedNode':
      return term.value
    case 'Literal':
      // No IRI begins with a quotation mark, so keys of different kinds cannot meet.
      return term.language
        ? `"${term.value}"@${term.language.toLowerCase()}`
        : `"${term.value}"^^${term.datatype.value}`
    default:
      return `_:${term.value}`
  }
}

/** Key of a term that can have properties; undefined for literals. */
export const subjectKey = (term: Term): string | undefined =>
  term.termType === 'NamedNode' ? term.value : term.termType === 'BlankNode' ? `_:${term.value}` : undefined

/** Whether two terms are the same RDF term. */
export const sameTerm = (a: Term, b: Term): boolean => {
  if (a === b) return true
  if (a.termType !== b.termType || a.value !== b.value) return false
  if (a.termType !== 'Literal') return true
  const other = b as Literal
  return (
    a.datatype.value === other.datatype.value && a.language.toLowerCase() === other.language.toLowerCase()
  )
}

/** Few enough to be compared with each other faster than to be hashed. */
const FEW = 6

/** The terms without repetitions, in order; the same array when there are none. */
export const distinct = <T extends Term>(terms: readonly T[]): readonly T[] => {
  if (terms.length < 2) return terms
  if (terms.length > FEW) {
    const byKey = new Map<string, T>()
    for (const term of terms) {
      const key = termKey(term)
      if (!byKey.has(key)) byKey.set(key, term)
    }
    return byKey.size === terms.length ? terms : [...byKey.values()]
  }
  const found: T[] = []
  for (const term of terms) if (!found.some(known => sameTerm(known, term))) found.push(term)
  return found.length === terms.length ? terms : found
}

/** Whether a list of terms holds a term. */
export const includesTerm = (terms: readonly Term[], term: Term): boolean => {
  for (const each of terms) if (sameTerm(each, term)) return true
  return false
}

export const isNamedNode = (term: Term): term is NamedNode => term.termType === 'NamedNode'
export const isLiteral = (term: Term): term is Literal => term.termType === 'Literal'
