/** N-Quads and N-Triples: the form in which graphs are stored, compared and handed to the stores. */
import type { Quad, Term } from '@rdfjs/types'
import { NQuadsReader } from './n-quads-reader.ts'
import { xsd } from './namespaces.ts'

const XSD_STRING = xsd('string').value

/** Quads as N-Quads (N-Triples when all are in the default graph): one per line, sorted by code unit, no duplicates. */
export const writeQuads = (quads: Iterable<Quad>): string => {
  // By subject, because comparing what lines begin with alike is most of the work. The order is that of whole lines: no
  // term's text is the beginning of another's, unless what follows is a space, which comes before all that could.
  const bySubject = new Map<string, string[]>()
  let last: Quad | undefined
  let rests: string[] = []
  let end = ''
  for (const quad of quads) {
    // Statements about one node stand together, as a rule, and all are in one graph.
    if (quad.graph !== last?.graph) end = endOfLine(quad.graph)
    if (quad.subject !== last?.subject) {
      const subject = termText(quad.subject)
      rests = bySubject.get(subject) ?? []
      if (rests.length === 0) bySubject.set(subject, rests)
    }
    rests.push(` ${termText(quad.predicate)} ${termText(quad.object)}${end}`)
    last = quad
  }
  const parts: string[] = []
  for (const subject of [...bySubject.keys()].sort()) {
    let last = ''
    for (const rest of bySubject.get(subject)?.sort() ?? []) {
      if (rest !== last) parts.push(subject, rest)
      last = rest
    }
  }
  return parts.join('')
}

const endOfLine = (graph: Term): string =>
  graph.termType === 'DefaultGraph' ? ' .\n' : ` ${termText(graph)} .\n`

/** One quad as a line of N-Quads in canonical form, line feed included. */
export const quadLine = (quad: Quad): string =>
  `${termText(quad.subject)} ${termText(quad.predicate)} ${termText(quad.object)}${endOfLine(quad.graph)}`

/** One term as canonical N-Quads writes it (RDFC-1.0, section 5). IRIs are taken as checked (`isIri`). */
export const termText = (term: Term): string => {
  if (term.termType === 'NamedNode') return `<${term.value}>`
  if (term.termType === 'BlankNode') return `_:${term.value}`
  if (term.termType !== 'Literal') throw new TypeError(`a ${term.termType} cannot be written in N-Quads`)
  const text = `"${escapeText(term.value)}"`
  if (term.language) return `${text}@${term.language}`
  return term.datatype.value === XSD_STRING ? text : `${text}^^<${term.datatype.value}>`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: canonical N-Quads escapes exactly these
const ESCAPED = /[\x00-\x1f\x7f"\\]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ALL_ESCAPED = /[\x00-\x1f\x7f"\\]/g
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

const escapeText = (text: string): string =>
  ESCAPED.test(text) ? text.replace(ALL_ESCAPED, escapeOne) : text

const escapeOne = (character: string): string =>
  SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** Quads of an N-Quads or N-Triples text (RDF 1.1 N-Quads). Throws a SyntaxError naming the line on anything else. */
export const parseQuads = (text: string): Quad[] => new NQuadsReader(text).quads()
