/** The tables of the catalogue. Without keys and indexes: columns are scanned, and DuckDB checks keys too eagerly for delete-and-insert. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { rows, run } from './database.ts'
import { ENTITY_STAGING, ENTITY_TABLES } from './entity-schema.ts'
import { FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'

/** The column of `sample` that holds which combination of the facet's values a sample has; null when it has none. */
export const columnOf = (facet: FacetName): string => `f${FACETS[facet].code}`

/** Raise it with every change of the tables or of what is put into them: catalogues of another version are made anew. */
export const SCHEMA_VERSION = 4

/** Table -> columns, in the order in which rows are appended. */
export const TABLES = {
  // One accepted record.
  record: 'url VARCHAR, source VARCHAR, seq BIGINT, fetched VARCHAR',
  // What one record says of one sample: Facts as JSON.
  description: 'record VARCHAR, sample VARCHAR, source VARCHAR, facts VARCHAR',
  ...ENTITY_TABLES,
  // One sample, merged from its descriptions. The places order samples roughly by small numbers (places.ts).
  sample:
    'key INTEGER, iri VARCHAR, identifier VARCHAR, name VARCHAR, source VARCHAR, status VARCHAR, ' +
    'lon DOUBLE, lat DOUBLE, west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE, ' +
    'from_day INTEGER, to_day INTEGER, identifier_key VARCHAR, name_key VARCHAR, words VARCHAR, ' +
    // Taken apart, a page of items is found ten times as fast as among compressed ones.
    'item VARCHAR USING COMPRESSION uncompressed, ' +
    'iri_place INTEGER, identifier_place INTEGER, name_place INTEGER, ' +
    FACET_NAMES.map(facet => `${columnOf(facet)} INTEGER`).join(', '),
  // Sets of values of one facet that samples have, numbered per facet: a few numbers stand for millions of memberships.
  combination: 'facet UTINYINT, id INTEGER, content VARCHAR, samples INTEGER',
  // The values of the sets; concepts also with all that lie above them, then `direct` is false.
  part: 'facet UTINYINT, combination INTEGER, term INTEGER, direct BOOLEAN',
  // The values of the facets, and how many samples have each.
  term: 'id INTEGER, facet UTINYINT, value VARCHAR, label VARCHAR, words VARCHAR, samples INTEGER',
  // Words of samples, folded, and how many samples have each.
  word: 'id INTEGER, word VARCHAR, samples INTEGER',
  // How much a word matters to a sample that has it.
  posting: 'word INTEGER, sample INTEGER, weight UTINYINT',
  // Texts that part all samples into runs of about the same length, per order.
  splitter: 'sort UTINYINT, place INTEGER, text VARCHAR',
  // Statements between a sample and something else, and the record that makes each.
  link: 'record VARCHAR, sample VARCHAR, relation VARCHAR, target VARCHAR',
  // A number for each name of a sample (sample-names.ts), and the version of the record that gives it.
  sample_name: 'seq BIGINT, sample VARCHAR, kind UTINYINT, key BIGINT',
  // How far the feed was followed, and with which program and vocabularies: one row.
  watermark: 'seq BIGINT, digest VARCHAR',
} as const

export type TableName = keyof typeof TABLES
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[]

/** Tables of the writer alone, filled and read within one transaction. */
export const STAGING = {
  ...ENTITY_STAGING,
  // Combinations and words that samples got or lost.
  moved: 'facet UTINYINT, combination INTEGER, change INTEGER',
  counted: 'word INTEGER, change INTEGER',
  // Values that may need a label, with the label.
  labelling: 'facet UTINYINT, value VARCHAR, label VARCHAR, words VARCHAR',
  // Entities whose names may have changed.
  renamed: 'facet UTINYINT, value VARCHAR',
} as const

export type StagingName = keyof typeof STAGING

/** Statements that make the staging tables anew, empty. */
export const createStaging = (): string[] =>
  Object.entries(STAGING).map(([name, columns]) => `CREATE OR REPLACE TEMP TABLE ${name} (${columns})`)

// Which values each sample has, for whatever asks about single samples.
const MEMBERSHIP = `CREATE OR REPLACE VIEW membership AS ${FACET_NAMES.map(
  facet => `SELECT s.key AS sample, p.facet, p.term, p.direct FROM sample s
    JOIN part p ON p.facet = ${FACETS[facet].code} AND p.combination = s.${columnOf(facet)}`,
).join(' UNION ALL ')}`

/** Statements that make all tables anew, empty. */
export const createTables = (): string[] => [
  ...TABLE_NAMES.map(name => `CREATE OR REPLACE TABLE ${name} (${TABLES[name]})`),
  MEMBERSHIP,
]

/** Drops everything that is in the database, of whatever version. */
export const dropTables = async (connection: DuckDBConnection): Promise<void> => {
  const found = await rows<{ kind: string; name: string }>(
    connection,
    `SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE NOT internal
     UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE NOT internal`,
  )
  for (const { kind, name } of found) await run(connection, `DROP ${kind} "${name.replaceAll('"', '""')}"`)
}
