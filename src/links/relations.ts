/** The relations between a sample and other things: DataCite relation types, their inverses, and how people say them. */
import { datacite, dcterms, PREFIXES, prov, schema } from '../rdf/namespaces.ts'

/** DataCite Metadata Schema 4.7, appendix 3: relation types that are each other's inverse. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['IsCitedBy', 'Cites'],
  ['IsSupplementTo', 'IsSupplementedBy'],
  ['IsContinuedBy', 'Continues'],
  ['IsDescribedBy', 'Describes'],
  ['HasMetadata', 'IsMetadataFor'],
  ['HasVersion', 'IsVersionOf'],
  ['IsNewVersionOf', 'IsPreviousVersionOf'],
  ['IsPartOf', 'HasPart'],
  ['IsReferencedBy', 'References'],
  ['IsDocumentedBy', 'Documents'],
  ['IsCompiledBy', 'Compiles'],
  ['IsVariantFormOf', 'IsOriginalFormOf'],
  ['IsReviewedBy', 'Reviews'],
  ['IsDerivedFrom', 'IsSourceOf'],
  ['IsRequiredBy', 'Requires'],
  ['IsObsoletedBy', 'Obsoletes'],
  ['IsCollectedBy', 'Collects'],
  ['IsTranslationOf', 'HasTranslation'],
]

/** Relation types without an inverse of another name: identity is its own, the others have none. */
const ALONE = ['IsIdenticalTo', 'IsPublishedIn', 'Other'] as const

const INVERSES: ReadonlyMap<string, string> = new Map([
  ...PAIRS.flatMap(([a, b]): [string, string][] => [
    [a, b],
    [b, a],
  ]),
  ['IsIdenticalTo', 'IsIdenticalTo'],
])

/** All DataCite relation types. */
export const RELATION_TYPES: readonly string[] = [...PAIRS.flat(), ...ALONE]

// The kernel says these four in older vocabularies.
const KERNEL: ReadonlyMap<string, string> = new Map([
  [dcterms('isPartOf').value, 'IsPartOf'],
  [prov('wasDerivedFrom').value, 'IsDerivedFrom'],
  [dcterms('isReferencedBy').value, 'IsReferencedBy'],
  [schema('sameAs').value, 'IsIdenticalTo'],
])

/** The DataCite relation type that a kernel property stands for, e.g. dcterms:isPartOf -> `IsPartOf`; undefined for any other IRI. */
export const relationType = (property: string): string | undefined => {
  const known = KERNEL.get(property)
  if (known !== undefined) return known
  const type = property.startsWith(PREFIXES.datacite) ? property.slice(PREFIXES.datacite.length) : ''
  return RELATION_TYPES.includes(type) ? type : undefined
}

/** The kernel properties that stand for a DataCite relation type: the inverse of `relationType`. */
export const propertiesOf = (type: string): string[] => [
  datacite(type).value,
  ...[...KERNEL].filter(([, known]) => known === type).map(([property]) => property),
]

/** The relation type read from the other end; undefined for `IsPublishedIn` and `Other`, which have no inverse, and for unknown names. */
export const inverseType = (type: string): string | undefined => INVERSES.get(type)

/** A relation type in words: `IsDerivedFrom` -> `is derived from`. */
export const relationWords = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/**
 * What to say of a link from a sample's side: the relation in words as it leads to the target when `out`, read backwards
 * when `in`. Relations without an inverse are read backwards as "… (stated from there)".
 */
export const linkWords = (property: string, direction: 'out' | 'in'): string => {
  const type = relationType(property) ?? /[^/#]*$/.exec(property)?.[0] ?? property
  if (direction === 'out') return relationWords(type)
  const inverse = inverseType(type)
  return inverse === undefined ? `${relationWords(type)} (stated from there)` : relationWords(inverse)
}
