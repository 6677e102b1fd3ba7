/** The hall for N-Quads: a record that is delivered as quads becomes a JSON-LD document, in flattened expanded form. */

import type { Quad, Term } from '@rdfjs/types'
import type { JsonLdDocument, JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { rdf, xsd } from '../rdf/namespaces.ts'
import { decodeText } from './charset.ts'

const TYPES = new Set(['application/n-quads', 'application/n-triples'])
const RDF_TYPE = rdf('type').value
const PLAIN = new Set([xsd('string').value, rdf('langString').value])
const QUOTED = 80

const idOf = ({ termType, value }: Term): string => (termType === 'BlankNode' ? `_:${value}` : value)

const valueObject = (object: Quad['object']): JsonValue => {
  if (object.termType !== 'Literal') return { '@id': idOf(object) }
  if (object.language) return { '@value': object.value, '@language': object.language }
  const { value } = object.datatype
  return PLAIN.has(value) ? { '@value': object.value } : { '@value': object.value, '@type': value }
}

const put = (node: JsonObject, key: string, value: JsonValue): void => {
  const values = Object.hasOwn(node, key) ? node[key] : undefined
  if (Array.isArray(values)) values.push(value)
  else node[key] = [value]
}

/** Quads as nodes (JSON-LD 1.1 API, flattened and expanded); the name of their graph is that of the record and left out. */
const nodesOf = (quads: readonly Quad[]): JsonValue[] => {
  const nodes = new Map<string, JsonObject>()
  for (const { subject, predicate, object } of quads) {
    const id = idOf(subject)
    const node = nodes.get(id) ?? { '@id': id }
    nodes.set(id, node)
    // @type takes IRIs and blank nodes only; a literal type is kept as an ordinary value.
    if (predicate.value === RDF_TYPE && object.termType !== 'Literal') put(node, '@type', idOf(object))
    else put(node, predicate.value, valueObject(object))
  }
  return [...nodes.values()]
}

const tryParse = (text: string): Quad[] | SyntaxError => {
  try {
    return parseQuads(text)
  } catch (error) {
    if (error instanceof SyntaxError) return error
    throw error
  }
}

/** Line by line: what is wrong with one costs that one only. */
const parseLines = (text: string): { quads: Quad[]; repairs: Repair[] } => {
  const quads: Quad[] = []
  let first: { detail: string } | undefined
  let count = 0
  for (const line of text.split(/\r\n|\n|\r/)) {
    const read = tryParse(line)
    if (!(read instanceof SyntaxError)) {
      for (const quad of read) quads.push(quad)
      continue
    }
    count++
    const reason = read.message.replace(/^N-Quads line \d+: /, '')
    first ??= { detail: `${JSON.stringify(line.slice(0, QUOTED))} was left out: ${reason}` }
  }
  const more = count > 1 ? `, and ${count - 1} more lines` : ''
  return { quads, repairs: first ? [{ rule: 'invalid-quad-dropped', detail: `${first.detail}${more}` }] : [] }
}

/**
 * The document of a page that is N-Quads or N-Triples, by its media type; undefined for any other page. Lines that
 * are no quads are left out and logged (`invalid-quad-dropped`); a page without any quad is `no-quads`.
 */
export const readNQuads = (
  page: Page,
): { readonly documents: JsonLdDocument[]; readonly problems: Problem[] } | undefined => {
  if (!TYPES.has(page.mediaType)) return undefined
  const { text, repairs } = decodeText(page.body, page.charset)
  const whole = tryParse(text)
  const read = whole instanceof SyntaxError ? parseLines(text) : { quads: whole, repairs: [] }
  if (read.quads.length === 0) {
    const why = read.repairs[0]?.detail ?? 'it is empty'
    const detail = `the record holds no quad (RDF 1.1 N-Quads): ${why}`
    return { documents: [], problems: [{ stage: 'hall', code: 'no-quads', subject: page.url, detail }] }
  }
  const document: JsonLdDocument = {
    pageUrl: page.url,
    index: 0,
    origin: 'body',
    json: nodesOf(read.quads),
    repairs: [...repairs, ...read.repairs],
  }
  return { documents: [document], problems: [] }
}
