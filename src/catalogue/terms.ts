/** The values of the facets: every one that a sample has, with its label, and none that no sample has any more. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { identify } from '../pid/identifiers.ts'
import { append, Bindings, rows, run } from './database.ts'
import { NAMED } from './entity-schema.ts'
import { conceptField, FACETS, type FacetName, facetOfCode } from './facet-table.ts'
import { wordLine } from './fold.ts'

/** Labels of values that are not entities. */
export interface Labels {
  /** skos:prefLabel of a concept. */
  readonly concept: (iri: string) => string | undefined
  /** Names of sources and titles of profiles by id. */
  readonly source: ReadonlyMap<string, string>
  readonly profile: ReadonlyMap<string, string>
}

interface Value {
  readonly facet: number
  readonly value: string
}

const labelOf = (facet: FacetName, value: string, labels: Labels): string => {
  if (conceptField(facet)) return labels.concept(value) ?? value
  if (facet === 'source' || facet === 'profile') return labels[facet].get(value) ?? value
  return FACETS[facet].kind === 'plain' ? value : (identify(value)?.display ?? value)
}

// The words of a value itself too: people search persons by ORCID and papers by DOI.
const labelling = (facet: number, value: string, label: string) =>
  [facet, value, label, wordLine([label, value])] as const

const isEntity = (facet: number): boolean => FACETS[facetOfCode(facet)].kind === 'entity'

/** Ids of the terms of the values, by facet code and value; values that are new get a term. */
export const termsOf = async (
  connection: DuckDBConnection,
  values: readonly { readonly facet: FacetName; readonly value: string }[],
  labels: Labels,
): Promise<Map<string, number>> => {
  const wanted = new Map(
    values.map(({ facet, value }) => [
      `${FACETS[facet].code} ${value}`,
      { facet: FACETS[facet].code, value },
    ]),
  )
  if (wanted.size === 0) return new Map()
  const of = new Bindings()
  const known = await rows<Value & { id: number }>(
    connection,
    `SELECT id, facet, value FROM term WHERE value IN ${of.texts([...new Set(values.map(({ value }) => value))])}`,
    of,
  )
  const ids = new Map(known.map(({ id, facet, value }) => [`${facet} ${value}`, id]))
  const [highest] = await rows<{ id: number | null }>(connection, 'SELECT max(id) AS id FROM term')
  let last = highest?.id ?? 0
  const added = [...wanted].filter(([key]) => !ids.has(key)).map(([, value]) => value)
  const termRows = added.map(({ facet, value }) => {
    const id = ++last
    ids.set(`${facet} ${value}`, id)
    return [id, ...labelling(facet, value, labelOf(facetOfCode(facet), value, labels)), 0]
  })
  await append(connection, 'term', termRows)
  // A new entity may have names in records that did not change.
  const named = added.filter(({ facet }) => isEntity(facet)).map(({ facet, value }) => [facet, value])
  await append(connection, 'renamed', named, 'temp')
  return ids
}

/** Gives the entities listed in `renamed` the name that most records use, of equally frequent ones the first in text order. */
export const renameEntities = async (connection: DuckDBConnection, labels: Labels): Promise<void> => {
  const named = await rows<Value & { name: string | null }>(
    connection,
    `WITH wanted AS (SELECT DISTINCT facet, value FROM renamed),
     counted AS (SELECT w.facet, w.value, e.name, count(*) AS uses FROM wanted w
       LEFT JOIN (${NAMED}) e ON e.facet = w.facet AND e.value = w.value GROUP BY ALL)
     SELECT facet, value, name FROM counted
     QUALIFY row_number() OVER (PARTITION BY facet, value ORDER BY uses DESC, name) = 1`,
  )
  await run(connection, 'DELETE FROM labelling')
  await append(
    connection,
    'labelling',
    named.map(({ facet, value, name }) =>
      labelling(facet, value, name ?? labelOf(facetOfCode(facet), value, labels)),
    ),
    'temp',
  )
  await run(
    connection,
    `UPDATE term SET label = l.label, words = l.words FROM labelling l
     WHERE term.facet = l.facet AND term.value = l.value AND term.label <> l.label`,
  )
  await run(connection, 'DELETE FROM renamed')
}
