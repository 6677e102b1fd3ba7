/** The tables of the catalogue. Without keys and indexes: columns are scanned, and DuckDB checks keys too eagerly for delete-and-insert. */

import { ENTITY_STAGING, ENTITY_TABLES } from './entity-schema.ts'

/** Raise it with every change of the tables or of what is put into them: catalogues of another version are made anew. */
export const SCHEMA_VERSION = 2

/** Table -> columns, in the order in which rows are appended. */
export const TABLES = {
  // One accepted record.
  record: 'url VARCHAR, source VARCHAR, seq BIGINT, fetched VARCHAR',
  // What one record says of one sample: Facts as JSON.
  description: 'record VARCHAR, sample VARCHAR, source VARCHAR, facts VARCHAR',
  ...ENTITY_TABLES,
  // One sample, merged from its descriptions.
  sample:
    'key INTEGER, iri VARCHAR, identifier VARCHAR, name VARCHAR, source VARCHAR, status VARCHAR, ' +
    'lon DOUBLE, lat DOUBLE, west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE, ' +
    'from_day INTEGER, to_day INTEGER, name_key VARCHAR, name_words VARCHAR, words VARCHAR, item VARCHAR',
  // Which values a sample has; concepts also with all that lie above them, then `direct` is false.
  membership: 'sample INTEGER, facet UTINYINT, term INTEGER, direct BOOLEAN',
  // The values of the facets.
  term: 'id INTEGER, facet UTINYINT, value VARCHAR, label VARCHAR, words VARCHAR',
  // Statements between a sample and something else, and the record that makes each.
  link: 'record VARCHAR, sample VARCHAR, relation VARCHAR, target VARCHAR',
  // How far the feed was followed, and with which program and vocabularies: one row.
  watermark: 'seq BIGINT, digest VARCHAR',
} as const

export type TableName = keyof typeof TABLES
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[]

/** Tables of the writer alone, filled and read within one transaction. */
export const STAGING = {
  ...ENTITY_STAGING,
  // Facet values of the samples that are being written.
  incoming: 'sample INTEGER, facet UTINYINT, value VARCHAR, direct BOOLEAN',
  // Values that may need a label, with the label.
  labelling: 'facet UTINYINT, value VARCHAR, label VARCHAR, words VARCHAR',
  // Entities whose names may have changed.
  renamed: 'facet UTINYINT, value VARCHAR',
  // Terms that may have lost their last sample.
  loosened: 'id INTEGER',
} as const

export type StagingName = keyof typeof STAGING

/** Statements that make the staging tables anew, empty. */
export const createStaging = (): string[] =>
  Object.entries(STAGING).map(([name, columns]) => `CREATE OR REPLACE TEMP TABLE ${name} (${columns})`)

/** Statements that make all tables anew, empty. */
export const createTables = (): string[] =>
  TABLE_NAMES.map(name => `CREATE OR REPLACE TABLE ${name} (${TABLES[name]})`)
