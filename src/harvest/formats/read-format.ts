/** Records in formats of their own (DataCite JSON and XML, IGSN XML) become JSON-LD, like any landing page's. */

import type { JsonLdDocument, JsonObject, Repair } from '../../model/json-ld-document.ts'
import type { Page } from '../../model/page.ts'
import type { Problem } from '../../model/problem.ts'
import { decodeText } from '../charset.ts'
import { parseJsonText } from '../json-text.ts'
import { ardcXml } from './ardc-xml.ts'
import { dataciteJson } from './datacite-json.ts'
import { dataciteXml, oaiDatacite } from './datacite-xml.ts'
import { igsnDescriptionXml } from './igsn-description-xml.ts'
import { igsnRegistrationXml } from './igsn-registration-xml.ts'
import { objectsIn } from './taking.ts'
import { parseXml, rootOf } from './xml-tree.ts'

/** What a record carries: at least one document or one problem. */
export interface ReadRecord {
  readonly documents: JsonLdDocument[]
  readonly problems: Problem[]
}

/** Media type of a DataCite record in JSON (DataCite content negotiation). */
export const DATACITE_JSON = 'application/vnd.datacite.datacite+json'
const DATACITE_TYPES = new Set([DATACITE_JSON, 'application/vnd.api+json'])
const XML_TYPE = /^(?:application|text)\/xml$|^application\/(?!xhtml|rss|atom|rdf)[\w.+-]+\+xml$/

type ToJsonLd = (tree: JsonObject) => JsonObject | undefined

/** One XML format: by the root element and its namespace, which older servers leave out. */
interface XmlFormat {
  readonly name: string
  readonly root: RegExp
  readonly namespace: RegExp
  /** The elements that are records; the root itself by default. */
  readonly records?: string
  readonly toJsonLd: ToJsonLd
}

const XML_FORMATS: readonly XmlFormat[] = [
  {
    name: 'DataCite XML',
    root: /^resource$/,
    namespace: /datacite\.org\/schema\/kernel/i,
    toJsonLd: dataciteXml,
  },
  { name: 'oai_datacite', root: /^oai_datacite$/, namespace: /./, toJsonLd: oaiDatacite },
  {
    name: 'IGSN registration XML',
    root: /^sample$/,
    namespace: /igsn\.org\/schema\/kernel|openarchives\.org\/OAI|^$/i,
    toJsonLd: igsnRegistrationXml,
  },
  {
    name: 'IGSN description XML',
    root: /^resource$/,
    namespace: /schema\.igsn\.org\/description/i,
    toJsonLd: igsnDescriptionXml,
  },
  {
    name: 'CSIRO or ARDC IGSN XML',
    root: /^resources$/,
    namespace: /igsn\.csiro\.au|ardc/i,
    records: 'resource',
    toJsonLd: ardcXml,
  },
  {
    name: 'CSIRO or ARDC IGSN XML',
    root: /^resource$/,
    namespace: /igsn\.csiro\.au|ardc/i,
    toJsonLd: ardcXml,
  },
]

// A page is one record; CSIRO's container may hold several.
const MAX_RECORDS = 1000

const problem = (page: Page, code: string, detail: string): ReadRecord => ({
  documents: [],
  problems: [{ stage: 'hall', code, subject: page.url, detail }],
})

const documents = (
  page: Page,
  format: string,
  nodes: readonly (JsonObject | undefined)[],
  repairs: readonly Repair[],
): ReadRecord => {
  const found = nodes.filter(each => each !== undefined)
  if (found.length === 0)
    return problem(
      page,
      'record-without-identifier',
      `the ${format} names no DOI or IGSN; nothing can be said of it`,
    )
  return {
    documents: found.map((json, index) => ({ pageUrl: page.url, index, origin: 'body', json, repairs })),
    problems: [],
  }
}

const recordsIn = (tree: JsonObject, path: string | undefined): JsonObject[] =>
  path === undefined ? [tree] : objectsIn(tree, path).slice(0, MAX_RECORDS)

const readJson = (page: Page, text: string, repairs: readonly Repair[]): ReadRecord | undefined => {
  const reading = parseJsonText(text, { tolerant: false })
  if (!reading.ok) {
    const { code, message, line, column } = reading.error
    return problem(
      page,
      code,
      `the DataCite record cannot be read: ${message}, at line ${line}, column ${column}`,
    )
  }
  return documents(page, 'DataCite record', [dataciteJson(reading.json)], repairs)
}

const readXml = (page: Page, text: string, repairs: readonly Repair[]): ReadRecord | undefined => {
  const root = rootOf(text)
  const format = XML_FORMATS.find(
    each => root && each.root.test(root.root) && each.namespace.test(root.namespace),
  )
  if (!format) return undefined
  const parsed = parseXml(text)
  if (!parsed.ok)
    return problem(page, parsed.fault.code, `the ${format.name} cannot be read: ${parsed.fault.detail}`)
  const nodes = recordsIn(parsed.tree.json, format.records).map(tree => format.toJsonLd(tree))
  return documents(page, format.name, nodes, [...repairs, ...parsed.tree.repairs])
}

/**
 * JSON-LD of a page that is a record in a format of DataCite or IGSN, told by media type and root element; undefined
 * when it is not. Problems (stage `hall`): `record-without-identifier`, `not-xml`, `xml-too-deep`, `xml-too-large`,
 * `invalid-json`, `json-too-deep`. Every value of the record is in the JSON-LD, as a property or as a PropertyValue
 * named by its path, but for DataCite's usage figures. Pure; never throws, for any bytes.
 */
export const readFormat = (page: Page): ReadRecord | undefined => {
  const isJson = DATACITE_TYPES.has(page.mediaType)
  if (!isJson && !XML_TYPE.test(page.mediaType)) return undefined
  const { text, repairs } = decodeText(page.body, page.charset)
  return isJson ? readJson(page, text, repairs) : readXml(page, text, repairs)
}
