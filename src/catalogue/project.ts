/** Writes records and the samples they describe into the tables; the caller gives the transaction. */
import { setImmediate } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { StoredRecord } from '../model/record.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { chosenFor } from './align.ts'
import type { Concepts } from './concepts.ts'
import { append, Bindings, rows, run } from './database.ts'
import { type EntityRows, emptyEntityRows, entityRowsOf } from './entity-rows.ts'
import { FACETS } from './facet-table.ts'
import { type Facts, factsOf, indexStatements, linksOfOthers, UPWARD } from './facts.ts'
import { fold } from './fold.ts'
import { centreOf } from './geometry.ts'
import { type Description, type Summary, summarise, type Wider } from './summary.ts'

/** Records are parsed on the server's own thread: after so many it lets requests through. */
const RECORDS_AT_A_STRETCH = 25

interface RecordRows extends EntityRows {
  readonly record: DuckDBValue[][]
  readonly description: DuckDBValue[][]
  readonly link: DuckDBValue[][]
}

const addRecord = (record: StoredRecord, into: RecordRows): void => {
  const statements = indexStatements(parseQuads(record.kernelTriples))
  const conformsTo = record.reports.filter(report => report.conforms).map(report => report.profile)
  into.record.push([record.url, record.source, BigInt(record.seq), record.fetchedAt])
  const described: Facts[] = []
  for (const sample of new Set(record.samples)) {
    const facts = factsOf(sample, statements, conformsTo)
    into.description.push([record.url, sample, record.source, JSON.stringify(facts)])
    for (const { relation, target } of facts.links) into.link.push([record.url, sample, relation, target])
    described.push(facts)
  }
  for (const { sample, relation, target } of linksOfOthers(record.samples, statements))
    into.link.push([record.url, sample, relation, target])
  entityRowsOf(record.url, described, into)
}

/** Appends accepted records: their rows in the tables that name a record; lists their entities in `renamed` and `realigned`. */
export const appendRecords = async (
  connection: DuckDBConnection,
  records: readonly StoredRecord[],
): Promise<void> => {
  const all: RecordRows = { record: [], description: [], link: [], ...emptyEntityRows() }
  for (const [position, record] of records.entries()) {
    if (position % RECORDS_AT_A_STRETCH === RECORDS_AT_A_STRETCH - 1) await setImmediate()
    addRecord(record, all)
  }
  for (const [table, tableRows] of Object.entries(all)) await append(connection, table, tableRows)
  const entities = (of: DuckDBValue[][]) => of.map(([, facet, value]) => [facet ?? null, value ?? null])
  await append(connection, 'renamed', entities(all.entity_name), 'temp')
  await append(connection, 'realigned', entities(all.alias), 'temp')
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

/** Takes records out of the same tables; lists their entities in `renamed` and `realigned`. Returns the samples they told of. */
export const removeRecords = async (
  connection: DuckDBConnection,
  urls: readonly string[],
): Promise<string[]> => {
  const samples = await samplesOf(connection, urls)
  const of = new Bindings()
  const among = of.texts(urls)
  for (const [staged, table] of [
    ['renamed', 'entity_name'],
    ['realigned', 'alias'],
  ]) {
    await run(
      connection,
      `INSERT INTO ${staged} SELECT facet, value FROM ${table} WHERE record IN ${among}`,
      of,
    )
  }
  await run(connection, `INSERT INTO realigned SELECT facet, other FROM alias WHERE record IN ${among}`, of)
  await run(connection, `DELETE FROM record WHERE url IN ${among}`, of)
  for (const table of ['description', 'entity_name', 'entity_type', 'alias', 'link']) {
    await run(connection, `DELETE FROM ${table} WHERE record IN ${among}`, of)
  }
  return samples
}

/** Takes samples out of `sample` and `membership`, listing their terms in `loosened`; returns the keys they had. */
export const removeSamples = async (
  connection: DuckDBConnection,
  samples: readonly string[],
): Promise<Map<string, number>> => {
  const of = new Bindings()
  const known = await rows<{ iri: string; key: number }>(
    connection,
    `SELECT iri, key FROM sample WHERE iri IN ${of.texts(samples)}`,
    of,
  )
  const withKeys = new Bindings()
  const among = withKeys.integers(known.map(({ key }) => key))
  await run(
    connection,
    `INSERT INTO loosened SELECT DISTINCT term FROM membership WHERE sample IN ${among}`,
    withKeys,
  )
  await run(connection, `DELETE FROM membership WHERE sample IN ${among}`, withKeys)
  await run(connection, `DELETE FROM sample WHERE key IN ${among}`, withKeys)
  return new Map(known.map(({ iri, key }) => [iri, key]))
}

const sampleRow = (key: number, { item, box, days, nameWords, words }: Summary): DuckDBValue[] => {
  const [lon, lat] = box ? centreOf(box) : [null, null]
  const corners = box ? [box.west, box.south, box.east, box.north] : [null, null, null, null]
  return [
    key,
    item.id,
    item.identifier,
    item.name ?? null,
    item.source,
    item.status,
    lon,
    lat,
    ...corners,
    days?.first ?? null,
    days?.last ?? null,
    item.name === undefined ? null : fold(item.name),
    nameWords,
    words,
    JSON.stringify(item),
  ]
}

/** What the tables add to the descriptions of each sample: parents that other records give it, identifiers that mean the same. */
const wideningOf = async (
  connection: DuckDBConnection,
  described: ReadonlyMap<string, readonly Description[]>,
): Promise<(iri: string) => Wider> => {
  const of = new Bindings()
  const found = await rows<{ sample: string; target: string }>(
    connection,
    `SELECT DISTINCT sample, target FROM link WHERE sample IN ${of.texts([...described.keys()])}
     AND target <> sample AND relation IN ${of.texts(UPWARD)}`,
    of,
  )
  const parents = new Map<string, string[]>()
  for (const { sample, target } of found) parents.set(sample, [...(parents.get(sample) ?? []), target])
  const entities = [...described.values()]
    .flat()
    .flatMap(({ facts }) => [...facts.agents, ...facts.publications])
  const chosen = await chosenFor(connection, [...new Set(entities.map(({ id }) => id))])
  return iri => ({
    parents: parents.get(iri) ?? [],
    chosen: (kind, id) => chosen.get(`${FACETS[kind].code} ${id}`) ?? id,
  })
}

/**
 * Merges the descriptions of `samples` and appends them to `sample`, their facet values to `incoming`. Samples that no
 * record describes any more are left out. `keys` are those they had; new ones are numbered on.
 */
export const appendSamples = async (
  connection: DuckDBConnection,
  samples: readonly string[],
  keys: ReadonlyMap<string, number>,
  concepts: Concepts,
): Promise<void> => {
  const of = new Bindings()
  const found = await rows<{ sample: string; record: string; source: string; facts: string }>(
    connection,
    `SELECT sample, record, source, facts FROM description WHERE sample IN ${of.texts(samples)} ORDER BY sample, record`,
    of,
  )
  const described = new Map<string, Description[]>()
  for (const { sample, record, source, facts } of found) {
    const description = { record, source, facts: JSON.parse(facts) as Facts }
    const known = described.get(sample)
    if (known) known.push(description)
    else described.set(sample, [description])
  }
  const widened = await wideningOf(connection, described)
  // Keys of samples that are being replaced were taken out of the table: they must not be given away.
  const [highest] = await rows<{ key: number | null }>(connection, 'SELECT max(key) AS key FROM sample')
  let last = Math.max(highest?.key ?? 0, 0, ...keys.values())
  const sampleRows: DuckDBValue[][] = []
  const values: DuckDBValue[][] = []
  for (const [iri, descriptions] of described) {
    const summary = summarise(iri, descriptions, concepts, widened(iri))
    const key = keys.get(iri) ?? ++last
    sampleRows.push(sampleRow(key, summary))
    for (const { facet, value, direct } of summary.values)
      values.push([key, FACETS[facet].code, value, direct])
  }
  await append(connection, 'sample', sampleRows)
  await append(connection, 'incoming', values, 'temp')
}
