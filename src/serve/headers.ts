/** Headers that several routes share. */

/** Number of the last archive change that an answer shows. */
export const GENERATION_HEADER = 'Lodestone-Generation'

/** How many samples an export holds. */
export const TOTAL_HEADER = 'Lodestone-Total'

/** Longest time a SPARQL query may run, in seconds. */
export const DEADLINE_HEADER = 'Lodestone-Deadline-Seconds'

/** Largest request body that the SPARQL endpoint takes, in bytes. */
export const MAX_BODY_HEADER = 'Lodestone-Max-Body-Bytes'

/** Name of a query, with which it can be looked at and cancelled; the client may choose it. */
export const QUERY_ID_HEADER = 'Lodestone-Query-Id'

const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** An IRI as the URI that stands between the angle brackets of a Link header (RFC 8288; RFC 3987 section 3.1). */
export const uriReference = (iri: string): string => iri.replace(/[^\x21-\x7e]|[<>"]/gu, percentEncoded)
