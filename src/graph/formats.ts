/** Result formats by query form, and which of them a client wants (RFC 9110, section 12.5.1). */

import { mediaWeight, preferencesOf } from './accept.ts'
import type { QueryForm } from './store.ts'

/** One serialisation. */
export interface ResultFormat {
  /** Short name for `format=` and file names. */
  readonly name: string
  readonly mediaType: string
  /** Other names a client may ask with. */
  readonly aliases: readonly string[]
  /** Whether the type is a text format that states its charset. */
  readonly text?: boolean
}

/** SELECT and ASK: SPARQL 1.1 results as JSON, XML, CSV, TSV; the first is the default. */
export const BINDING_FORMATS: readonly ResultFormat[] = [
  { name: 'json', mediaType: 'application/sparql-results+json', aliases: ['application/json', 'text/json'] },
  { name: 'xml', mediaType: 'application/sparql-results+xml', aliases: ['application/xml', 'text/xml'] },
  { name: 'csv', mediaType: 'text/csv', aliases: [], text: true },
  { name: 'tsv', mediaType: 'text/tab-separated-values', aliases: [], text: true },
]

/** CONSTRUCT, DESCRIBE and whole graphs. */
export const GRAPH_FORMATS: readonly ResultFormat[] = [
  { name: 'turtle', mediaType: 'text/turtle', aliases: ['ttl', 'application/x-turtle'], text: true },
  { name: 'ntriples', mediaType: 'application/n-triples', aliases: ['nt', 'text/plain'] },
  { name: 'nquads', mediaType: 'application/n-quads', aliases: ['nq'] },
  { name: 'trig', mediaType: 'application/trig', aliases: ['application/x-trig'] },
  {
    name: 'rdfxml',
    mediaType: 'application/rdf+xml',
    aliases: ['rdf', 'xml', 'rdf+xml', 'application/xml', 'text/xml'],
  },
  { name: 'jsonld', mediaType: 'application/ld+json', aliases: ['json', 'json-ld', 'application/json'] },
  { name: 'n3', mediaType: 'text/n3', aliases: ['text/rdf+n3'], text: true },
]

/** Media types of the documents that can be sent to a graph: fewer than can be had. */
export const DOCUMENT_TYPES = ['text/turtle', 'application/n-triples', 'application/ld+json'] as const

/** The formats that a query of this form can be answered in. */
export const formatsOf = (form: QueryForm): readonly ResultFormat[] =>
  form === 'SELECT' || form === 'ASK' ? BINDING_FORMATS : GRAPH_FORMATS

/**
 * Whether a client that sends this Accept header prefers HTML over the formats given: what a browser sends.
 * A header that only says `* / *`, or none, does not.
 */
export const prefersHtml = (accept: string | undefined, formats: readonly ResultFormat[]): boolean => {
  const preferences = preferencesOf(accept ?? '')
  const named = preferences.filter(({ name }) => name === 'text/html' || name === 'application/xhtml+xml')
  const html = Math.max(0, ...named.map(({ weight }) => weight))
  return html > 0 && formats.every(format => mediaWeight(format.mediaType, preferences) <= html)
}

/**
 * The format that an Accept header asks for, the earlier one of two that are equally welcome; undefined when none is.
 * An own media type beats an alias of the same weight. No header, or an empty one, means the first format.
 */
export const negotiate = (
  accept: string | undefined,
  formats: readonly ResultFormat[],
): ResultFormat | undefined => {
  const preferences = preferencesOf(accept ?? '')
  if (preferences.length === 0) return formats[0]
  let best: { format: ResultFormat; weight: number } | undefined
  for (const format of formats) {
    const aliases = preferences.filter(({ name }) => format.aliases.includes(name))
    // The small discount only decides ties.
    const weight = Math.max(
      mediaWeight(format.mediaType, preferences),
      ...aliases.map(alias => alias.weight * 0.9999),
    )
    if (weight > 0 && weight > (best?.weight ?? 0)) best = { format, weight }
  }
  return best?.format
}

/** The format with this short name, media type or alias, without regard to case. */
export const formatNamed = (name: string, formats: readonly ResultFormat[]): ResultFormat | undefined => {
  // In a query string written by hand, the plus sign of a media type arrives as a space.
  const wanted = name.trim().toLowerCase().replaceAll(' ', '+')
  return formats.find(
    format => format.name === wanted || format.mediaType === wanted || format.aliases.includes(wanted),
  )
}

/** The Content-Type header of an answer in the format. */
export const contentType = (format: ResultFormat): string =>
  format.text ? `${format.mediaType}; charset=utf-8` : format.mediaType
