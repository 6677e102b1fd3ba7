/** Counts of a harvest per source: what was listed and how every visit ended. */
import type { Harvest } from './harvest.ts'
import type { VisitReport } from './visit.ts'

export interface Tally {
  readonly source: string
  /** Every listed page that was visited; the other counts divide it up. */
  listed: number
  /** Answered with a page that was converted. */
  fetched: number
  /** Nothing new since the last harvest. */
  unchanged: number
  failed: number
  gone: number
  withdrawn: number
  /** State in the archive afterwards, whether written now or before. */
  accepted: number
  rejected: number
  unreadable: number
  /** Leaf values of the pages converted in this run. */
  leavesPresent: number
  leavesReached: number
  /** What could not be read of the source's feeds. */
  listingProblems: number
  ending: Harvest['ending']
}

/** An empty tally for one source. */
export const newTally = (source: string): Tally => ({
  source,
  listed: 0,
  fetched: 0,
  unchanged: 0,
  failed: 0,
  gone: 0,
  withdrawn: 0,
  accepted: 0,
  rejected: 0,
  unreadable: 0,
  leavesPresent: 0,
  leavesReached: 0,
  listingProblems: 0,
  ending: 'interrupted',
})

/** Adds one visit to its source's tally. */
export const count = (tally: Tally, report: VisitReport): void => {
  // Pages that are withdrawn because they are listed no more are not among the listed ones.
  if (report.ending !== 'withdrawn') tally.listed++
  if (report.outcome) tally.fetched++
  if (report.ending === 'unchanged') tally.unchanged++
  if (report.ending === 'failed') tally.failed++
  if (report.ending === 'missed') tally.gone++
  if (report.ending === 'withdrawn') tally.withdrawn++
  if (report.state === 'accepted' || report.state === 'rejected' || report.state === 'unreadable')
    tally[report.state]++
  tally.leavesPresent += report.outcome?.coverage?.present ?? 0
  tally.leavesReached += report.outcome?.coverage?.reached ?? 0
}

/** Share of the leaf values that reached the graph, as `93 %`; `–` when nothing was converted. */
export const coverageOf = (tally: Pick<Tally, 'leavesPresent' | 'leavesReached'>): string =>
  tally.leavesPresent === 0 ? '–' : `${Math.floor((100 * tally.leavesReached) / tally.leavesPresent)} %`
