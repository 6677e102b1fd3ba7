/** How many samples were collected when. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import { Bindings, rows } from './database.ts'
import { daysOf, yearOf } from './dates.ts'
import { condition } from './filters.ts'
import type { Resolved } from './query.ts'

/** Years per bar. */
export const INTERVALS = { year: 1, decade: 10, century: 100, millennium: 1000 } as const
export type Interval = keyof typeof INTERVALS

/** One bar; `collected` is the filter that gives exactly its samples. */
export interface Bar {
  readonly from: string
  readonly to: string
  readonly collected: string
  readonly count: number
}

/** Bars in order of time, empty ones between the first and the last included. A sample counts in every bar it overlaps. */
export interface Timeline {
  readonly generation: number
  readonly interval: Interval
  readonly bars: readonly Bar[]
  /** Samples that match and have no date. */
  readonly undated: number
}

const MAX_BARS = 1_000

/** A year as xsd:gYear writes it: at least four digits, a sign when negative. */
const gYear = (year: number): string => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`

const barsBetween = (first: number, last: number, width: number) => {
  const bars: { from: string; to: string; first: number; last: number }[] = []
  for (let year = Math.floor(yearOf(first) / width) * width; year <= yearOf(last); year += width) {
    const [from, to] = [gYear(year), gYear(year + width - 1)]
    bars.push({ from, to, first: daysOf(from)?.first ?? first, last: daysOf(to)?.last ?? last })
  }
  return bars
}

/**
 * The histogram under all filters but `collected` itself. Without an interval the finest that gives at most 100 bars is
 * chosen. Problem: `too-many-bars` when the interval is too fine for the span.
 */
export const timelineOf = async (
  connection: DuckDBConnection,
  filters: Resolved,
  interval: Interval | undefined,
  generation: number,
): Promise<Result<Timeline>> => {
  const all = new Bindings()
  const where = condition(filters, all, { collected: true })
  const [span] = await rows<{ first: number | null; last: number | null; undated: bigint }>(
    connection,
    `SELECT min(s.from_day) AS first, max(s.to_day) AS last, count(*) FILTER (s.from_day IS NULL) AS undated
     FROM sample s WHERE ${where}`,
    all,
  )
  const undated = Number(span?.undated ?? 0)
  if (!span || span.first === null || span.last === null) {
    return ok({ generation, interval: interval ?? 'year', bars: [], undated })
  }
  const years = yearOf(span.last) - yearOf(span.first) + 1
  const names = Object.keys(INTERVALS) as Interval[]
  const chosen = interval ?? names.find(name => years / INTERVALS[name] <= 100) ?? 'millennium'
  if (years / INTERVALS[chosen] > MAX_BARS) {
    return failed({
      stage: 'catalogue',
      code: 'too-many-bars',
      subject: chosen,
      detail: `the samples span ${years} years, more than ${MAX_BARS} bars of one ${chosen}; use a longer interval`,
    })
  }
  const bars = barsBetween(span.first, span.last, INTERVALS[chosen])
  const of = new Bindings()
  const counted = await rows<{ first: number; count: bigint }>(
    connection,
    // Many samples have the same dates: bars are compared with every pair of dates once.
    `SELECT b.first, sum(s.n)::BIGINT AS count
     FROM (SELECT unnest(${of.numbers(bars.map(bar => bar.first))}) AS first, unnest(${of.numbers(bars.map(bar => bar.last))}) AS last) b
     JOIN (SELECT s.from_day, s.to_day, count(*) AS n FROM sample s
       WHERE s.from_day IS NOT NULL AND ${condition(filters, of, { collected: true })} GROUP BY s.from_day, s.to_day) s
     ON s.from_day <= b.last AND s.to_day >= b.first GROUP BY b.first`,
    of,
  )
  const counts = new Map(counted.map(({ first, count }) => [first, Number(count)]))
  return ok({
    generation,
    interval: chosen,
    bars: bars.map(({ from, to, first }) => ({
      from,
      to,
      collected: `${from}/${to}`,
      count: counts.get(first) ?? 0,
    })),
    undated,
  })
}
