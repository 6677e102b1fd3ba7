/** SHACL severities as words. */
import { PREFIXES } from './namespaces.ts'

/** `http://www.w3.org/ns/shacl#Violation` -> `Violation`; other severities stay whole IRIs (SHACL 2.1.4 allows any). */
export const severityName = (iri: string): string =>
  iri.startsWith(PREFIXES.sh) ? iri.slice(PREFIXES.sh.length) : iri
