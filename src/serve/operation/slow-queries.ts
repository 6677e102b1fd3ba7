/** The slowest queries of the last 24 hours, in memory only. */

import type { Outcome } from './outcome.ts'

/** One run of a query. */
export interface SlowRun {
  readonly ms: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly outcome: Outcome
  readonly client: string
}

/** A query over the last 24 hours. */
export interface SlowQuery {
  readonly digest: string
  readonly text: string
  readonly times: number
  readonly totalMs: number
  readonly slowest: SlowRun
  readonly last: SlowRun
}

interface Hour {
  readonly hour: number
  readonly times: number
  readonly totalMs: number
  readonly slowest: SlowRun
  readonly last: SlowRun
}

const HOUR_MS = 3_600_000
const HOURS = 24
const MAX_TEXT = 10_000

/** Keeps the `most` slowest queries, each by the slowest of its runs, in figures per hour so that they can grow old. */
export const createSlowQueries = (now: () => number, most = 100) => {
  const kept = new Map<string, { text: string; hours: readonly Hour[] }>()
  const recent = (hours: readonly Hour[]): readonly Hour[] => {
    const oldest = Math.floor(now() / HOUR_MS) - HOURS
    return hours.filter(({ hour }) => hour > oldest)
  }
  const add = (hours: readonly Hour[], run: SlowRun): readonly Hour[] => {
    const hour = Math.floor(run.at / HOUR_MS)
    const before = hours.at(-1)
    if (before?.hour !== hour) return [...hours, { hour, times: 1, totalMs: run.ms, slowest: run, last: run }]
    const slowest = run.ms > before.slowest.ms ? run : before.slowest
    const figures = { times: before.times + 1, totalMs: before.totalMs + run.ms, slowest, last: run }
    return [...hours.slice(0, -1), { hour, ...figures }]
  }
  const list = (): readonly SlowQuery[] => {
    const found: SlowQuery[] = []
    for (const [digest, { text, hours: all }] of kept) {
      const hours = recent(all)
      const last = hours.at(-1)?.last
      const [first] = [...hours].sort((a, b) => b.slowest.ms - a.slowest.ms)
      if (!last || !first) {
        kept.delete(digest)
        continue
      }
      const times = hours.reduce((sum, hour) => sum + hour.times, 0)
      const totalMs = hours.reduce((sum, hour) => sum + hour.totalMs, 0)
      found.push({ digest, text, times, totalMs, slowest: first.slowest, last })
    }
    return found.sort((a, b) => b.slowest.ms - a.slowest.ms)
  }
  return {
    /** Notes a run of the query with this digest. */
    note(digest: string, text: string, run: SlowRun): void {
      const before = kept.get(digest)
      kept.set(digest, {
        text: before?.text ?? text.slice(0, MAX_TEXT),
        hours: add(recent(before?.hours ?? []), run),
      })
      // Sorting out is put off until it is worth it.
      if (kept.size > 2 * most) for (const { digest: fast } of list().slice(most)) kept.delete(fast)
    },
    /** The slowest first. */
    list: (): readonly SlowQuery[] => list().slice(0, most),
  }
}

export type SlowQueries = ReturnType<typeof createSlowQueries>
