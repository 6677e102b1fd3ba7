/** The facets, as a table: adding one is adding a row here and a value list in project.ts. */
import type { ConceptField } from '../registry/vocabularies.ts'

/**
 * How the values of a facet are understood. `concept`: IRIs of a vocabulary (or literals that could not be mapped),
 * counted with their descendants; `entity`: persons, organisations, publications with a name; `sample`: other samples;
 * `plain`: short codes.
 */
type FacetKind = 'concept' | 'entity' | 'sample' | 'plain'

/** One facet; `code` stands for it in the tables and must never be given to another. */
export interface Facet {
  readonly name: string
  readonly code: number
  readonly kind: FacetKind
  readonly title: string
}

export const FACETS = {
  material: { name: 'material', code: 1, kind: 'concept', title: 'Material' },
  objectType: { name: 'objectType', code: 2, kind: 'concept', title: 'Object type' },
  sampledFeature: { name: 'sampledFeature', code: 3, kind: 'concept', title: 'Sampled feature' },
  source: { name: 'source', code: 4, kind: 'plain', title: 'Source' },
  person: { name: 'person', code: 5, kind: 'entity', title: 'Person' },
  organisation: { name: 'organisation', code: 6, kind: 'entity', title: 'Organisation' },
  publication: { name: 'publication', code: 7, kind: 'entity', title: 'Publication' },
  profile: { name: 'profile', code: 8, kind: 'plain', title: 'Profile met' },
  method: { name: 'method', code: 9, kind: 'concept', title: 'Sampling method' },
  status: { name: 'status', code: 10, kind: 'plain', title: 'Status' },
  parent: { name: 'parent', code: 11, kind: 'sample', title: 'Parent or collection' },
} as const satisfies Record<string, Facet>

export type FacetName = keyof typeof FACETS
/** The facets whose values are entities with pages of their own. */
export type EntityKind = 'person' | 'organisation' | 'publication'

export const FACET_NAMES = Object.keys(FACETS) as readonly FacetName[]

/** Whether a text names a facet. */
export const isFacetName = (text: string): text is FacetName => Object.hasOwn(FACETS, text)

/** The facet with this code; an unknown code is a damaged table, thrown. */
export const facetOfCode = (code: number): FacetName => {
  const name = FACET_NAMES.find(candidate => FACETS[candidate].code === code)
  if (!name) throw new Error(`the catalogue holds a membership of unknown facet ${code}`)
  return name
}

/** The vocabulary field of a facet, for facets whose values are concepts. */
export const conceptField = (facet: FacetName): ConceptField | undefined =>
  facet === 'material' || facet === 'objectType' || facet === 'sampledFeature' || facet === 'method'
    ? facet
    : undefined
