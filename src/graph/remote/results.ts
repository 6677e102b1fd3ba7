/** SPARQL 1.1 Query Results JSON as the stores write it, read and set right. */

import type { JsonTerm } from '../../model/validation-report.ts'
import { geo, VIRTUOSO_GEOMETRY, VIRTUOSO_WKT } from '../../rdf/namespaces.ts'
import { STAND_IN } from './graph-clauses.ts'

/** One solution: variable -> term; unbound ones are absent. */
export type Solution = Readonly<Record<string, JsonTerm>>

/** What a query of the forms SELECT and ASK found. */
export interface Results {
  readonly variables: readonly string[]
  readonly solutions: readonly Solution[]
  /** The answer of ASK. */
  readonly boolean?: boolean
}

interface RawTerm {
  readonly type: string
  readonly value: string
  readonly datatype?: string
  readonly 'xml:lang'?: string
}

/** Datatypes that a store puts in place of the one it was given. */
export const mendDatatype = (datatype: string): string =>
  datatype === VIRTUOSO_GEOMETRY || datatype === VIRTUOSO_WKT ? geo('wktLiteral').value : datatype

/** `typed-literal` is from a draft of 2007; Virtuoso still writes it, and booleans as 0 and 1. */
const mend = (term: RawTerm): JsonTerm => {
  if (term.type === 'uri' && term.value.startsWith('nodeID://'))
    return { type: 'bnode', value: term.value.slice('nodeID://'.length) }
  if (term.type === 'uri') return { type: 'uri', value: term.value }
  if (term.type === 'bnode') return { type: 'bnode', value: term.value.replace(/^nodeID:\/\//, '') }
  const language = term['xml:lang']
  if (language) return { type: 'literal', value: term.value, 'xml:lang': language }
  if (term.datatype === undefined) return { type: 'literal', value: term.value }
  const datatype = mendDatatype(term.datatype)
  const value =
    datatype.endsWith('#boolean') && /^[01]$/.test(term.value) ? String(term.value === '1') : term.value
  return { type: 'literal', value, datatype }
}

/**
 * Reads results. Throws a SyntaxError when the text is no JSON, and a TypeError when it is not of this form, as it happens
 * with an answer that was cut off.
 */
export const readResults = (text: string): Results => {
  const json = JSON.parse(text) as {
    head?: { vars?: string[] }
    boolean?: boolean
    results?: { bindings?: Record<string, RawTerm>[] }
  }
  if (typeof json.boolean === 'boolean') return { variables: [], solutions: [], boolean: json.boolean }
  const bindings = json.results?.bindings
  if (!Array.isArray(bindings)) throw new TypeError('the answer has no bindings')
  return {
    variables: (json.head?.vars ?? []).filter(name => !name.startsWith(STAND_IN)),
    solutions: bindings.map(each =>
      Object.fromEntries(
        Object.entries(each).flatMap(([name, term]) =>
          name.startsWith(STAND_IN) ? [] : [[name, mend(term)]],
        ),
      ),
    ),
  }
}
