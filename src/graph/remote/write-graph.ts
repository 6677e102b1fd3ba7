/** Writes triples in the formats of GRAPH_FORMATS, for stores that only give N-Triples right. */

import type { Quad, Term } from '@rdfjs/types'
import { termText, writeQuads } from '../../rdf/n-quads.ts'
import { PREFIXES, rdf, xsd } from '../../rdf/namespaces.ts'
import { xmlText } from './write-results.ts'

const byKey = <Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const turtle = (quads: Iterable<Quad>): string =>
  [...byKey(quads, quad => termText(quad.subject))]
    .map(([subject, about]) => {
      const lines = [...byKey(about, quad => termText(quad.predicate))].map(
        ([predicate, said]) => `${predicate} ${said.map(quad => termText(quad.object)).join(' , ')}`,
      )
      return `${subject} ${lines.join(' ;\n\t')} .\n`
    })
    .join('')

const XML_NAME = /[A-Za-z_][A-Za-z0-9._-]*$/

const node = (term: Term): string =>
  term.termType === 'BlankNode' ? `nodeID="${xmlText(term.value)}"` : `about="${xmlText(term.value)}"`

const property = ({ predicate, object }: Quad): string => {
  const name = XML_NAME.exec(predicate.value)?.[0]
  if (name === undefined) throw new RangeError(`<${predicate.value}> has no end that XML could use as a name`)
  const open = `<p:${name} xmlns:p="${xmlText(predicate.value.slice(0, -name.length))}"`
  if (object.termType !== 'Literal') return `${open} rdf:${node(object).replace(/^about/, 'resource')}/>`
  const kind = object.language
    ? ` xml:lang="${xmlText(object.language)}"`
    : object.datatype.value === xsd('string').value
      ? ''
      : ` rdf:datatype="${xmlText(object.datatype.value)}"`
  return `${open}${kind}>${xmlText(object.value)}</p:${name}>`
}

const rdfXml = (quads: Iterable<Quad>): string => {
  const parts = [`<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="${PREFIXES.rdf}">\n`]
  for (const about of byKey(quads, quad => termText(quad.subject)).values()) {
    const [first] = about
    if (!first) continue
    parts.push(`<rdf:Description rdf:${node(first.subject)}>`, ...about.map(property), '</rdf:Description>\n')
  }
  return `${parts.join('')}</rdf:RDF>\n`
}

const reference = (term: Term): string => (term.termType === 'BlankNode' ? `_:${term.value}` : term.value)

const jsonLdValue = ({ object }: Quad): Record<string, string> => {
  if (object.termType !== 'Literal') return { '@id': reference(object) }
  if (object.language) return { '@value': object.value, '@language': object.language }
  return object.datatype.value === xsd('string').value
    ? { '@value': object.value }
    : { '@value': object.value, '@type': object.datatype.value }
}

/** Expanded JSON-LD 1.1, flat: one object a subject. */
const jsonLd = (quads: Iterable<Quad>): string =>
  JSON.stringify(
    [...byKey(quads, quad => reference(quad.subject))].map(([id, about]) => {
      const entries = [...byKey(about, quad => quad.predicate.value)].map(([name, said]) =>
        name === rdf('type').value && said.every(quad => quad.object.termType !== 'Literal')
          ? ['@type', said.map(quad => reference(quad.object))]
          : [name, said.map(jsonLdValue)],
      )
      return Object.fromEntries([['@id', id], ...entries])
    }),
  )

/** Triples as text in one of the media types of GRAPH_FORMATS. Throws a RangeError when RDF/XML cannot hold a property. */
export const writeGraph = (quads: readonly Quad[], mediaType: string): string => {
  switch (mediaType) {
    // A document without named graphs is the same in TriG.
    case 'text/turtle':
    case 'application/trig':
      return turtle(quads)
    case 'application/n-triples':
    case 'application/n-quads':
      return writeQuads(quads)
    case 'application/rdf+xml':
      return rdfXml(quads)
    case 'application/ld+json':
      return jsonLd(quads)
    default:
      throw new TypeError(`there is no writer of ${mediaType}`)
  }
}
