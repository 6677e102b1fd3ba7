/** The metadata formats of an OAI-PMH repository, and what to do when the one that was asked for is of no use. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { objectsIn, takeText } from '../formats/taking.ts'
import { parseXml, TEXT } from '../formats/xml-tree.ts'
import { quote } from '../web-url.ts'

/** One format that a repository offers (OAI-PMH 4.4). */
export interface OfferedFormat {
  readonly prefix: string
  readonly namespace: string
}

/** Fifteen words of Dublin Core without place, material or parent (OAI-PMH 3.4): no sample can be made of them. */
export const DUBLIN_CORE = 'oai_dc'

// Namespaces of the formats that become JSON-LD, by their hosts: each repository chooses prefixes of its own.
const READ = /datacite\.org|igsn\.org|igsn\.csiro\.au|ardc/i

const MOST_FORMATS = 30

const textIn = (format: JsonObject, name: string): string => {
  const [first] = objectsIn(format, name)
  return first ? (takeText(first, TEXT) ?? '') : ''
}

/** The formats of a ListMetadataFormats answer; none when there are none in it, whatever it is. */
export const readOffered = (text: string): OfferedFormat[] => {
  const parsed = parseXml(text)
  if (!parsed.ok) return []
  return objectsIn(parsed.tree.json, 'ListMetadataFormats')
    .flatMap(list => objectsIn(list, 'metadataFormat'))
    .slice(0, MOST_FORMATS)
    .map(format => ({
      prefix: textIn(format, 'metadataPrefix'),
      namespace: textIn(format, 'metadataNamespace'),
    }))
    .filter(({ prefix }) => prefix !== '')
}

/** Which formats there are, and what to do: one sentence or two, as the end of a problem's detail. */
export const adviceOn = (offered: readonly OfferedFormat[]): string => {
  if (offered.length === 0)
    return 'the server does not say which formats it offers; ask its operator for oai_datacite or an IGSN format'
  const list = offered.map(({ prefix }) => quote(prefix, 40)).join(', ')
  const read = offered.filter(({ prefix, namespace }) => prefix !== DUBLIN_CORE && READ.test(namespace))
  if (read.length > 0)
    return `the repository offers ${list}; give the feed the prefix ${read.map(({ prefix }) => quote(prefix, 40)).join(' or ')}`
  return (
    `the repository offers ${offered.length === 1 ? 'only ' : ''}${list}, of which none can be read; ask its operator for ` +
    'oai_datacite or an IGSN format, or harvest its landing pages by a sitemap'
  )
}
