/** Listings on their way into the frontier. */

import { sql } from 'kysely'
import type { Listed, Listing, ListingRules, Run } from '../frontier.ts'
import {
  applyDelta,
  type Context,
  type Delta,
  noDelta,
  openRunOf,
  rowsPerTransaction,
  type Tx,
} from './context.ts'
import { decide, type Known, type Rules, shortDigest, usableDate } from './decide.ts'
import type { PageState } from './schema.ts'

/** What is stored of a page that is listed. */
interface Row extends Known {
  readonly id: number
  readonly url: string
  readonly source: string
  readonly listed_run: number
  readonly turn: number
  readonly from_archive: number
  readonly misses: number
}

/** A listing, its date checked; one per URL of a batch. */
interface Entry {
  readonly url: string
  readonly place: number
  readonly modifiedAt: number | null
  readonly delivered: boolean
}

/** What a listed page becomes. */
interface Next {
  readonly state: PageState
  readonly freshAttempts: boolean
  readonly fromArchive: boolean
  /** Whether this process holds it, because it has what the feed delivers. */
  readonly mine: boolean
}

interface Verdict {
  readonly list: 'queued' | 'unchanged' | 'none'
  readonly next: Next
}

const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/** One entry per URL; of several the latest date counts, and the feed that delivers. */
function merged(
  listings: readonly Listing[],
  places: ReadonlyMap<string, number>,
  now: number,
): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const { url, listedIn, modifiedAt, delivered = false } of listings) {
    const before = entries.get(url)
    const date = usableDate(modifiedAt, now)
    entries.set(url, {
      url,
      place: before?.place ?? places.get(listedIn) ?? 0,
      modifiedAt: before ? later(before.modifiedAt, date) : date,
      delivered: delivered || (before?.delivered ?? false),
    })
  }
  return entries
}

/** Ids of what lists pages: few texts, so each is kept once. */
async function placesOf(db: Tx, listings: readonly Listing[]): Promise<Map<string, number>> {
  const urls = JSON.stringify([...new Set(listings.map(({ listedIn }) => listedIn))])
  await sql`insert into place (url) select value from json_each(${urls}) where true on conflict (url) do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ id: number; url: string }>`
    select place.id, place.url from json_each(${urls}) as wanted join place on place.url = wanted.value`.execute(
    db,
  )
  return new Map(rows.map(({ id, url }) => [url, id]))
}

async function rowsOf(db: Tx, urls: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await sql<Row>`
    select page.id, page.url, page.source, page.listed_run, page.turn, page.state, page.visited_at, page.visited_modified_at,
      page.modified_at, page.pipeline, page.from_archive, page.misses
    from json_each(${JSON.stringify(urls)}) as wanted cross join page on page.url = wanted.value`.execute(db)
  return new Map(rows.map(row => [row.url, row]))
}

const isWaiting = ({ state }: Row): boolean => state === 'queued' || state === 'claimed'

/** What a listing comes to, for a page that waits for its visit already: it stays where it is, unless the feed delivers it. */
function judgeWaiting(row: Row, entry: Entry, number: number, rules: Rules): Verdict {
  const stays = decide(row, entry.modifiedAt, rules) !== 'visit' && row.from_archive === 1
  return {
    list: row.listed_run < number && !entry.delivered ? 'queued' : 'none',
    next: { state: row.state, freshAttempts: row.turn < number, fromArchive: stays, mine: false },
  }
}

/** What a listing comes to, for a page of this source. */
function judge(row: Row | undefined, entry: Entry, number: number, rules: Rules): Verdict {
  const { delivered } = entry
  const wanted: Next = {
    state: delivered ? 'claimed' : 'queued',
    freshAttempts: true,
    fromArchive: false,
    mine: delivered,
  }
  if (!row) return { list: 'queued', next: wanted }
  if (isWaiting(row) && !(delivered && row.state === 'queued')) return judgeWaiting(row, entry, number, rules)
  // Counted by this run already: listed before, or settled without having been listed.
  if (!isWaiting(row) && row.turn === number) {
    return { list: 'none', next: { ...wanted, state: row.state, freshAttempts: false, mine: false } }
  }
  const decision = delivered ? 'visit' : decide(row, entry.modifiedAt, rules)
  if (decision === 'leave') return { list: 'unchanged', next: { ...wanted, state: 'idle' } }
  return { list: 'queued', next: { ...wanted, fromArchive: decision === 'convert' } }
}

const countOf = {
  idle: 'done',
  queued: 'queued',
  claimed: 'under_way',
  failed: 'failed',
  gone: 'gone',
} as const

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
