/** Names of properties, classes and datatypes: few, and the same in document after document. */
import type { NamedNode } from '@rdfjs/types'
import { factory, isIri } from '../terms.ts'

const MAX_NAMES = 5000
const names = new Map<string, NamedNode | null>()

/** The term of an IRI, checked once; undefined when the text is no IRI. For what comes from a vocabulary. */
export const nameOf = (text: string): NamedNode | undefined => {
  const known = names.get(text)
  if (known !== undefined) return known ?? undefined
  // Texts come from outside: what is remembered is bounded.
  if (names.size >= MAX_NAMES) names.clear()
  const node = isIri(text) ? factory.namedNode(text) : undefined
  if (text.length < 500) names.set(text, node ?? null)
  return node
}
