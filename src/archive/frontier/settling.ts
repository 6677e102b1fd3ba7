/** How visits ended. */

import { sql } from 'kysely'
import type { Run, Settlement } from '../frontier.ts'
import {
  applyDelta,
  type Context,
  countOf,
  type Db,
  type Delta,
  noDelta,
  openRunOf,
  rowsPerTransaction,
  type Tx,
} from './context.ts'
import { shortDigest } from './decide.ts'
import type { PageState } from './schema.ts'

/** Longest detail of a problem that is kept, in characters. */
const longestDetail = 1000

interface Row {
  readonly id: number
  readonly url: string
  readonly state: PageState
  readonly claimed_by: string | null
  readonly turn: number
  readonly attempts: number
  readonly from_archive: number
}

const rowsOf = async (db: Db, source: string, urls: readonly string[]): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select page.id, page.url, page.state, page.claimed_by, page.turn, page.attempts, page.from_archive
    from json_each(${JSON.stringify(urls)}) as wanted cross join page on page.url = wanted.value
    where page.source = ${source}`.execute(db)
  return rows
}

/** The database would cut text at U+0000. */
const stored = (text: string): string => text.slice(0, longestDetail).replaceAll('\0', '\uFFFD')

/** What became of one page: a row of the statement's parameter. */
interface Change {
  readonly id: number
  readonly state: PageState
  readonly attempts: number
  readonly notBefore: number
  readonly code: string | null
  readonly detail: string | null
  readonly pipeline: string | null
  /** The page was asked for and is there. */
  readonly visited: number
  readonly found: number
  readonly missed: number
  readonly deleted: number
}

function changeOf(row: Row, settlement: Settlement, number: number): Change {
  const { ending, problem, retryAt, pipelineDigest, deleted } = settlement
  const before = row.turn === number ? row.attempts : 0
  const found = ending === 'found'
  const again = ending === 'failed' && retryAt !== undefined
  return {
    id: row.id,
    state: found ? 'idle' : again ? 'queued' : ending,
    attempts: ending === 'failed' ? before + 1 : found ? 0 : before,
    notBefore: again ? Math.max(0, Math.trunc(retryAt)) : 0,
    code: problem ? stored(problem.code) : null,
    detail: problem ? stored(problem.detail) : null,
    pipeline: pipelineDigest === undefined ? null : shortDigest(pipelineDigest),
    visited: Number(found && row.from_archive === 0),
    found: Number(found),
    missed: Number(ending === 'gone'),
    deleted: Number(deleted === true),
  }
}

/**
 * Whether this process may say how the visit ended: it claimed the page, or lost its claim by being taken for dead before
 * anybody else took it; or the feed says that the page is deleted.
 */
const isAllowed = (row: Row, me: string, { ending, deleted }: Settlement): boolean =>
  row.state === 'queued' ||
  (row.state === 'claimed' ? row.claimed_by === me : ending === 'gone' && deleted === true)

async function apply(db: Tx, changes: readonly Change[], number: number, now: number): Promise<void> {
  await sql`update page set state = change.state, turn = ${number}, claimed_by = null, delivered = 0, from_archive = 0,
      attempts = change.attempts, not_before = change.notBefore, code = change.code, detail = change.detail, tried_at = ${now},
      pipeline = iif(change.found, coalesce(change.pipeline, page.pipeline), page.pipeline),
      visited_at = iif(change.visited, ${now}, visited_at),
      visited_modified_at = iif(change.visited, modified_at, visited_modified_at),
      live = max(live, change.found),
      misses = iif(change.found, 0, misses + (change.missed and miss_run < ${number})),
      missing_since = iif(change.found, null, iif(change.missed, coalesce(missing_since, ${now}), missing_since)),
      miss_run = iif(change.missed, ${number}, miss_run),
      deleted = iif(change.found, 0, max(page.deleted, change.deleted))
    from (select value ->> 'id' as id, value ->> 'state' as state, value ->> 'attempts' as attempts,
        value ->> 'notBefore' as notBefore, value ->> 'code' as code, value ->> 'detail' as detail,
        value ->> 'pipeline' as pipeline, value ->> 'visited' as visited, value ->> 'found' as found,
        value ->> 'missed' as missed, value ->> 'deleted' as deleted
      from json_each(${JSON.stringify(changes)})) as change
    where page.id = change.id`.execute(db)
}

async function settleSome(
  context: Context,
  db: Tx,
  { source, number: asked }: Run,
  some: readonly Settlement[],
): Promise<void> {
  const now = context.now()
  // A run that was broken off and replaced meanwhile: the visit counts in the new one.
  const number = (await openRunOf(db, source))?.number ?? asked
  const last = new Map(some.map(settlement => [settlement.url, settlement]))
  const delta: Delta = noDelta()
  const changes: Change[] = []
  for (const row of await rowsOf(db, source, [...last.keys()])) {
    const settlement = last.get(row.url)
    if (!settlement || !isAllowed(row, context.me, settlement)) continue
    const change = changeOf(row, settlement, number)
    const isCounted = row.state === 'queued' || row.state === 'claimed' || row.turn === number
    if (isCounted) delta[countOf[row.state]]--
    delta[countOf[change.state]]++
    changes.push(change)
  }
  if (changes.length > 0) await apply(db, changes, number, now)
  await applyDelta(db, source, delta, now)
}

/** Implements `Frontier.settle`. */
export async function settle(context: Context, run: Run, settlements: readonly Settlement[]): Promise<void> {
  for (let from = 0; from < settlements.length; from += rowsPerTransaction) {
    const some = settlements.slice(from, from + rowsPerTransaction)
    await context.store.write(db => settleSome(context, db, run, some))
  }
}
