/** Facet values as people write them -> the values of the catalogue. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { Bindings, rows } from './database.ts'
import { conceptField, FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import { matchText } from './matching.ts'
import { distinct } from './order.ts'
import { matchArea } from './polygon.ts'
import type { Filters, Resolved } from './query.ts'

const canonicalValue = (
  facet: FacetName,
  value: string,
  vocabularies: Pick<Vocabularies, 'concept'>,
): string => {
  const field = conceptField(facet)
  if (field) return vocabularies.concept(field, value) ?? value
  return FACETS[facet].kind === 'plain' ? value : (canonicalise(value) ?? value)
}

const matched = async (
  connection: DuckDBConnection,
  q: string | undefined,
  gains: readonly number[] | undefined,
): Promise<{ gains?: readonly number[] }> =>
  q === undefined || q.trim() === '' ? {} : { gains: await matchText(connection, q, gains) }

interface Term {
  readonly id: number
  readonly value: string
}

/** What samples have of these values, by facet code and value: the value itself, else the one that stands for it (sameness.ts). */
const termsOf = async (
  connection: DuckDBConnection,
  values: readonly string[],
  facets: readonly FacetName[],
): Promise<ReadonlyMap<string, Term>> => {
  const of = new Bindings()
  const asked = of.texts([...new Set(values)])
  // Numbers are compared first: most terms are parents, of which nobody asks here.
  const among = `facet IN (${[...new Set(facets.map(facet => FACETS[facet].code))].join(', ')})`
  const found = await rows<Term & { facet: number; asked: string }>(
    connection,
    `SELECT t.id, t.facet, t.value, s.asked FROM (SELECT facet, chosen, value AS asked FROM same WHERE ${among} AND value IN ${asked} AND value <> chosen) s
       JOIN term t ON t.facet = s.facet AND t.value = s.chosen WHERE t.${among}
     UNION ALL SELECT id, facet, value, value AS asked FROM term WHERE ${among} AND value IN ${asked}`,
    of,
  )
  // What is the value itself comes last and stays.
  const own = found.filter(({ value, asked }) => value === asked)
  const others = found.filter(({ value, asked }) => value !== asked)
  return new Map(
    [...others, ...own].map(({ facet, asked, id, value }) => [`${facet} ${asked}`, { id, value }]),
  )
}

/**
 * Replaces selected values that no sample has by what they mean: a label or former IRI of a concept by its IRI, a bare
 * ORCID, ROR, DOI or IGSN by its canonical IRI, another identifier of an entity by the one that stands for it. Values that samples do have are never touched, so that a listed value
 * always finds what its count says. Finds the samples of the text and of the polygon; `gains` are those of an earlier page.
 */
export const resolveSelections = async <F extends Filters>(
  connection: DuckDBConnection,
  filters: F,
  vocabularies: Pick<Vocabularies, 'concept'>,
  gains?: readonly number[],
): Promise<Resolved<F>> => {
  const text = await matched(connection, filters.q, gains)
  if (filters.polygon) await matchArea(connection, filters.polygon)
  const given = FACET_NAMES.flatMap(facet =>
    (filters.selected[facet] ?? []).map(value => ({
      facet,
      readings: [value, canonicalValue(facet, value, vocabularies)] as const,
    })),
  )
  if (given.length === 0) return { ...filters, ...text, terms: {} }
  const ids = await termsOf(
    connection,
    given.flatMap(({ readings }) => readings),
    given.map(({ facet }) => facet),
  )
  const selected: Partial<Record<FacetName, readonly string[]>> = {}
  const terms: Partial<Record<FacetName, readonly number[]>> = {}
  for (const { facet, readings } of given) {
    const term = readings.map(text => ids.get(`${FACETS[facet].code} ${text}`)).find(Boolean)
    selected[facet] = distinct([...(selected[facet] ?? []), term?.value ?? readings[1]])
    terms[facet] = [...new Set([...(terms[facet] ?? []), ...(term ? [term.id] : [])])]
  }
  return { ...filters, ...text, selected, terms }
}
