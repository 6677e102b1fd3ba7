/** The table that ends every harvest. */
import { coverageOf, type Tally } from '../walk/tally.ts'
import { table } from './table.ts'

const listingText = ({ ending, listingProblems }: Tally): string => {
  if (ending === 'over') return 'another process'
  if (ending === 'planned') return 'planned'
  if (ending === 'interrupted') return 'interrupted'
  return listingProblems === 0 ? 'complete' : `${listingProblems} problem${listingProblems === 1 ? '' : 's'}`
}

/** The summary that ends every harvest: one row per source. */
export const summaryTable = (tallies: readonly Tally[]): string =>
  table(
    [
      { title: 'source', most: 40 },
      ...[
        'listed',
        'fetched',
        'unchanged',
        'accepted',
        'rejected',
        'unreadable',
        'failed',
        'gone',
        'withdrawn',
        'coverage',
        'listing',
      ].map(title => ({ title, align: 'right' as const })),
    ],
    tallies.map(tally => [
      tally.source,
      ...[tally.listed, tally.fetched, tally.unchanged, tally.accepted, tally.rejected].map(String),
      ...[tally.unreadable, tally.failed, tally.gone, tally.withdrawn].map(String),
      coverageOf(tally),
      listingText(tally),
    ]),
  )
