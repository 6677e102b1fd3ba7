/** Validation reports as RDF documents: Turtle, and JSON-LD in which the report is one tree. */
import type { Quad } from '@rdfjs/types'
import { Writer } from 'n3'
import { parseQuads } from '../rdf/n-quads.ts'
import { PREFIXES, rdf, sh, xsd } from '../rdf/namespaces.ts'

// What only exists while a record walks is in no report.
const { lode: _, ...PUBLISHED } = PREFIXES

/** N-Triples as Turtle, with the prefixes of the project. */
export const turtleOf = (triples: string): string => {
  const used = Object.entries(PUBLISHED).filter(([, namespace]) => triples.includes(`<${namespace}`))
  const writer = new Writer({ prefixes: Object.fromEntries(used) })
  writer.addQuads(parseQuads(triples))
  let text = ''
  // The callback runs at once: the writer is given no stream.
  writer.end((_error, result: string) => {
    text = result
  })
  return text
}

type Json = string | { readonly [key: string]: unknown }

/** Nodes nest as results do; RDF from elsewhere may go in circles. */
const MAX_DEPTH = 12

const shorten = (iri: string): string =>
  iri.startsWith(PREFIXES.sh) ? `sh:${iri.slice(PREFIXES.sh.length)}` : iri

const literalOf = (object: Quad['object']): Json => {
  if (object.termType !== 'Literal') return ''
  const { value, language, datatype } = object
  if (language) return { '@value': value, '@language': language }
  if (datatype.value === xsd('string').value) return { '@value': value }
  return { '@value': value, '@type': datatype.value }
}

/** N-Triples of reports as JSON-LD: every report a tree of nested results. */
export const jsonLdOf = (triples: string): string => {
  const bySubject = new Map<string, Quad[]>()
  for (const quad of parseQuads(triples)) {
    const known = bySubject.get(quad.subject.value)
    if (known) known.push(quad)
    else bySubject.set(quad.subject.value, [quad])
  }
  const nodeOf = (id: string, isBlank: boolean, depth: number): Json => {
    const node: Record<string, unknown> = isBlank ? {} : { '@id': id }
    if (!isBlank && depth > 0) return node
    const types: string[] = []
    for (const { predicate, object } of bySubject.get(id) ?? []) {
      if (predicate.equals(rdf('type'))) {
        types.push(shorten(object.value))
        continue
      }
      const key = shorten(predicate.value)
      const value =
        object.termType === 'Literal'
          ? literalOf(object)
          : depth < MAX_DEPTH
            ? nodeOf(object.value, object.termType === 'BlankNode', depth + 1)
            : {}
      const before = node[key]
      node[key] = Array.isArray(before) ? [...before, value] : [value]
    }
    return { ...node, ...(types.length > 0 && { '@type': types }) }
  }
  const reports = [...bySubject.values()].flatMap(quads =>
    quads.some(
      ({ predicate, object }) => predicate.equals(rdf('type')) && object.equals(sh('ValidationReport')),
    )
      ? [nodeOf(quads[0]?.subject.value ?? '', quads[0]?.subject.termType === 'BlankNode', 0)]
      : [],
  )
  return JSON.stringify({ '@context': { sh: PREFIXES.sh }, '@graph': reports }, null, 2)
}
