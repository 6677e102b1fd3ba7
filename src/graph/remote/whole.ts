/**
 * Whether an answer that is handed through came to its end. Stores that fail in the middle of an answer have sent status 200
 * by then: Oxigraph writes the error's text after what it had, others just stop.
 */

const ENDS: Readonly<Record<string, RegExp>> = {
  'application/sparql-results+json': /\}\s*$/,
  'application/sparql-results+xml': /<\/sparql>\s*$/,
  'text/csv': /\n$/,
  'text/tab-separated-values': /\n$/,
  'text/turtle': /[.}]\s*$/,
  'application/trig': /[.}]\s*$/,
  'application/n-triples': /\.\n$/,
  'application/n-quads': /\.\n$/,
  'application/rdf+xml': /<\/rdf:RDF>\s*$/,
  'application/ld+json': /[\]}]\s*$/,
}

const MAY_BE_EMPTY = /turtle|trig|n-triples|n-quads/
const WORD = /^(true|false)\s*$/

/** The last line of a body that lacks its ending, which may be the store's message; undefined when the body is whole. */
export const cutOff = (body: Buffer, mediaType: string): string | undefined => {
  if (body.length === 0 && MAY_BE_EMPTY.test(mediaType)) return undefined
  const tail = body.subarray(-2000).toString('utf8')
  if (ENDS[mediaType]?.test(tail)) return undefined
  // The answer of ASK as text is one word.
  if (body.length < 10 && WORD.test(tail)) return undefined
  return tail.split('\n').at(-1)?.slice(-300) ?? ''
}
