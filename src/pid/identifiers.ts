/** Persistent identifiers: which scheme a text is of, and its one canonical IRI. */
import type { Iri } from '../model/iri.ts'
import { ark } from './ark.ts'
import { doi, handle } from './doi.ts'
import type { Identifier, Scheme } from './identifier.ts'
import { igsn } from './igsn.ts'
import { isni, orcid } from './orcid.ts'
import { ror } from './ror.ts'
import { wikidata } from './wikidata.ts'

export type { Identifier, Scheme } from './identifier.ts'
export { igsnHandle } from './igsn.ts'

// The order decides: an IGSN may be a DOI, a DOI may be written as a handle.
const SCHEMES: readonly ((text: string) => Identifier | undefined)[] = [
  igsn,
  doi,
  handle,
  orcid,
  isni,
  ror,
  ark,
  wikidata,
]

const MAX_LENGTH = 2048

// Of web addresses the schemes know those of these hosts only; a page has dozens of others.
const ELSEWHERE =
  /^https?:\/\/(?!(?:www\.|dx\.|app\.|data\.|sandbox\.|m\.)?(?:igsn|geosamples|doi|orcid|isni|ror|arks|wikidata)\.org\/|hdl\.handle\.net\/|www\.hdl\.handle\.net\/|dx\.hdl\.handle\.net\/|(?:www\.)?n2t\.net\/)/i

/**
 * The identifier that a text is, in any spelling that the scheme files describe, or undefined: when it is of no known
 * scheme, fails its checksum, or is a bare code (`igsnHandle` is for those). The text must be the identifier and
 * nothing else; white space around it and zero-width spaces inside are ignored.
 */
export const identify = (text: string): Identifier | undefined => {
  if (text.length > MAX_LENGTH) return undefined
  const tidy = text.replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '').trim()
  // Every spelling of every scheme has a digit.
  if (!/\d/.test(tidy) || ELSEWHERE.test(tidy)) return undefined
  for (const scheme of SCHEMES) {
    const found = scheme(tidy)
    if (found) return found
  }
  return undefined
}

/** The canonical IRI of an identifier in any spelling, or undefined when it is none. */
export const canonicalise = (text: string): Iri | undefined => identify(text)?.canonical

/** Whether identifiers of a scheme name samples and nothing else (a plain DOI may or may not). */
export const isSampleScheme = (scheme: Scheme): boolean => scheme === 'igsn' || scheme === 'igsn-handle'
