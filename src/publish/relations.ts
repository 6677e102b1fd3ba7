/** DataCite relation types (kernel 4.7): how a sample is related to a publication or data set. */

export const RELATION_TYPES = [
  'IsCitedBy',
  'Cites',
  'IsCollectedBy',
  'Collects',
  'IsSupplementTo',
  'IsSupplementedBy',
  'IsContinuedBy',
  'Continues',
  'IsDescribedBy',
  'Describes',
  'HasMetadata',
  'IsMetadataFor',
  'HasVersion',
  'IsVersionOf',
  'IsNewVersionOf',
  'IsPartOf',
  'IsPreviousVersionOf',
  'IsPublishedIn',
  'HasPart',
  'IsReferencedBy',
  'References',
  'IsDocumentedBy',
  'Documents',
  'IsCompiledBy',
  'Compiles',
  'IsVariantFormOf',
  'IsOriginalFormOf',
  'IsIdenticalTo',
  'IsReviewedBy',
  'Reviews',
  'IsDerivedFrom',
  'IsSourceOf',
  'IsRequiredBy',
  'Requires',
  'Obsoletes',
  'IsObsoletedBy',
  'IsTranslationOf',
  'HasTranslation',
  'Other',
] as const

export type RelationType = (typeof RELATION_TYPES)[number]

/** Finds the relation type that a cell names, ignoring case; undefined when there is none. */
export const relationType = (text: string): RelationType | undefined =>
  RELATION_TYPES.find(relation => relation.toLowerCase() === text.toLowerCase())

const BY_LITERATURE: ReadonlySet<RelationType> = new Set([
  'IsCitedBy',
  'IsReferencedBy',
  'IsDescribedBy',
  'IsDocumentedBy',
  'IsReviewedBy',
  'IsPublishedIn',
  'Cites',
  'References',
])

/** The schema.org type of the other end, as far as the relation tells: an article when it speaks of the sample, else any work. */
export const workType = (relation: RelationType): 'ScholarlyArticle' | 'Dataset' | 'CreativeWork' => {
  if (BY_LITERATURE.has(relation)) return 'ScholarlyArticle'
  return relation === 'IsSourceOf' ? 'Dataset' : 'CreativeWork'
}
