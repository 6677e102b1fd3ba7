/** Parsers of SPARQL 1.1, made when one is needed: to make one takes a good part of the time in which a server starts. */

import { Parser } from '@traqula/parser-sparql-1-1'

/** A parser of its own kind, made at the first text. */
const later = (make: () => Parser): Parser['parse'] => {
  let made: Parser | undefined
  return (...given) => {
    made ??= make()
    return made.parse(...given)
  }
}

/** Reads a query or an update; throws what the parser says of a text that is none. */
export const parseSparql = later(() => new Parser())

/** The same, with the place of every part, which takes longer. */
export const parseSparqlPlaced = later(() => new Parser({ lexerConfig: { positionTracking: 'full' } }))
