/** Result formats by query form, and which of them a client wants (RFC 9110, section 12.5.1). */

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
    aliases: ['rdf', 'xml', 'application/xml', 'text/xml'],
  },
  { name: 'jsonld', mediaType: 'application/ld+json', aliases: ['json', 'application/json'] },
]

/** The formats that a query of this form can be answered in. */
export const formatsOf = (form: QueryForm): readonly ResultFormat[] =>
  form === 'SELECT' || form === 'ASK' ? BINDING_FORMATS : GRAPH_FORMATS

interface Range {
  readonly type: string
  readonly q: number
}

/** Longest Accept header that is read; the rest is ignored. */
const MAX_ACCEPT = 4096

const rangesOf = (accept: string): Range[] =>
  accept
    .slice(0, MAX_ACCEPT)
    .split(',')
    .map(part => {
      const [type = '', ...parameters] = part.split(';').map(piece => piece.trim().toLowerCase())
      const weight = parameters.find(parameter => parameter.startsWith('q='))
      const q = weight === undefined ? 1 : Number(weight.slice(2))
      return { type, q: q >= 0 && q <= 1 ? q : 0 }
    })
    .filter(range => range.type !== '')

/** Weight of one media type: that of the most specific range which covers it, 0 when none does. */
const weightOf = (mediaType: string, ranges: readonly Range[]): number => {
  const family = `${mediaType.split('/')[0]}/*`
  for (const wanted of [mediaType, family, '*/*']) {
    const covering = ranges.filter(range => range.type === wanted)
    if (covering.length > 0) return Math.max(...covering.map(range => range.q))
  }
  return 0
}

/**
 * Whether a client that sends this Accept header prefers HTML over the formats given: what a browser sends.
 * A header that only says `* / *`, or none, does not.
 */
export const prefersHtml = (accept: string | undefined, formats: readonly ResultFormat[]): boolean => {
  const ranges = rangesOf(accept ?? '')
  const named = ranges.filter(range => range.type === 'text/html' || range.type === 'application/xhtml+xml')
  const html = Math.max(0, ...named.map(range => range.q))
  return html > 0 && formats.every(format => weightOf(format.mediaType, ranges) <= html)
}

/**
 * The format that an Accept header asks for, the earlier one of two that are equally welcome; undefined when none is.
 * An own media type beats an alias of the same weight. No header, or an empty one, means the first format.
 */
export const negotiate = (
  accept: string | undefined,
  formats: readonly ResultFormat[],
): ResultFormat | undefined => {
  const ranges = rangesOf(accept ?? '')
  if (ranges.length === 0) return formats[0]
  let best: { format: ResultFormat; q: number } | undefined
  for (const format of formats) {
    const aliasWeights = format.aliases.map(alias => ranges.find(range => range.type === alias)?.q ?? 0)
    // The small discount only decides ties.
    const q = Math.max(weightOf(format.mediaType, ranges), ...aliasWeights.map(weight => weight * 0.9999))
    if (q > 0 && q > (best?.q ?? 0)) best = { format, q }
  }
  return best?.format
}

/** The format with this short name, media type or alias, without regard to case. */
export const formatNamed = (name: string, formats: readonly ResultFormat[]): ResultFormat | undefined => {
  const wanted = name.trim().toLowerCase()
  return formats.find(
    format => format.name === wanted || format.mediaType === wanted || format.aliases.includes(wanted),
  )
}

/** The Content-Type header of an answer in the format. */
export const contentType = (format: ResultFormat): string =>
  format.text ? `${format.mediaType}; charset=utf-8` : format.mediaType
