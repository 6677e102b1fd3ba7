/** Which text of a literal Oxigraph makes of another: it keeps numbers and times as values ("1.0" and "1.00" are one decimal). */

import type { Store } from 'oxigraph'
import { xsd } from '../../rdf/namespaces.ts'

const N_QUADS = 'application/n-quads'
const DATATYPE = `"^^<${xsd('').value}`
/** Stands before a literal to make a statement of it. */
const BEFORE = '<urn:s> <urn:p> '
const MOST_KNOWN = 50_000

/** Texts that are the only ones of their value. They are most of those that occur. */
const ONLY_ONES: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  integer: /^(0|-?[1-9]\d{0,15})$/,
  decimal: /^(0|-?[1-9]\d{0,8}|-?(0|[1-9]\d{0,8})\.\d{0,7}[1-9])$/,
  boolean: /^(true|false)$/,
}

const isOnlyOne = (literal: string): boolean => {
  const at = literal.lastIndexOf(DATATYPE)
  // Only datatypes of XSD are values to Oxigraph; a text in another one is what it is.
  return at < 0 || (ONLY_ONES[literal.slice(at + DATATYPE.length, -1)]?.test(literal.slice(1, at)) ?? false)
}

/** Gives the stored text of literals as canonical N-Triples writes them. `scratch` makes an empty store of the same engine. */
export const createStoredLiterals = (scratch: () => Store): ((literal: string) => string) => {
  const known = new Map<string, string>()
  return literal => {
    if (isOnlyOne(literal)) return literal
    const found = known.get(literal)
    if (found !== undefined) return found
    const store = scratch()
    store.load(`${BEFORE}${literal} .\n`, { format: N_QUADS, lenient: true })
    const dumped = store.dump({ format: N_QUADS })
    // The engine keeps the memory of a store until it is freed.
    ;(store as unknown as { free(): void }).free()
    const stored = dumped.slice(BEFORE.length, dumped.lastIndexOf(' .'))
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(literal, stored)
    return stored
  }
}
