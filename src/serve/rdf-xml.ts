/** RDF 1.1 XML Syntax, written: one rdf:Description per subject, one element per statement. */

import type { Quad, Quad_Object } from '@rdfjs/types'
import { PREFIXES, xsd } from '../rdf/namespaces.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
}

const attribute = (text: string): string => text.replace(/[&<>"\r\n\t]/g, char => ESCAPES[char] ?? char)
const content = (text: string): string => text.replace(/[&<>\r]/g, char => ESCAPES[char] ?? char)

/** Characters that XML 1.0 cannot hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IMPOSSIBLE = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g

/** Where an IRI ends in an XML name (NCName, its ASCII part): that name is the element's. */
const LOCAL = /[A-Za-z_][\w.-]*$/

const PREFIX_OF = new Map(
  Object.entries(PREFIXES).map(([prefix, namespace]) => [namespace as string, prefix]),
)

const elementOf = (iri: string): { name: string; declared: string } | undefined => {
  const local = LOCAL.exec(iri)?.[0]
  if (local === undefined || local === iri) return undefined
  const namespace = iri.slice(0, -local.length)
  const prefix = PREFIX_OF.get(namespace)
  return { name: `${prefix ?? 'p'}:${local}`, declared: ` xmlns:${prefix ?? 'p'}="${attribute(namespace)}"` }
}

const objectOf = (object: Quad_Object, name: string): string => {
  if (object.termType === 'NamedNode') return ` rdf:resource="${attribute(object.value)}"/>`
  if (object.termType === 'BlankNode') return ` rdf:nodeID="${attribute(object.value)}"/>`
  if (object.termType !== 'Literal') throw new Error(`RDF/XML has no place for a ${object.termType}`)
  const { language, datatype } = object
  const plain = language !== '' || datatype.equals(xsd('string'))
  const kind = language !== '' ? ` xml:lang="${attribute(language)}"` : ''
  const type = plain ? '' : ` rdf:datatype="${attribute(datatype.value)}"`
  return `${kind}${type}>${content(object.value.replace(IMPOSSIBLE, '\uFFFD'))}</${name}>`
}

/**
 * Quads, whose graphs are left out, as an RDF/XML document. A statement whose property does not end in an XML name cannot
 * be written (RDF 1.1 XML Syntax, section 2.8) and is a bug of who chose the property.
 */
export const rdfXml = (quads: readonly Quad[]): string => {
  const bySubject = new Map<string, { subject: Quad['subject']; lines: string[] }>()
  for (const { subject, predicate, object } of quads) {
    const about = bySubject.get(`${subject.termType} ${subject.value}`) ?? { subject, lines: [] }
    bySubject.set(`${subject.termType} ${subject.value}`, about)
    const element = elementOf(predicate.value)
    if (!element) throw new Error(`<${predicate.value}> cannot be an element of RDF/XML`)
    about.lines.push(`    <${element.name}${element.declared}${objectOf(object, element.name)}\n`)
  }
  const descriptions = [...bySubject.values()].map(({ subject, lines }) => {
    const name = subject.termType === 'BlankNode' ? 'rdf:nodeID' : 'rdf:about'
    return `  <rdf:Description ${name}="${attribute(subject.value)}">\n${lines.join('')}  </rdf:Description>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="${PREFIXES.rdf}">\n${descriptions.join('')}</rdf:RDF>\n`
}
