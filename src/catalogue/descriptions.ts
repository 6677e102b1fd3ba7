/** What records say of samples, read to be merged: of some samples, or of all of them step by step. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows, run } from './database.ts'
import { type Facts, UPWARD } from './facts.ts'
import { inStretches } from './stretches.ts'
import type { Description } from './summary.ts'

/** Samples with what the tables hold of them. */
export interface Described {
  /** In the order of the records. */
  readonly descriptions: ReadonlyMap<string, readonly Description[]>
  /** What a sample is part of or derived from, other records included. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

interface DescriptionRow {
  readonly sample: string
  readonly record: string
  readonly source: string
  readonly facts: string
}
interface ParentRow {
  readonly sample: string
  readonly target: string
}

const described = async (
  found: readonly DescriptionRow[],
  above: readonly ParentRow[],
): Promise<Described> => {
  const descriptions = new Map<string, Description[]>()
  const turn = inStretches()
  for (const { sample, record, source, facts } of found) {
    await turn()
    const description = { record, source, facts: JSON.parse(facts) as Facts }
    const known = descriptions.get(sample)
    if (known) known.push(description)
    else descriptions.set(sample, [description])
  }
  const parents = new Map<string, string[]>()
  for (const { sample, target } of above) {
    const known = parents.get(sample)
    if (known) known.push(target)
    else parents.set(sample, [target])
  }
  return { descriptions, parents }
}

/** What there is of these samples; of those that no record describes there is nothing. */
export const describedAmong = async (
  connection: DuckDBConnection,
  samples: readonly string[],
): Promise<Described> => {
  const where = new Bindings()
  // By their places, which are found first: looked for by sample, the long facts of all others would be unpacked too.
  const found = await rows<DescriptionRow>(
    connection,
    `SELECT sample, record, source, facts FROM description
     WHERE rowid IN (SELECT rowid FROM description WHERE sample IN ${where.texts(samples)}) ORDER BY sample, record`,
    where,
  )
  if (found.length === 0) return described([], [])
  const of = new Bindings()
  const above = await rows<ParentRow>(
    connection,
    `SELECT DISTINCT sample, target FROM link WHERE sample IN ${of.texts([...new Set(found.map(({ sample }) => sample))])}
     AND target <> sample AND relation IN ${of.texts(UPWARD)}`,
    of,
  )
  return described(found, above)
}

/**
 * What there is of all samples in the order of their IRIs, so many samples at a time. Everything is sorted once before:
 * looking for the samples of each step would read all tables at every step.
 */
export async function* describedInOrder(
  connection: DuckDBConnection,
  samplesPerStep: number,
): AsyncGenerator<Described> {
  const of = new Bindings()
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE described AS
     SELECT row_number() OVER (ORDER BY sample) AS n, sample FROM (SELECT DISTINCT sample FROM description)`,
  )
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE ordered_description AS
     SELECT d.n, o.* FROM description o JOIN described d ON d.sample = o.sample ORDER BY d.n, o.record`,
  )
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE ordered_parent AS
     SELECT DISTINCT d.n, o.sample, o.target FROM link o JOIN described d ON d.sample = o.sample WHERE o.target <> o.sample
       AND o.relation IN ${of.texts(UPWARD)} ORDER BY d.n`,
    of,
  )
  for (let from = 0; ; from += samplesPerStep) {
    const step = `n > ${from} AND n <= ${from + samplesPerStep}`
    const found = await rows<DescriptionRow>(
      connection,
      `SELECT sample, record, source, facts FROM ordered_description WHERE ${step} ORDER BY n, record`,
    )
    if (found.length === 0) break
    const above = await rows<ParentRow>(connection, `SELECT sample, target FROM ordered_parent WHERE ${step}`)
    yield await described(found, above)
  }
  for (const table of ['described', 'ordered_description', 'ordered_parent'])
    await run(connection, `DROP TABLE temp.${table}`)
}
