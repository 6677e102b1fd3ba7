/** Which form of a thing is sent: by `?format=` when it is given, else by the Accept header (RFC 9110, 12.5.1). */
import type { Context } from 'hono'
import { problemResponse } from '../errors.ts'
import { chooseType } from './accept.ts'

/** The names that `?format=` takes, by media type. */
export const FORMATS = {
  'text/html': 'html',
  'application/json': 'json',
  'application/ld+json': 'jsonld',
  'text/turtle': 'turtle',
  'application/n-triples': 'ntriples',
  'application/n-quads': 'nquads',
  'application/trig': 'trig',
  'application/rdf+xml': 'rdfxml',
  'text/n3': 'n3',
  'application/vnd.datacite.datacite+json': 'datacite',
  'application/vnd.citationstyles.csl+json': 'csl',
  'application/x-bibtex': 'bibtex',
  'application/x-research-info-systems': 'ris',
  'text/x-bibliography': 'citation',
  'application/linkset+json': 'linkset',
  'application/linkset': 'linkset-text',
} as const

/** A media type that things are offered in. */
export type FormatType = keyof typeof FORMATS

/** Other spellings that people try. */
const SYNONYMS: Readonly<Record<string, FormatType>> = {
  'json-ld': 'application/ld+json',
  ttl: 'text/turtle',
  nt: 'application/n-triples',
  nq: 'application/n-quads',
  'n-triples': 'application/n-triples',
  'n-quads': 'application/n-quads',
  rdf: 'application/rdf+xml',
  xml: 'application/rdf+xml',
  'csl-json': 'application/vnd.citationstyles.csl+json',
  'datacite-json': 'application/vnd.datacite.datacite+json',
  bib: 'application/x-bibtex',
  text: 'text/x-bibliography',
}

const byName = (given: string): FormatType | undefined => {
  // A plus sign in a query is a space.
  const name = given.trim().toLowerCase().replaceAll(' ', '+')
  const types = Object.keys(FORMATS) as FormatType[]
  return types.find(type => type === name || FORMATS[type] === name) ?? SYNONYMS[name]
}

/** What `?format=` asks for: a media type, `undefined` for one that nobody knows, and nothing (`null`) when it is not there. */
export const askedFormat = (c: Context): FormatType | undefined | null => {
  const given = new URL(c.req.url).searchParams.get('format')
  return given === null ? null : byName(given)
}

/** The media type of `offers` to send; undefined when none will do. */
export const chosenFormat = <T extends FormatType>(c: Context, offers: readonly T[]): T | undefined => {
  const asked = askedFormat(c)
  if (asked === null) return chooseType(c.req.header('accept'), offers)
  return offers.find(type => type === asked)
}

/** HTTP 406 that lists what there is. */
export const notAcceptable = (
  c: Context,
  offers: readonly FormatType[],
  headers: Record<string, string> = {},
): Response => {
  const given = new URL(c.req.url).searchParams.get('format')
  const asked = given === null ? '' : `"${given.slice(0, 100)}" is no form of this; `
  return problemResponse(
    {
      ...{ status: 406, code: 'not-acceptable', title: 'No such form' },
      detail: `${asked}it is given as ${offers.map(type => `${type} (?format=${FORMATS[type]})`).join(', ')}`,
    },
    { vary: 'Accept', ...headers },
  )
}
