/** Small RDF documents in every format: quads of the default graph that are at hand. */

import type { Quad } from '@rdfjs/types'
import { Store, Writer } from 'n3'
import { writeQuads } from '../rdf/n-quads.ts'
import { PREFIXES } from '../rdf/namespaces.ts'
import { rdfXml } from './rdf-xml.ts'
import { expandedJsonLd } from './routes/json-ld-document.ts'

/** Media types that `writeDocument` writes, the first one for who has no wish. */
export const DOCUMENT_TYPES = [
  'text/turtle',
  'application/ld+json',
  'application/n-triples',
  'application/n-quads',
  'application/trig',
  'application/rdf+xml',
  'text/n3',
] as const

const turtle = (quads: readonly Quad[]): string => {
  const used = new Set(
    quads
      .flatMap(({ subject, predicate, object }) => [
        subject.value,
        predicate.value,
        object.termType === 'Literal' ? object.datatype.value : object.value,
      ])
      .map(iri => iri.replace(/[^#/]*$/, '')),
  )
  const prefixes = Object.fromEntries(Object.entries(PREFIXES).filter(([, namespace]) => used.has(namespace)))
  const writer = new Writer({ prefixes })
  writer.addQuads([...quads])
  let text = ''
  // The callback runs at once: the writer is given no stream.
  writer.end((_, result: string) => {
    text = result
  })
  return text
}

/**
 * Quads without graph names as a document of the media type, one of `DOCUMENT_TYPES`; others are a bug. A graph is a set
 * (RDF 1.1 Concepts, 3): what is given twice is written once.
 */
export const writeDocument = (given: readonly Quad[], mediaType: string): string => {
  const quads = new Store([...given]).getQuads(null, null, null, null)
  switch (mediaType) {
    case 'text/turtle':
    case 'application/trig':
    case 'text/n3':
      return turtle(quads)
    case 'application/ld+json':
      return `${JSON.stringify(expandedJsonLd(quads))}\n`
    case 'application/rdf+xml':
      return rdfXml(quads)
    case 'application/n-triples':
    case 'application/n-quads':
      return writeQuads(quads)
    default:
      throw new Error(`no RDF document can be written as ${mediaType}`)
  }
}
