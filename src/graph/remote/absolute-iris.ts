/** Relative IRIs of a query: a store would resolve them against its own address, which nobody who asks us knows. */

import { resolveReference } from '../../rdf/json-ld/iri-reference.ts'
import { tokensOf } from '../tokens.ts'

// `?a<?b&&?b>?c` looks like it holds an IRI, and a parser that knows its place takes it for a comparison.
const PLAIN = /^[\p{L}\p{N}\p{M}_#./~%:@-]*$/u
const ABSOLUTE = /^[A-Za-z][\w+.-]*:/

/**
 * The query with every IRI absolute: resolved against the BASE before it, or `base` where there is none (SPARQL 1.1, 4.1.1.2).
 * Lines stay as they were. An IRI with escapes or characters of operators is left to the store.
 */
export const withAbsoluteIris = (text: string, base: string): string => {
  let current = base
  let previous = ''
  let result = ''
  let done = 0
  for (const { kind, text: token, at } of tokensOf(text)) {
    const iri = kind === 'iri' && PLAIN.test(token.slice(1, -1)) ? token.slice(1, -1) : undefined
    if (iri !== undefined) {
      const absolute = ABSOLUTE.test(iri) ? iri : resolveReference(current, iri)
      if (/^base$/i.test(previous)) current = absolute
      if (absolute !== iri) {
        result += `${text.slice(done, at)}<${absolute}>`
        done = at + token.length
      }
    }
    previous = token
  }
  return result + text.slice(done)
}
