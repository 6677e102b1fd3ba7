/** What the harvests of a source say together: how reliably it lists, what reaches the graph, what is lost. */
import type { HarvestRun, RunFigures } from '../../model/harvest-run.ts'
import { shellWord } from '../../registry/shell-word.ts'

/** Several runs of one source as one. Counts are of records that these runs converted; what did not change is not converted. */
export interface SourceHistory {
  readonly runs: number
  /** Share, 0 to 1, of complete listings among the runs that read one; absent when none did. */
  readonly availability?: number
  /** Shares of values that reached the graph, in the oldest and the newest run that converted anything. */
  readonly coverage?: { readonly first: number; readonly last: number }
  readonly repairs: Readonly<Record<string, number>>
  readonly unmapped: Readonly<Record<string, number>>
  readonly strings: Readonly<Record<string, number>>
  readonly problems: Readonly<Record<string, number>>
  /** Records that an unknown context held back, by its URL. */
  readonly contexts: Readonly<Record<string, number>>
  /** Pages that could not be had at the newest run that ended; at most 50. */
  readonly deadLinks: readonly string[]
}

/** Entries of a histogram, the most frequent first. */
export const mostFrequent = (counts: Readonly<Record<string, number>>, most: number): [string, number][] =>
  Object.entries(counts)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)

type Histogram = 'repairs' | 'unmapped' | 'strings' | 'problems'

const summed = (runs: readonly HarvestRun[], histogram: Histogram): Record<string, number> => {
  const sums = new Map<string, number>()
  for (const { figures } of runs)
    for (const [key, count] of Object.entries(figures[histogram])) sums.set(key, (sums.get(key) ?? 0) + count)
  return Object.fromEntries(mostFrequent(Object.fromEntries(sums), 200))
}

/** Records that contexts held back at once: a page that changes while it is held back is not another one. */
const largest = (runs: readonly HarvestRun[]): Record<string, number> => {
  const most = new Map<string, number>()
  for (const { figures } of runs)
    for (const [url, count] of Object.entries(figures.contexts))
      most.set(url, Math.max(most.get(url) ?? 0, count))
  return Object.fromEntries(most)
}

/** Share of the values present that reached the graph, 0 to 1; undefined when the run converted nothing. */
export const coverageOfRun = ({
  leavesPresent,
  leavesReached,
}: Pick<RunFigures, 'leavesPresent' | 'leavesReached'>): number | undefined =>
  leavesPresent > 0 ? leavesReached / leavesPresent : undefined

/** Listed pages that were visited or found unchanged: what was withdrawn is not listed any more. */
export const listedInRun = ({ endings }: Pick<RunFigures, 'endings'>): number =>
  Object.entries(endings).reduce((sum, [ending, pages]) => (ending === 'withdrawn' ? sum : sum + pages), 0)

/** How long a run took, in seconds; undefined while it is under way or when it was broken off. */
export const secondsOfRun = ({ startedAt, endedAt }: HarvestRun): number | undefined =>
  endedAt === undefined ? undefined : Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000)

/** Sums up runs, which are given newest first. */
export const historyOf = (runs: readonly HarvestRun[]): SourceHistory => {
  const listings = runs.flatMap(({ listing }) => listing ?? [])
  const shares = runs.flatMap(({ figures }) => coverageOfRun(figures) ?? [])
  const [last, first] = [shares[0], shares.at(-1)]
  const newest = runs.find(({ endedAt }) => endedAt !== undefined) ?? runs[0]
  return {
    runs: runs.length,
    ...(listings.length > 0 && {
      availability: listings.filter(listing => listing === 'complete').length / listings.length,
    }),
    ...(first !== undefined && last !== undefined && { coverage: { first, last } }),
    repairs: summed(runs, 'repairs'),
    unmapped: summed(runs, 'unmapped'),
    strings: summed(runs, 'strings'),
    problems: summed(runs, 'problems'),
    contexts: largest(runs),
    deadLinks: newest?.figures.deadLinks ?? [],
  }
}

/** The command that pins a context; undefined when it is no URL to pin. */
export const pinCommand = (context: string, data?: string): string | undefined => {
  if (!/^https?:/i.test(context) || !URL.canParse(context)) return undefined
  const folder = data === undefined ? '' : ` --data ${shellWord(data)}`
  return `lodestone contexts pin ${shellWord(new URL(context).href)} --fetch${folder}`
}
