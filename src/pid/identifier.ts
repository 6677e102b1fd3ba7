/** What the schemes of pid/ have in common. */
import type { Iri } from '../model/iri.ts'
import { isIri } from '../rdf/terms.ts'

/** Names of the identifier schemes. `igsn`: an IGSN in DOI form; `igsn-handle`: a legacy one under 10273. */
export type Scheme =
  | 'igsn'
  | 'igsn-handle'
  | 'doi'
  | 'orcid'
  | 'isni'
  | 'ror'
  | 'grid'
  | 'funder'
  | 'wikidata'
  | 'ark'
  | 'handle'
  | 'urn'
  | 'uuid'
  | 'rrid'

/** An identifier that was recognised. */
export interface Identifier {
  readonly scheme: Scheme
  /** The one IRI of the identifier, safe inside `<…>`. */
  readonly canonical: Iri
  /** Short form for people, e.g. `IGSN:10.60510/ICDP5054ESYI201`; not percent-encoded. */
  readonly display: string
}

/**
 * Resolver + name as an identifier; undefined when that makes no IRI. `name` is percent-encoded where it must be, unless
 * `form` tells that it is already `encoded`.
 */
export const identifier = (
  scheme: Scheme,
  resolver: string,
  name: string,
  display: string,
  form: 'plain' | 'encoded' = 'plain',
): Identifier | undefined => {
  const canonical = resolver + (form === 'plain' ? encodeName(name) : name)
  return isIri(canonical) ? { scheme, canonical, display } : undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters never belong to an identifier
const CONTROL = /[\x00-\x1f\x7f-\x9f]/

/**
 * A name as it stands in a URL without its percent-encoding, so that one name has one spelling; a malformed encoding is
 * taken literally. Undefined when it has control characters.
 */
export const decodeName = (written: string): string | undefined => {
  let name = written
  if (/%[0-9A-Fa-f]{2}/.test(written)) {
    try {
      name = decodeURIComponent(written)
    } catch {
      // Not UTF-8 once decoded: the percent signs are part of the name.
      name = written
    }
  }
  return CONTROL.test(name) ? undefined : name
}

const encodeName = (name: string): string => name.replace(/[\s%<>"{}|\\^`[\]?#]/g, encodeURIComponent)

/** ASCII letters in lower case; case mapping of other letters would not be reversible. */
export const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, letters => letters.toLowerCase())

/** ASCII letters in upper case. */
export const asciiUpper = (text: string): string => text.replace(/[a-z]+/g, letters => letters.toUpperCase())
