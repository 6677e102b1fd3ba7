/** Facet values as people write them -> the values of the catalogue. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { Bindings, rows } from './database.ts'
import { conceptField, FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import type { Filters } from './query.ts'

const canonicalValue = (
  facet: FacetName,
  value: string,
  vocabularies: Pick<Vocabularies, 'concept'>,
): string => {
  const field = conceptField(facet)
  if (field) return vocabularies.concept(field, value) ?? value
  return FACETS[facet].kind === 'plain' ? value : (canonicalise(value) ?? value)
}

/**
 * Replaces selected values that no sample has by what they mean: a label or former IRI of a concept by its IRI, a bare
 * ORCID, ROR, DOI or IGSN by its canonical IRI. Values that samples do have are never touched, so that a listed value
 * always finds what its count says.
 */
export const resolveSelections = async <F extends Filters>(
  connection: DuckDBConnection,
  filters: F,
  vocabularies: Pick<Vocabularies, 'concept'>,
): Promise<F> => {
  const facets = FACET_NAMES.filter(facet => filters.selected[facet] !== undefined)
  if (facets.length === 0) return filters
  const of = new Bindings()
  const values = facets.flatMap(facet => filters.selected[facet] ?? [])
  const known = await rows<{ facet: number; value: string }>(
    connection,
    `SELECT facet, value FROM term WHERE value IN ${of.texts(values)}`,
    of,
  )
  const inUse = new Set(known.map(({ facet, value }) => `${facet} ${value}`))
  const selected: Partial<Record<FacetName, readonly string[]>> = {}
  for (const facet of facets) {
    const resolved = (filters.selected[facet] ?? []).map(value =>
      inUse.has(`${FACETS[facet].code} ${value}`) ? value : canonicalValue(facet, value, vocabularies),
    )
    selected[facet] = [...new Set(resolved)].sort()
  }
  return { ...filters, selected }
}
