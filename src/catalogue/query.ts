/** What can be asked of the catalogue: the search request after its parameters were checked. */
import type { Days } from './dates.ts'
import type { FacetName } from './facet-table.ts'
import type { Box } from './geometry.ts'
import type { Area } from './intersects.ts'

export const SORTS = [
  'identifier',
  '-identifier',
  'name',
  '-name',
  'collected',
  '-collected',
  'relevance',
] as const
export type Sort = (typeof SORTS)[number]

/** The conditions on samples; what is absent does not restrict. */
export interface Filters {
  /** As it was typed. */
  readonly q?: string
  /** Per facet the values of which a sample must have one. */
  readonly selected: Readonly<Partial<Record<FacetName, readonly string[]>>>
  readonly bbox?: Box
  /** Samples that have a position in common with it. */
  readonly polygon?: Area
  /** Samples or collections, below one of which a sample must lie at any distance. */
  readonly within?: readonly string[]
  readonly collected?: Days
  /** Names of the properties table in filters.ts. */
  readonly has: readonly string[]
}

/** One page of samples with facet counts. */
export interface SearchRequest extends Filters {
  readonly facets: readonly FacetName[]
  /** Values listed per facet, apart from selected ones. */
  readonly facetLimit: number
  readonly sort: Sort
  /** Samples on the page. */
  readonly limit: number
  readonly cursor?: string
}

/**
 * Filters whose facet values were looked up, the ids of the terms they mean, which may be none, and
 * whose text and polygon were: the samples they find are in the temporary tables `matched` and `inside`, and every word counts its gain.
 */
export type Resolved<F extends Filters = Filters> = F & {
  readonly gains?: readonly number[]
  readonly terms: Readonly<Partial<Record<FacetName, readonly number[]>>>
  /** Keys of the samples on the edge of the polygon that intersect it (polygon.ts). */
  readonly across?: readonly number[]
}
