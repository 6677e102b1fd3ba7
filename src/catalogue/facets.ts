/** Facet counts: how many samples each value would give, hierarchies included. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Concepts, parentsOf } from './concepts.ts'
import { Bindings, rows } from './database.ts'
import { conceptField, FACETS, type FacetName, facetOfCode } from './facet-table.ts'
import { condition, searchWords } from './filters.ts'
import { distinct } from './order.ts'
import type { Resolved } from './query.ts'

/** One value of a facet; `broader` are its direct parents, for concepts that have any. */
export interface FacetValueCount {
  readonly value: string
  readonly label: string
  readonly count: number
  readonly selected: boolean
  readonly broader?: readonly string[]
}

/** The values of a facet, the most frequent first; `total` is how many there are with a count above 0. */
export interface FacetCounts {
  readonly values: readonly FacetValueCount[]
  readonly total: number
}

/** Which values to list: `limit` after `offset` of those whose label or IRI has words beginning with those of `q`. */
export interface ValueWindow {
  readonly limit: number
  readonly offset?: number
  readonly q?: string
  /** List selected values wherever they rank, and even with a count of 0. */
  readonly keepSelected?: boolean
}

interface Row {
  readonly facet: number
  readonly value: string
  readonly label: string
  readonly count: bigint
  readonly rank: bigint
  readonly total: bigint
}

/** Counts of facets that share one set of samples: all those without a filter of their own, or a single one. */
const countTogether = async (
  connection: DuckDBConnection,
  filters: Resolved,
  facets: readonly FacetName[],
  { limit, offset = 0, q, keepSelected }: ValueWindow,
  without: { facet?: FacetName },
): Promise<Row[]> => {
  const of = new Bindings()
  const where = condition(filters, of, without)
  const chosen = keepSelected ? facets.flatMap(facet => filters.terms[facet] ?? []) : []
  const named = searchWords(q ?? '').map(word => `contains(t.words, ${of.text(` ${word}`)})`)
  const matching = q !== undefined && q.trim() !== '' && named.length === 0 ? ['false'] : named
  // The first row comes along in any case: it carries the total.
  return rows<Row>(
    connection,
    `WITH counted AS (
       SELECT facet, term, count(*) AS count FROM membership
       WHERE facet IN (${facets.map(facet => FACETS[facet].code).join(', ')})
       ${where === 'true' ? '' : `AND sample IN (SELECT s.key FROM sample s WHERE ${where})`}
       GROUP BY facet, term),
     ranked AS (
       SELECT c.facet, t.id, t.value, t.label, c.count,
         row_number() OVER (PARTITION BY c.facet ORDER BY c.count DESC, t.label, t.value) AS rank,
         count(*) OVER (PARTITION BY c.facet) AS total
       FROM counted c JOIN term t ON t.id = c.term ${matching.length > 0 ? `WHERE ${matching.join(' AND ')}` : ''})
     SELECT r.facet, r.value, coalesce(p.name, r.label) AS label, r.count, r.rank, r.total FROM ranked r
     LEFT JOIN sample p ON r.facet = ${FACETS.parent.code} AND p.iri = r.value
     WHERE (r.rank > ${of.integer(offset)} AND r.rank <= ${of.integer(offset + limit)})
       OR r.rank = 1 ${chosen.length > 0 ? `OR r.id IN (${chosen.join(', ')})` : ''}
     ORDER BY r.facet, r.rank`,
    of,
  )
}

/** Selected values that the counts do not hold: nothing is left of them under the other filters, or they do not exist. */
const emptySelected = async (
  connection: DuckDBConnection,
  facet: FacetName,
  values: readonly string[],
  concepts: Concepts,
): Promise<FacetValueCount[]> => {
  if (values.length === 0) return []
  const of = new Bindings()
  const known = await rows<{ value: string; label: string }>(
    connection,
    `SELECT value, label FROM term WHERE facet = ${FACETS[facet].code} AND value IN ${of.texts(values)}`,
    of,
  )
  const labels = new Map(known.map(({ value, label }) => [value, label]))
  return distinct(values).map(value => ({
    value,
    label: labels.get(value) ?? concepts.label(value) ?? value,
    count: 0,
    selected: true,
  }))
}

/**
 * Counts the values of facets under all filters but each facet's own, so that choosing a value adds exactly its count
 * (or, alone, gives it). Equal counts are ordered by label, then value.
 */
export const countFacets = async (
  connection: DuckDBConnection,
  filters: Resolved,
  facets: readonly FacetName[],
  window: ValueWindow,
  concepts: Concepts,
): Promise<Partial<Record<FacetName, FacetCounts>>> => {
  const chosen = (facet: FacetName) => filters.selected[facet] ?? []
  const shared = facets.filter(facet => chosen(facet).length === 0)
  const alone = facets.filter(facet => chosen(facet).length > 0)
  const found = shared.length > 0 ? await countTogether(connection, filters, shared, window, {}) : []
  for (const facet of alone)
    found.push(...(await countTogether(connection, filters, [facet], window, { facet })))
  const { limit, offset = 0, keepSelected } = window
  const counts: Partial<Record<FacetName, FacetCounts>> = {}
  for (const facet of facets) {
    const own = found.filter(row => facetOfCode(row.facet) === facet)
    const values = own.flatMap(({ value, label, count, rank }): FacetValueCount[] => {
      const selected = chosen(facet).includes(value)
      const listed = (rank > offset && rank <= offset + limit) || (keepSelected && selected)
      const broader = conceptField(facet) ? parentsOf(value, concepts) : []
      return listed
        ? [{ value, label, count: Number(count), selected, ...(broader.length > 0 && { broader }) }]
        : []
    })
    const missing = keepSelected
      ? chosen(facet).filter(value => !values.some(each => each.value === value))
      : []
    counts[facet] = {
      values: [...values, ...(await emptySelected(connection, facet, missing, concepts))],
      total: Number(own[0]?.total ?? 0),
    }
  }
  return counts
}
