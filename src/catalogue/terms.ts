/** The values of the facets: every one that a sample has, with its label, and none that no sample has any more. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { identify } from '../pid/identifiers.ts'
import { append, Bindings, rows, run } from './database.ts'
import { NAMED } from './entity-schema.ts'
import { conceptField, FACET_NAMES, FACETS, type FacetName, facetOfCode } from './facet-table.ts'
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

/** Makes terms of the staged values that are new, and memberships of all staged values. */
export const storeMemberships = async (connection: DuckDBConnection, labels: Labels): Promise<void> => {
  const added = await rows<Value>(
    connection,
    `SELECT DISTINCT facet, value FROM incoming i
     WHERE NOT EXISTS (SELECT 1 FROM term t WHERE t.facet = i.facet AND t.value = i.value) ORDER BY facet, value`,
  )
  await run(connection, 'DELETE FROM labelling')
  await append(
    connection,
    'labelling',
    added.map(({ facet, value }) => labelling(facet, value, labelOf(facetOfCode(facet), value, labels))),
    'temp',
  )
  await run(
    connection,
    `INSERT INTO term SELECT (SELECT coalesce(max(id), 0) FROM term) + row_number() OVER (ORDER BY facet, value),
       facet, value, label, words FROM labelling`,
  )
  // A new entity may have names in records that did not change.
  const entities = FACET_NAMES.filter(name => FACETS[name].kind === 'entity').map(name => FACETS[name].code)
  const of = new Bindings()
  await run(
    connection,
    `INSERT INTO renamed SELECT facet, value FROM labelling WHERE facet IN ${of.integers(entities)}`,
    of,
  )
  await run(
    connection,
    `INSERT INTO membership SELECT i.sample, i.facet, t.id, i.direct
     FROM incoming i JOIN term t ON t.facet = i.facet AND t.value = i.value ORDER BY i.sample, t.id`,
  )
  await run(connection, 'DELETE FROM incoming')
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

/** Removes the terms listed in `loosened` that no sample has. */
export const pruneTerms = async (connection: DuckDBConnection): Promise<void> => {
  await run(
    connection,
    `DELETE FROM term WHERE id IN (SELECT id FROM loosened)
     AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.term = term.id)`,
  )
  await run(connection, 'DELETE FROM loosened')
}
