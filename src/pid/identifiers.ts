/** Persistent identifiers: which scheme a text is of, and its one canonical IRI. */
import type { Iri } from '../model/iri.ts'
import { isIri } from '../rdf/terms.ts'

/** Names of the identifier schemes. */
export type Scheme = 'igsn' | 'igsn-handle' | 'doi' | 'orcid' | 'ror' | 'isni' | 'handle' | 'ark' | 'wikidata'

/** An identifier that was recognised. */
export interface Identifier {
  readonly scheme: Scheme
  readonly canonical: Iri
  /** As people write it, e.g. `IGSN:10.60510/ICDP5054ESYI201`. */
  readonly display: string
}

/** The identifier that a text is, or undefined when it is of no known scheme or fails its checksum. */
export const identify = (text: string): Identifier | undefined => {
  const doi = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i.exec(text.trim())?.[1]
  if (!doi) return undefined
  const canonical = `https://doi.org/${doi.toLowerCase()}`
  return isIri(canonical) ? { scheme: 'doi', canonical, display: doi } : undefined
}

/** The canonical IRI of an identifier in any spelling, or undefined when it is none. */
export const canonicalise = (text: string): Iri | undefined => identify(text)?.canonical

/** Whether identifiers of a scheme name samples and nothing else. */
export const isSampleScheme = (scheme: Scheme): boolean => scheme === 'igsn' || scheme === 'igsn-handle'

/** The legacy IGSN handle of a bare code, e.g. `DSR000008`; undefined when the text cannot be one. */
export const igsnHandle = (code: string): Identifier | undefined => {
  const canonical = `https://hdl.handle.net/10273/${code.trim().toUpperCase()}`
  return /^[\w.-]+$/.test(code.trim()) && isIri(canonical)
    ? { scheme: 'igsn-handle', canonical, display: code.trim().toUpperCase() }
    : undefined
}
