/** The history of harvests: one row per run, to which every process adds its part. */

import type { Kysely } from 'kysely'
import type { HarvestRun, RunFigures } from '../model/harvest-run.ts'
import type { HarvestRunTable, Tables } from './schema.ts'
import type { Store } from './store.ts'

/** Keys of a histogram that are kept, the most frequent ones: sources may bring any number. */
const mostKeys = 200
/** Longest key, in characters. */
const longestKey = 300
const mostDeadLinks = 50

type Counts = Readonly<Record<string, number>>

const listings = ['complete', 'partial', 'failed'] as const

function summed(a: Counts, b: Counts): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [key, count] of [...Object.entries(a), ...Object.entries(b)]) {
    const short = key.length > longestKey ? `${key.slice(0, longestKey).toWellFormed()}…` : key
    sums.set(short, (sums.get(short) ?? 0) + count)
  }
  const frequent = [...sums].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, mostKeys)
  return Object.fromEntries(frequent)
}

const nothing: RunFigures = {
  endings: {},
  states: {},
  problems: {},
  repairs: {},
  unmapped: {},
  strings: {},
  contexts: {},
  deadLinks: [],
  leavesPresent: 0,
  leavesReached: 0,
  requests: 0,
  bytes: 0,
}

/** The sum of two parts' figures; histograms keep their 200 most frequent keys, dead links their first 50. */
export const addFigures = (a: RunFigures, b: RunFigures): RunFigures => ({
  endings: summed(a.endings, b.endings),
  states: summed(a.states, b.states),
  problems: summed(a.problems, b.problems),
  repairs: summed(a.repairs, b.repairs),
  unmapped: summed(a.unmapped, b.unmapped),
  strings: summed(a.strings, b.strings),
  contexts: summed(a.contexts, b.contexts),
  deadLinks: [...new Set([...a.deadLinks, ...b.deadLinks])].slice(0, mostDeadLinks),
  leavesPresent: a.leavesPresent + b.leavesPresent,
  leavesReached: a.leavesReached + b.leavesReached,
  requests: a.requests + b.requests,
  bytes: a.bytes + b.bytes,
})

function runOf(row: HarvestRunTable): HarvestRun {
  const listing = listings.find(one => one === row.listing)
  return {
    source: row.source,
    number: row.number,
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(listing ? { listing } : {}),
    // What an older program wrote may lack figures that came later.
    figures: { ...nothing, ...(JSON.parse(row.figures) as Partial<RunFigures>) },
  }
}

/** Of two parts' listings the less complete one: each says what it could read. */
const worse = (a: HarvestRun['listing'], b: HarvestRun['listing']): HarvestRun['listing'] =>
  a && b ? listings[Math.max(listings.indexOf(a), listings.indexOf(b))] : (a ?? b)

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && b !== undefined && a > b ? a : (b ?? a)

/** Implements `RunHistory.addToRun`. */
export async function addToRun(store: Store, part: HarvestRun): Promise<void> {
  const { source, number } = part
  await store.write(async db => {
    const known = await db
      .selectFrom('harvest_run')
      .selectAll()
      .where('source', '=', source)
      .where('number', '=', number)
      .executeTakeFirst()
    const before = known && runOf(known)
    const row: HarvestRunTable = {
      source,
      number,
      started_at: before ? earlier(before.startedAt, part.startedAt) : part.startedAt,
      ended_at: later(before?.endedAt, part.endedAt) ?? null,
      listing: worse(before?.listing, part.listing) ?? null,
      figures: JSON.stringify(addFigures(before?.figures ?? nothing, part.figures)),
    }
    await db
      .insertInto('harvest_run')
      .values(row)
      .onConflict(conflict => conflict.columns(['source', 'number']).doUpdateSet(row))
      .execute()
  })
}

/** Implements `RunHistory.runs`. */
export async function readRuns(db: Kysely<Tables>, source: string, limit: number): Promise<HarvestRun[]> {
  const rows = await db
    .selectFrom('harvest_run')
    .selectAll()
    .where('source', '=', source)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(runOf)
}
