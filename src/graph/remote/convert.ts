/** Answers in formats that a store lacks or gets wrong, made from its JSON results and N-Triples. */

import { type Literal, Parser } from 'n3'
import { factory } from '../../rdf/terms.ts'
import type { QueryForm } from '../store.ts'
import { mendDatatype, readResults } from './results.ts'
import { writeGraph } from './write-graph.ts'
import { writeResults } from './write-results.ts'

/** What to ask the store for. */
export const sourceFormat = (form: QueryForm): string =>
  form === 'SELECT' || form === 'ASK' ? 'application/sparql-results+json' : 'application/n-triples'

const mended = (literal: Literal): Literal => {
  const datatype = mendDatatype(literal.datatypeString)
  return datatype === literal.datatypeString
    ? literal
    : (factory.literal(literal.value, factory.namedNode(datatype)) as Literal)
}

/**
 * Converts an answer in `sourceFormat(form)` to `mediaType`. Throws a SyntaxError, TypeError or n3's Error when the text is not
 * what was asked for, and a RangeError when the format cannot hold the answer.
 */
export const convert = (text: string, form: QueryForm, mediaType: string): string => {
  if (form === 'SELECT') return writeResults(readResults(text), mediaType)
  if (form === 'ASK') {
    const { boolean, solutions } = readResults(text)
    return writeResults({ variables: [], solutions: [], boolean: boolean ?? solutions.length > 0 }, mediaType)
  }
  const quads = new Parser({ format: 'N-Triples' }).parse(text)
  return writeGraph(
    quads.map(quad =>
      quad.object.termType === 'Literal'
        ? factory.quad(quad.subject, quad.predicate, mended(quad.object as Literal))
        : quad,
    ),
    mediaType,
  )
}
