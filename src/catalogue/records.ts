/** Writes what records say into the tables; the caller gives the transaction. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { StoredRecord } from '../model/record.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { append, Bindings, rows, run } from './database.ts'
import { type EntityRows, emptyEntityRows, entityRowsOf } from './entity-rows.ts'
import { type Facts, factsOf, indexStatements, type LinkFact, linksOfOthers } from './facts.ts'
import { nameRowsOf } from './sample-names.ts'
import { inStretches } from './stretches.ts'

interface RecordRows extends EntityRows {
  readonly record: DuckDBValue[][]
  readonly description: DuckDBValue[][]
  readonly link: DuckDBValue[][]
  readonly sample_name: DuckDBValue[][]
}

/** What one record says of its samples. */
export interface RecordFacts {
  readonly url: string
  readonly source: string
  readonly seq: number
  readonly fetchedAt: string
  readonly facts: readonly (readonly [sample: string, facts: Facts])[]
  /** What samples that it only mentions are part of or derived from. */
  readonly mentioned?: readonly (LinkFact & { readonly sample: string })[]
}

/** Reads the kernel statements of a record. */
export const readRecord = ({
  url,
  source,
  seq,
  fetchedAt,
  samples,
  kernelTriples,
  reports,
}: StoredRecord): RecordFacts => {
  const statements = indexStatements(parseQuads(kernelTriples))
  const conformsTo = reports.filter(report => report.conforms).map(report => report.profile)
  const facts = [...new Set<string>(samples)].map(
    sample => [sample, factsOf(sample, statements, conformsTo)] as const,
  )
  return { url, source, seq, fetchedAt, facts, mentioned: linksOfOthers(samples, statements) }
}

const addRecord = (
  { url, source, seq, fetchedAt, facts: all, mentioned = [] }: RecordFacts,
  into: RecordRows,
): void => {
  into.record.push([url, source, BigInt(seq), fetchedAt])
  for (const [sample, facts] of all) {
    into.description.push([url, sample, source, JSON.stringify(facts)])
    for (const { relation, target } of facts.links) into.link.push([url, sample, relation, target])
    for (const row of nameRowsOf({ url, seq }, sample, facts)) into.sample_name.push(row)
  }
  for (const { sample, relation, target } of mentioned) into.link.push([url, sample, relation, target])
  entityRowsOf(
    url,
    all.map(([, facts]) => facts),
    into,
  )
}

/** Appends what records say: rows in the tables that name a record; lists their entities in `renamed` and `realigned`. */
export const appendFacts = async (
  connection: DuckDBConnection,
  records: Iterable<RecordFacts>,
): Promise<void> => {
  const all: RecordRows = { record: [], description: [], link: [], sample_name: [], ...emptyEntityRows() }
  const turn = inStretches()
  for (const record of records) {
    await turn()
    addRecord(record, all)
  }
  for (const [table, tableRows] of Object.entries(all)) await append(connection, table, tableRows)
  const named = new Map(
    all.entity_name.map(([, facet, value]) => [`${facet} ${value}`, [facet ?? null, value ?? null]]),
  )
  await append(connection, 'renamed', [...named.values()], 'temp')
  const aliases = all.alias.map(([, facet, value]) => [facet ?? null, value ?? null])
  await append(connection, 'realigned', aliases, 'temp')
}

/** The samples that records describe, and those whose parts or origins they tell. */
export const samplesOf = async (connection: DuckDBConnection, urls: readonly string[]): Promise<string[]> => {
  const of = new Bindings()
  const among = of.texts(urls)
  const samples = await rows<{ sample: string }>(
    connection,
    `SELECT sample FROM description WHERE record IN ${among}
     UNION SELECT sample FROM link WHERE record IN ${among} ORDER BY sample`,
    of,
  )
  return samples.map(({ sample }) => sample)
}

/** Appends accepted records, see `appendFacts`. */
export const appendRecords = async (
  connection: DuckDBConnection,
  records: readonly StoredRecord[],
): Promise<void> => {
  const read: RecordFacts[] = []
  const turn = inStretches()
  for (const record of records) {
    await turn()
    read.push(readRecord(record))
  }
  await appendFacts(connection, read)
}

/** Takes records out of the same tables; lists their entities in `renamed` and `realigned`. Returns the samples they told of. */
export const removeRecords = async (
  connection: DuckDBConnection,
  urls: readonly string[],
): Promise<string[]> => {
  const samples = await samplesOf(connection, urls)
  const of = new Bindings()
  const among = of.texts(urls)
  const list = (staged: string, table: string, column: string) =>
    run(
      connection,
      `INSERT INTO ${staged} SELECT facet, ${column} FROM ${table} WHERE record IN ${among}`,
      of,
    )
  await list('renamed', 'entity_name', 'value')
  await list('realigned', 'alias', 'value')
  await list('realigned', 'alias', 'other')
  // Numbers are found much faster than addresses.
  await run(
    connection,
    `DELETE FROM sample_name WHERE seq IN (SELECT seq FROM record WHERE url IN ${among})`,
    of,
  )
  await run(connection, `DELETE FROM record WHERE url IN ${among}`, of)
  for (const table of ['description', 'entity_name', 'entity_type', 'alias', 'link']) {
    await run(connection, `DELETE FROM ${table} WHERE record IN ${among}`, of)
  }
  return samples
}
