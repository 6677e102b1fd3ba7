/** Listings on their way into the frontier. */

import { sql } from 'kysely'
import type { Listed, Listing, ListingRules, Run } from '../frontier.ts'
import {
  applyDelta,
  type Context,
  countOf,
  type Delta,
  noDelta,
  openRunOf,
  rowsPerTransaction,
  type Tx,
} from './context.ts'
import { type Rules, shortDigest } from './decide.ts'
import { type Entry, later, merged, placesOf, type Row, rowsOf } from './entries.ts'
import { isWaiting, judge } from './judge.ts'

/** A batch while it is judged. */
interface Batch {
  readonly queued: string[]
  readonly unchanged: string[]
  readonly elsewhere: { readonly url: string; readonly source: string }[]
  /** Parameters of the statements. */
  readonly inserts: unknown[]
  readonly updates: unknown[]
  /** Ids of pages about which nothing is new. */
  readonly seen: number[]
  readonly delta: Delta
  /** Queued pages that are taken from sources that are no more. */
  readonly taken: Map<string, number>
}

/** Whether a page stays with the source that has it. */
const isElsewhere = (row: Row, source: string, sources: ReadonlySet<string> | undefined): boolean =>
  row.source !== source && (sources === undefined || sources.has(row.source) || row.state === 'claimed')

function add(
  batch: Batch,
  entry: Entry,
  found: Row | undefined,
  number: number,
  rules: Rules & { source: string },
): void {
  const { url, place, modifiedAt, delivered } = entry
  const row = found?.source === rules.source ? found : undefined
  const { list, next } = judge(row, entry, number, rules)
  if (list !== 'none') batch[list].push(url)
  if (row && (isWaiting(row) || row.turn === number)) batch.delta[countOf[row.state]]--
  batch.delta[countOf[next.state]]++
  if (!found) {
    batch.inserts.push([url, place, modifiedAt, next.state, Number(delivered)])
    return
  }
  if (!row && found.state === 'queued')
    batch.taken.set(found.source, (batch.taken.get(found.source) ?? 0) + 1)
  const again = row?.listed_run === number
  const date = again ? later(row.modified_at, modifiedAt) : modifiedAt
  if (again && date === row.modified_at && next.state === row.state) return
  // By far the most frequent case of a source that is listed every day.
  if (row && list === 'unchanged' && row.state === 'idle' && date === row.modified_at && row.misses === 0) {
    batch.seen.push(row.id)
    return
  }
  batch.updates.push([
    ...[found.id, place, date, next.state, Number(next.mine), Number(next.freshAttempts)],
    ...[Number(next.fromArchive), Number(!row)],
  ])
}

async function store(db: Tx, batch: Batch, source: string, number: number, me: string): Promise<void> {
  const { inserts, updates, seen } = batch
  if (seen.length > 0) {
    await sql`update page set listed_run = ${number}, turn = ${number}
      where id in (select value from json_each(${JSON.stringify(seen)}))`.execute(db)
  }
  if (inserts.length > 0) {
    await sql`insert into page (url, source, place, listed_run, turn, modified_at, state, delivered, claimed_by)
      select value ->> 0, ${source}, value ->> 1, ${number}, ${number}, value ->> 2, value ->> 3, value ->> 4,
        iif(value ->> 4, ${me}, null)
      from json_each(${JSON.stringify(inserts)})`.execute(db)
  }
  if (updates.length > 0) {
    // A listing ends misses by absence. One who changes sources brings no misses along, nor run numbers of the other one.
    await sql`update page set source = ${source}, place = change.value ->> 1, listed_run = ${number}, turn = ${number},
        modified_at = change.value ->> 2, state = change.value ->> 3,
        claimed_by = iif(change.value ->> 4, ${me}, claimed_by), delivered = iif(change.value ->> 4, 1, delivered and state = 'claimed'),
        attempts = iif(change.value ->> 5, 0, attempts), not_before = iif(change.value ->> 5, 0, not_before),
        from_archive = change.value ->> 6,
        misses = iif(state = 'gone' and not change.value ->> 7, misses, 0),
        missing_since = iif(state = 'gone' and not change.value ->> 7, missing_since, null),
        miss_run = iif(change.value ->> 7, 0, miss_run)
      from json_each(${JSON.stringify(updates)}) as change where page.id = change.value ->> 0`.execute(db)
  }
}

const newBatch = (): Batch => ({
  queued: [],
  unchanged: [],
  elsewhere: [],
  inserts: [],
  updates: [],
  seen: [],
  delta: noDelta(),
  taken: new Map(),
})

async function listSome(
  context: Context,
  db: Tx,
  run: Run,
  listings: readonly Listing[],
  rules: ListingRules,
): Promise<Batch> {
  const { me } = context
  const { source, number } = run
  const now = context.now()
  const batch = newBatch()
  const open = await openRunOf(db, source)
  if (open?.number !== number) return batch
  const entries = merged(listings, await placesOf(db, listings), now)
  const rows = await rowsOf(db, [...entries.keys()])
  const sources = rules.sources && new Set(rules.sources)
  const judging = { refresh: rules.refresh, pipeline: shortDigest(rules.pipelineDigest), now, source }
  for (const entry of entries.values()) {
    const row = rows.get(entry.url)
    if (row && isElsewhere(row, source, sources)) batch.elsewhere.push({ url: row.url, source: row.source })
    else add(batch, entry, row, number, judging)
  }
  await store(db, batch, source, number, me)
  for (const [other, count] of batch.taken) await applyDelta(db, other, { ...noDelta(), queued: -count }, now)
  await applyDelta(db, source, batch.delta, now)
  return batch
}

/** Implements `Frontier.list`. */
export async function list(
  context: Context,
  run: Run,
  listings: readonly Listing[],
  rules: ListingRules,
): Promise<Listed> {
  const zero = listings.find(({ url, listedIn }) => url.includes('\0') || listedIn.includes('\0'))
  if (zero) throw new TypeError(`a URL cannot hold U+0000: ${JSON.stringify(zero.url.slice(0, 200))}`)
  const listed = newBatch()
  for (let from = 0; from < listings.length; from += rowsPerTransaction) {
    const some = listings.slice(from, from + rowsPerTransaction)
    const { queued, unchanged, elsewhere } = await context.store.write(db =>
      listSome(context, db, run, some, rules),
    )
    listed.queued.push(...queued)
    listed.unchanged.push(...unchanged)
    listed.elsewhere.push(...elsewhere)
  }
  return { queued: listed.queued, unchanged: listed.unchanged, elsewhere: listed.elsewhere }
}
