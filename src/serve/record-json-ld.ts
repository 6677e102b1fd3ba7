/** The JSON-LD that a record page embeds: the record's kernel statements, and whose record it is. */
import type { StoredRecord } from '../model/record.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { dcterms, prov, schema, xsd } from '../rdf/namespaces.ts'
import { expandedJsonLd } from './routes/json-ld-document.ts'

/** What a page says that it embeds: nothing but statements in the terms of this profile, to be taken as they are. */
export const KERNEL_PROFILE = 'urn:x-lodestone:profile:kernel'

/** Who published the page that a record was made from. */
export interface Origin {
  readonly name: string
  readonly licence?: string
}

/**
 * Expanded JSON-LD 1.1 of an accepted record, for the page `pageUrl`: first the page itself (PROV-O: what it was derived
 * from, from whom, when), then the kernel statements. Of any other record the page itself is all. Expanded, because a
 * reader needs no context then, and gets the very terms that are in the graph.
 */
export const recordJsonLd = (pageUrl: string, record: StoredRecord, origin: Origin): readonly object[] => [
  {
    '@id': pageUrl,
    '@type': [schema('WebPage').value],
    [dcterms('conformsTo').value]: [{ '@id': KERNEL_PROFILE }],
    [prov('wasDerivedFrom').value]: [{ '@id': record.url }],
    [prov('generatedAtTime').value]: [{ '@value': record.fetchedAt, '@type': xsd('dateTime').value }],
    [schema('sdPublisher').value]: [{ '@id': `${pageUrl}#source` }],
    ...(origin.licence !== undefined && { [schema('sdLicense').value]: [{ '@id': origin.licence }] }),
    ...(record.samples.length > 0 && {
      [schema('mainEntity').value]: record.samples.map(sample => ({ '@id': sample })),
    }),
  },
  {
    '@id': `${pageUrl}#source`,
    '@type': [schema('Organization').value],
    [schema('name').value]: [{ '@value': origin.name }],
  },
  ...(record.state === 'accepted' ? expandedJsonLd([...parseQuads(record.kernelTriples)]) : []),
]

/**
 * JSON for the inside of a script element: no character of it ends the element or begins a comment (HTML, 4.12.1.3), nor is
 * it a line end to old JavaScript. What JSON.parse makes of it is the same.
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
