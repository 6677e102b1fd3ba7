/** Keeps the tables in step with the change feed: changes one transaction at a time, or everything from a snapshot. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Change, ChangeFeed } from '../model/change.ts'
import type { StoredRecord } from '../model/record.ts'
import { alignEntities } from './align.ts'
import type { Concepts } from './concepts.ts'
import { Bindings, rows, run } from './database.ts'
import { appendRecords, appendSamples, removeRecords, removeSamples, samplesOf } from './project.ts'
import { createStaging, createTables } from './schema.ts'
import { type Labels, pruneTerms, renameEntities, storeMemberships } from './terms.ts'

/** What labels and hierarchy the tables are made with, and the digest that stands for them and for this program. */
export interface Surroundings {
  readonly concepts: Concepts
  readonly labels: Labels
  readonly digest: string
}

/** How far the tables follow the feed. */
export interface Watermark {
  readonly seq: number
  readonly digest: string
}

/** Records appended and samples merged at once while everything is made anew. */
const RECORDS_PER_STEP = 1_000
const SAMPLES_PER_STEP = 5_000

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

/** Makes the tables anew from all accepted records. Returns the generation they stand for. */
export const rebuild = async (
  connection: DuckDBConnection,
  feed: ChangeFeed,
  { concepts, labels, digest }: Surroundings,
): Promise<number> => {
  for (const statement of [...createTables(), ...createStaging()]) await run(connection, statement)
  let waiting: StoredRecord[] = []
  const generation = await feed.snapshot(async records => {
    waiting.push(...records)
    if (waiting.length < RECORDS_PER_STEP) return
    await appendRecords(connection, waiting)
    waiting = []
  })
  await appendRecords(connection, waiting)
  await alignEntities(connection)
  let after = ''
  for (;;) {
    const of = new Bindings()
    const next = await rows<{ sample: string }>(
      connection,
      `SELECT DISTINCT sample FROM description WHERE sample > ${of.text(after)} ORDER BY sample LIMIT ${of.integer(SAMPLES_PER_STEP)}`,
      of,
    )
    const last = next.at(-1)
    if (!last) break
    const samples = next.map(({ sample }) => sample)
    await appendSamples(connection, samples, new Map(), concepts)
    await storeMemberships(connection, labels)
    after = last.sample
  }
  await renameEntities(connection, labels)
  await setWatermark(connection, { seq: generation, digest })
  return generation
}

/** Applies changes in order and notes the last one's number; only the samples they touch are merged again. */
export const applyChanges = async (
  connection: DuckDBConnection,
  changes: readonly Change[],
  { concepts, labels, digest }: Surroundings,
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
  await appendSamples(connection, samples, keys, concepts)
  await storeMemberships(connection, labels)
  await renameEntities(connection, labels)
  await pruneTerms(connection)
  await setWatermark(connection, { seq: last.seq, digest })
}
