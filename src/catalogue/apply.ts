/** Keeps the tables in step with the change feed: changes one transaction at a time, or everything from a snapshot. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Change, ChangeFeed } from '../model/change.ts'
import type { StoredRecord } from '../model/record.ts'
import { alignEntities } from './align.ts'
import { countAnew, countMoved } from './combinations.ts'
import { Bindings, rows, run } from './database.ts'
import { describedAmong, describedInOrder } from './descriptions.ts'
import { needsSplitting, placeSamples, splitSamples } from './places.ts'
import { countWords, sortPostings } from './postings.ts'
import { appendSamples, type Merging, removeSamples } from './project.ts'
import { appendRecords, removeRecords, samplesOf } from './records.ts'
import { createStaging, createTables } from './schema.ts'
import { inStretches } from './stretches.ts'
import { renameEntities } from './terms.ts'

/** What labels and hierarchy the tables are made with, and the digest that stands for them and for this program. */
export interface Surroundings extends Merging {
  readonly digest: string
}

/** How far the tables follow the feed. */
export interface Watermark {
  readonly seq: number
  readonly digest: string
}

/** Records appended and samples merged at once while everything is made anew. */
const RECORDS_PER_STEP = 1_000
const SAMPLES_PER_STEP = 2_000

/** The watermark; undefined for a catalogue that was never filled, or whose tables are of another time. */
export const readWatermark = async (connection: DuckDBConnection): Promise<Watermark | undefined> => {
  const tables = await rows(
    connection,
    "SELECT 1 FROM information_schema.tables WHERE table_name = 'watermark'",
  )
  if (tables.length === 0) return undefined
  const [found] = await rows<{ seq: bigint; digest: string }>(connection, 'SELECT seq, digest FROM watermark')
  return found && { seq: Number(found.seq), digest: found.digest }
}

/** The generation of existing tables; 0 before they were filled. */
export const readGeneration = async (connection: DuckDBConnection): Promise<number> => {
  const [found] = await rows<{ seq: bigint }>(connection, 'SELECT seq FROM watermark')
  return Number(found?.seq ?? 0)
}

const setWatermark = async (connection: DuckDBConnection, { seq, digest }: Watermark): Promise<void> => {
  await run(connection, 'DELETE FROM watermark')
  const of = new Bindings()
  await run(connection, `INSERT INTO watermark VALUES (${of.integer(seq)}, ${of.text(digest)})`, of)
}

/** Makes empty tables, those of the writer included. */
export const createAll = async (connection: DuckDBConnection): Promise<void> => {
  for (const statement of [...createTables(), ...createStaging()]) await run(connection, statement)
}

/** Merges all samples that records describe, once all of these were appended, and notes which generation it is. */
export const mergeAll = async (
  connection: DuckDBConnection,
  { concepts, labels, digest }: Surroundings,
  generation: number,
): Promise<void> => {
  await alignEntities(connection)
  for await (const step of describedInOrder(connection, SAMPLES_PER_STEP))
    await appendSamples(connection, step, new Map(), { concepts, labels })
  await countAnew(connection)
  await run(connection, 'DELETE FROM moved')
  await sortPostings(connection)
  await splitSamples(connection)
  await renameEntities(connection, labels)
  await setWatermark(connection, { seq: generation, digest })
}

/** Makes the tables anew from all accepted records. Returns the generation they stand for. */
export const rebuild = async (
  connection: DuckDBConnection,
  feed: ChangeFeed,
  surroundings: Surroundings,
): Promise<number> => {
  await createAll(connection)
  let waiting: StoredRecord[] = []
  const turn = inStretches()
  const generation = await feed.snapshot(async records => {
    await turn()
    waiting.push(...records)
    if (waiting.length < RECORDS_PER_STEP) return
    await appendRecords(connection, waiting)
    waiting = []
  })
  await appendRecords(connection, waiting)
  await mergeAll(connection, surroundings, generation)
  return generation
}

/** Applies changes in order and notes the last one's number; only the samples they touch are merged again. */
export const applyChanges = async (
  connection: DuckDBConnection,
  changes: readonly Change[],
  surroundings: Surroundings,
): Promise<void> => {
  const last = changes.at(-1)
  if (!last) return
  for (const statement of createStaging()) await run(connection, statement)
  const latest = new Map<string, StoredRecord>()
  for (const { url, after } of changes) latest.set(url, after)
  const accepted = [...latest.values()].filter(record => record.state === 'accepted')
  const before = await removeRecords(connection, [...latest.keys()])
  await appendRecords(connection, accepted)
  const now = await samplesOf(connection, [...latest.keys()])
  const samples = [...new Set([...before, ...now, ...(await alignEntities(connection))])]
  const keys = await removeSamples(connection, samples)
  const written = await appendSamples(
    connection,
    await describedAmong(connection, samples),
    keys,
    surroundings,
  )
  await countMoved(connection)
  await countWords(connection)
  if (await needsSplitting(connection)) await splitSamples(connection)
  else await placeSamples(connection, written)
  await renameEntities(connection, surroundings.labels)
  await setWatermark(connection, { seq: last.seq, digest: surroundings.digest })
}
