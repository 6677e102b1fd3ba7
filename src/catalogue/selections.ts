/** Facet values as people write them -> the values of the catalogue. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { Bindings, rows } from './database.ts'
import { conceptField, FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import { matchText } from './matching.ts'
import { distinct } from './order.ts'
import { samplesAcross } from './polygon.ts'
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

/**
 * Replaces selected values that no sample has by what they mean: a label or former IRI of a concept by its IRI, a bare
 * ORCID, ROR, DOI or IGSN by its canonical IRI. Values that samples do have are never touched, so that a listed value
 * always finds what its count says. Finds the samples of the text; `gains` are those of an earlier page.
 */
export const resolveSelections = async <F extends Filters>(
  connection: DuckDBConnection,
  filters: F,
  vocabularies: Pick<Vocabularies, 'concept'>,
  gains?: readonly number[],
): Promise<Resolved<F>> => {
  const text = await matched(connection, filters.q, gains)
  const area = filters.polygon ? { across: await samplesAcross(connection, filters.polygon) } : {}
  const given = FACET_NAMES.flatMap(facet =>
    (filters.selected[facet] ?? []).map(value => ({
      facet,
      value,
      meant: canonicalValue(facet, value, vocabularies),
    })),
  )
  if (given.length === 0) return { ...filters, ...area, ...text, terms: {} }
  const of = new Bindings()
  const known = await rows<{ id: number; facet: number; value: string }>(
    connection,
    `SELECT id, facet, value FROM term WHERE value IN ${of.texts(given.flatMap(({ value, meant }) => [value, meant]))}`,
    of,
  )
  const ids = new Map(known.map(({ id, facet, value }) => [`${facet} ${value}`, id]))
  const selected: Partial<Record<FacetName, readonly string[]>> = {}
  const terms: Partial<Record<FacetName, readonly number[]>> = {}
  for (const { facet, value, meant } of given) {
    const idOf = (text: string) => ids.get(`${FACETS[facet].code} ${text}`)
    const id = idOf(value) ?? idOf(meant)
    selected[facet] = distinct([...(selected[facet] ?? []), idOf(value) === undefined ? meant : value])
    terms[facet] = [...new Set([...(terms[facet] ?? []), ...(id === undefined ? [] : [id])])]
  }
  return { ...filters, ...area, ...text, selected, terms }
}
