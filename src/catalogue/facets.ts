/** Facet counts: how many samples each value would give, hierarchies included. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Concepts, parentsOf } from './concepts.ts'
import { Bindings, rows } from './database.ts'
import { conceptField, FACETS, type FacetName, facetOfCode } from './facet-table.ts'
import { condition, facetCondition, filteredFacets, searchWords } from './filters.ts'
import { distinct } from './order.ts'
import type { Resolved } from './query.ts'
import { countSamples } from './sample-count.ts'
import { columnOf } from './schema.ts'

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

const codesOf = (facets: readonly FacetName[]): string => facets.map(facet => FACETS[facet].code).join(', ')

/** Numbers that are kept: of all samples. */
const keptOf = (facets: readonly FacetName[]): string =>
  `SELECT facet, id AS term, samples AS n FROM term WHERE facet IN (${codesOf(facets)})`

/**
 * Counts of values by facet and term for the samples under all filters but each facet's own. Where most samples pass, those that
 * do not are counted and taken off the numbers that are kept: it is the same, and fewer rows are read.
 */
const counting = (
  filters: Resolved,
  facets: readonly FacetName[],
  mostPass: boolean,
  of: Bindings,
): string => {
  const filtered = filteredFacets(filters)
  const rest = condition(filters, of, { facets: true })
  // Nothing but the facet's own filter: these numbers are kept.
  const kept = facets.filter(facet => rest === 'true' && filtered.every(own => own === facet))
  const scanned = facets.filter(facet => !kept.includes(facet))
  if (scanned.length === 0) return `counted AS MATERIALIZED (${keptOf(kept)})`
  const sets = scanned.map(facet => {
    const column = columnOf(facet)
    const passed = ['ok', ...filtered.filter(own => own !== facet).map(own => `ok_${own}`)].join(' AND ')
    const [sign, rows] = mostPass ? ['-', `NOT (${passed})`] : ['', passed]
    return `SELECT ${FACETS[facet].code} AS facet, ${column} AS id, ${sign}count(*) AS n FROM chosen WHERE ${column} IS NOT NULL AND ${rows} GROUP BY ${column}`
  })
  const scan = `SELECT p.facet, p.term, c.n FROM (${sets.join(' UNION ALL ')}) c
      JOIN part p ON p.facet = c.facet AND p.combination = c.id`
  const all = mostPass ? `${keptOf(scanned)} UNION ALL ${scan}` : scan
  const counted = `SELECT facet, term, sum(n)::BIGINT AS n FROM (${all}) GROUP BY facet, term HAVING sum(n) > 0`
  return `chosen AS MATERIALIZED (${choosing(filters, scanned, rest, mostPass)}),
    counted AS MATERIALIZED (${[...(kept.length > 0 ? [keptOf(kept)] : []), counted].join(' UNION ALL ')})`
}

/**
 * One pass over the samples: which pass the filters beside the facets, as `ok`, and which facet's they pass. Left out are those
 * that no facet counts: they fail two filters or, where what fails is counted, none.
 */
const choosing = (
  filters: Resolved,
  facets: readonly FacetName[],
  rest: string,
  mostPass: boolean,
): string => {
  const filtered = filteredFacets(filters)
  const columns = facets.map(columnOf)
  const passed = filtered.map(
    facet => `coalesce(${facetCondition(facet, filters.terms[facet] ?? [])}, false) AS ok_${facet}`,
  )
  const all = filtered.map(facet => `ok_${facet}`)
  if (mostPass)
    return `SELECT * FROM (SELECT ${[...columns, ...passed, `coalesce(${rest}, false) AS ok`].join(', ')} FROM sample s)
      WHERE NOT (${['ok', ...all].join(' AND ')})`
  const scan = `SELECT ${[...columns, ...passed, 'true AS ok'].join(', ')} FROM sample s WHERE ${rest}`
  if (filtered.length === 0) return scan
  const own = facets.some(facet => filtered.includes(facet)) ? 1 : 0
  return `SELECT * FROM (${scan}) WHERE ${all.map(name => `${name}::INTEGER`).join(' + ')} >= ${filtered.length - own}`
}

/** Numbers that are kept while the largest are found; beyond, all are compared. */
const MOST_KEPT = 10_000

/** The smallest count that may be among the first so many of its facet. */
const leastOf = (last: number): string => (last > MOST_KEPT ? '0' : `list_last(max(n, ${Math.max(1, last)}))`)

/** The counts that are listed: ranks are found among equal counts first, so that few labels are compared. */
const countAll = async (
  connection: DuckDBConnection,
  filters: Resolved,
  facets: readonly FacetName[],
  { limit, offset = 0, q, keepSelected }: ValueWindow,
  mostPass: boolean,
): Promise<Row[]> => {
  const of = new Bindings()
  const chosen = keepSelected ? facets.flatMap(facet => filters.terms[facet] ?? []) : []
  const named = searchWords(q ?? '').map(word => `contains(t.words, ${of.text(` ${word}`)})`)
  const matching = q !== undefined && q.trim() !== '' && named.length === 0 ? ['false'] : named
  const last = of.integer(offset + limit)
  // Parents are called as the samples they are; looking for these takes longer than all else.
  const parents = facets.includes('parent')
  // The first row comes along in any case: it carries the total.
  return rows<Row>(
    connection,
    `WITH ${counting(filters, facets, mostPass, of)},
     named AS (SELECT c.* FROM counted c ${matching.length > 0 ? `JOIN term t ON t.id = c.term WHERE ${matching.join(' AND ')}` : ''}),
     least AS (SELECT facet, count(*) AS total, max(n) AS most, ${leastOf(offset + limit)} AS n FROM named GROUP BY facet),
     ranked AS (SELECT c.facet, t.id, t.value, t.label, c.n, least.total,
         row_number() OVER (PARTITION BY c.facet ORDER BY c.n DESC, t.label, t.value) AS rank
       FROM named c JOIN least ON least.facet = c.facet JOIN term t ON t.id = c.term
       WHERE c.n >= least.n OR c.n = least.most ${chosen.length > 0 ? `OR c.term IN (${chosen.join(', ')})` : ''})
     SELECT r.facet, r.value, ${parents ? 'coalesce(p.name, r.label)' : 'r.label'} AS label, r.n AS count, r.rank, r.total FROM ranked r
     ${parents ? `LEFT JOIN sample p ON r.facet = ${FACETS.parent.code} AND p.iri = r.value` : ''}
     WHERE (r.rank > ${of.integer(offset)} AND r.rank <= ${last}) OR r.rank = 1 ${chosen.length > 0 ? `OR r.id IN (${chosen.join(', ')})` : ''}
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
 * (or, alone, gives it). Equal counts are ordered by label, then value. `passing` is how many samples pass all filters, where that is
 * known already.
 */
export const countFacets = async (
  connection: DuckDBConnection,
  filters: Resolved,
  facets: readonly FacetName[],
  window: ValueWindow,
  concepts: Concepts,
  passing?: number,
): Promise<Partial<Record<FacetName, FacetCounts>>> => {
  const chosen = (facet: FacetName) => filters.selected[facet] ?? []
  const mostPass = passing !== undefined && passing * 2 > (await countSamples(connection))
  const found = facets.length > 0 ? await countAll(connection, filters, facets, window, mostPass) : []
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
