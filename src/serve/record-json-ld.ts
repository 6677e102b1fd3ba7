/** What a record page says to machines: the record's kernel statements, and whose record it is. */
import type { Quad, Quad_Object } from '@rdfjs/types'
import type { StoredRecord } from '../model/record.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { dcterms, prov, rdf, schema, xsd } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import { writeDocument } from './rdf-document.ts'

/** What a page says that it embeds: nothing but statements in the terms of this profile, to be taken as they are. */
export const KERNEL_PROFILE = 'urn:x-lodestone:profile:kernel'

/** Who published the page that a record was made from. */
export interface Origin {
  readonly name: string
  readonly licence?: string
}

/** Whose record it is, from which page, of when (PROV-O), and that what follows are kernel statements. */
const aboutPage = (pageUrl: string, record: StoredRecord, origin: Origin): Quad[] => {
  const page = factory.namedNode(pageUrl)
  const source = factory.namedNode(`${pageUrl}#source`)
  const says = (property: ReturnType<typeof schema>, value: Quad_Object) =>
    factory.quad(page, property, value)
  const { licence } = origin
  return [
    says(rdf('type'), schema('WebPage')),
    says(dcterms('conformsTo'), factory.namedNode(KERNEL_PROFILE)),
    says(prov('wasDerivedFrom'), factory.namedNode(record.url)),
    says(prov('generatedAtTime'), factory.literal(record.fetchedAt, xsd('dateTime'))),
    says(schema('sdPublisher'), source),
    ...(licence !== undefined && isIri(licence)
      ? [says(schema('sdLicense'), factory.namedNode(licence))]
      : []),
    ...record.samples.map(sample => says(schema('mainEntity'), factory.namedNode(sample))),
    factory.quad(source, rdf('type'), schema('Organization')),
    factory.quad(source, schema('name'), factory.literal(origin.name)),
  ]
}

/** The statements of the page `pageUrl` of an accepted record, about the page itself first; of any other record these alone. */
export const recordStatements = (pageUrl: string, record: StoredRecord, origin: Origin): readonly Quad[] => [
  ...aboutPage(pageUrl, record, origin),
  ...(record.state === 'accepted' ? parseQuads(record.kernelTriples) : []),
]

/**
 * `recordStatements` as the text of a JSON-LD 1.1 document. Expanded, because a reader needs no context then, and gets the
 * very terms that are in the graph.
 */
export const recordJsonLd = (pageUrl: string, record: StoredRecord, origin: Origin): string =>
  writeDocument(recordStatements(pageUrl, record, origin), 'application/ld+json').trim()

/**
 * JSON text for the inside of a script element: no character of it ends the element or begins a comment (HTML, 4.12.1.3),
 * nor is it a line end to old JavaScript. What JSON.parse makes of it is the same.
 */
export const scriptJson = (json: string): string =>
  json.replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
