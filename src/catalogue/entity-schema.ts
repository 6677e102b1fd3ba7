/** The tables of persons, organisations and publications: what records say of each, and which identifiers name the same. */

/** Table -> columns, as in schema.ts. */
export const ENTITY_TABLES = {
  // Names that records give to persons, organisations and publications.
  entity_name: 'record VARCHAR, facet UTINYINT, value VARCHAR, name VARCHAR',
  // Classes that records give to publications, e.g. `Dataset`.
  entity_type: 'record VARCHAR, facet UTINYINT, value VARCHAR, type VARCHAR',
  // Two identifiers that a record gives to one entity.
  alias: 'record VARCHAR, facet UTINYINT, value VARCHAR, other VARCHAR',
  // Identifiers of entities that have several, and the one that stands for all (sameness.ts).
  same: 'facet UTINYINT, value VARCHAR, chosen VARCHAR',
} as const

/** Tables of the writer alone: identifiers whose aliases may have changed. */
export const ENTITY_STAGING = { realigned: 'facet UTINYINT, value VARCHAR' } as const

/** Names under the identifier that stands for the entity. */
export const NAMED = `SELECT n.record, n.facet, coalesce(s.chosen, n.value) AS value, n.name
  FROM entity_name n LEFT JOIN same s ON s.facet = n.facet AND s.value = n.value`
