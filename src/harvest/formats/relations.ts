/** DataCite relation types (Metadata Schema 4.7, appendix 3) and the things that identifiers of many kinds lead to. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { identify, igsnHandle } from '../../pid/identifiers.ts'
import { datacite, schema } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { identifierPair, isWebIri, node, type Statement, s } from './statements.ts'
import { takeText } from './taking.ts'

/** Every relation type, in the order of the alphabet. */
export const RELATION_TYPES = [
  'Cites',
  'Collects',
  'Compiles',
  'Continues',
  'Describes',
  'Documents',
  'HasMetadata',
  'HasPart',
  'HasTranslation',
  'HasVersion',
  'IsCitedBy',
  'IsCollectedBy',
  'IsCompiledBy',
  'IsContinuedBy',
  'IsDerivedFrom',
  'IsDescribedBy',
  'IsDocumentedBy',
  'IsIdenticalTo',
  'IsMetadataFor',
  'IsNewVersionOf',
  'IsObsoletedBy',
  'IsOriginalFormOf',
  'IsPartOf',
  'IsPreviousVersionOf',
  'IsPublishedIn',
  'IsReferencedBy',
  'IsRequiredBy',
  'IsReviewedBy',
  'IsSourceOf',
  'IsSupplementTo',
  'IsSupplementedBy',
  'IsTranslationOf',
  'IsVariantFormOf',
  'IsVersionOf',
  'Obsoletes',
  'Other',
  'References',
  'Requires',
  'Reviews',
] as const

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...RELATION_TYPES.map(type => [type.toLowerCase(), type] as const),
  // IGSN registration 1.0 misspells it; IGSN description and the ARDC schema have names of their own.
  ['iscompliedby', 'IsCompiledBy'],
  ['hasdocument', 'IsDocumentedBy'],
  ['hasreferenceresource', 'References'],
  ['hasdigitalrepresentation', 'HasMetadata'],
  ['ismemberof', 'IsPartOf'],
  ['issubsampleof', 'IsPartOf'],
  ['haschild', 'HasPart'],
  ['ischildof', 'IsPartOf'],
])

/** The property that a relation type means, however its name is spelt or prefixed; undefined when it is not known. */
export const relationProperty = (name: string): string | undefined => {
  const known = BY_NAME.get(
    name
      .replace(/^.*[/#]/, '')
      .replace(/[\s_-]/g, '')
      .toLowerCase(),
  )
  return known === undefined ? undefined : datacite(known).value
}

/** The property for a relation that DataCite has no type for. */
export const OTHER_RELATION = datacite('Other').value

/** Resource types as classes: DataCite's vocabularies are siblings. */
const GENERAL_CLASSES = new URL('../resourceTypeGeneral/', datacite('').value).href

const ARTICLE = new Set([
  'BookChapter',
  'ConferencePaper',
  'ConferenceProceeding',
  'DataPaper',
  'JournalArticle',
  'PeerReview',
  'Preprint',
  'Text',
])
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['Book', 'Book'],
  ['Collection', 'Collection'],
  ['Dataset', 'Dataset'],
  ['Dissertation', 'Thesis'],
  ['Journal', 'Periodical'],
  ['PhysicalObject', 'Thing'],
  ['Report', 'Report'],
])

/** Takes a thing's resourceTypeGeneral as classes, DataCite's own and the nearest of schema.org; other texts stay. */
export const takeClasses = (object: JsonObject, key: string): string[] => {
  const given = object[key]
  if (typeof given !== 'string' || !/^\s*[A-Za-z]{1,60}\s*$/.test(given)) return []
  const general = given.trim()
  takeText(object, key)
  const nearest = ARTICLE.has(general) ? 'ScholarlyArticle' : (CLASSES.get(general) ?? 'CreativeWork')
  return [schema(nearest).value, GENERAL_CLASSES + general]
}

/** The IRI that an identifier of some kind (DOI, IGSN, Handle, URL, URN, …) stands for, when it has one. */
export const iriOf = (kind: string | undefined, value: string): string | undefined => {
  const scheme = (kind ?? '').replace(/^.*[/#]/, '').toLowerCase()
  const known = identify(value)
  if (known) return known.canonical
  if (scheme === 'igsn') return igsnHandle(value)?.canonical
  if (scheme === 'doi' || scheme === 'handle') {
    const named = identify(`${scheme === 'doi' ? 'doi' : 'hdl'}:${value}`)
    if (named) return named.canonical
  }
  return isWebIri(value) || (/^urn:[a-z0-9]/i.test(value) && isIri(value)) ? value : undefined
}

/** The thing that an identifier leads to: its IRI, or a node that has the identifier, which is then its name, too. */
export const thing = (
  kind: string | undefined,
  value: string | undefined,
  types: readonly string[],
  statements: readonly Statement[] = [],
): JsonObject | undefined => {
  const id = value === undefined ? undefined : iriOf(kind, value)
  const isNamed = statements.some(
    ([property, ...values]) => property === s('name') && values.some(each => each),
  )
  const named: Statement[] =
    value === undefined || id !== undefined
      ? []
      : [
          [s('identifier'), identifierPair(kind?.replace(/^.*[/#]/, ''), value)],
          [s('name'), isNamed ? undefined : value],
        ]
  return node(types, id, [...named, ...statements])
}
