/** Persistent identifiers: which scheme a text is of, and its one canonical IRI. */
import type { Iri } from '../model/iri.ts'
import { ark } from './ark.ts'
import { tidyText } from './characters.ts'
import { doi, handle } from './doi.ts'
import { funder } from './funder.ts'
import type { Identifier, Scheme } from './identifier.ts'
import { igsn } from './igsn.ts'
import { isni, orcid } from './orcid.ts'
import { grid, ror } from './ror.ts'
import { rrid } from './rrid.ts'
import { urn, uuid } from './urn.ts'
import { isElsewhere, withoutMetaResolver } from './web-addresses.ts'
import { wikidata } from './wikidata.ts'

export type { Identifier, Scheme } from './identifier.ts'
export { igsnHandle } from './igsn.ts'

// The order decides: an IGSN may be a DOI, as a funder's id is; a DOI may be written as a handle; a UUID as a URN.
const SCHEMES: readonly ((text: string) => Identifier | undefined)[] = [
  igsn,
  funder,
  doi,
  handle,
  orcid,
  isni,
  ror,
  grid,
  ark,
  wikidata,
  rrid,
  uuid,
  urn,
]

const MAX_LENGTH = 2048

/**
 * The identifier that a text is, in any spelling that the scheme files describe, or undefined: when it is of no known
 * scheme, fails its checksum, or is a bare code (`igsnHandle` is for those; `explain` tells which). The text must be the
 * identifier and nothing else; white space around it, zero-width spaces and soft hyphens are ignored, dashes are hyphens.
 */
export const identify = (text: string): Identifier | undefined => {
  if (text.length > MAX_LENGTH) return undefined
  const tidy = tidyText(text)
  // Every spelling of every scheme has a digit, is a URN or an address where codes alone are names.
  if (!/\d|^urn:|(?:igsn|geosamples)\.org\//i.test(tidy) || isElsewhere(tidy)) return undefined
  const plain = withoutMetaResolver(tidy)
  for (const scheme of SCHEMES) {
    const found = scheme(plain)
    if (found) return found
  }
  return undefined
}

/** The canonical IRI of an identifier in any spelling, or undefined when it is none. */
export const canonicalise = (text: string): Iri | undefined => identify(text)?.canonical

/** Whether identifiers of a scheme name samples and nothing else (a plain DOI may or may not). */
export const isSampleScheme = (scheme: Scheme): boolean => scheme === 'igsn' || scheme === 'igsn-handle'
