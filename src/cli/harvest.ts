/** `lodestone harvest`: from the sitemaps of a registry into the archive. */
import { parseArgs } from 'node:util'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { type Config, readConfig } from '../config.ts'
import { createFetcher } from '../harvest/fetch.ts'
import type { Problem, Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { harvestSource } from '../walk/harvest.ts'
import { openConverter } from '../walk/pool.ts'
import { count, coverageOf, newTally, type Tally } from '../walk/tally.ts'
import type { VisitReport } from '../walk/visit.ts'
import { claimBase } from './archive-base.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { documentRow, documentTable, openReport } from './harvest-report.ts'
import { openProgress } from './progress.ts'
import { openRegistry } from './registry.ts'
import { table } from './table.ts'
import { userAgent } from './user-agent.ts'

export interface HarvestRun {
  readonly config: Config
  readonly archive: Archive
  readonly sources: readonly Source[]
  readonly signal?: AbortSignal
  readonly onVisit?: (report: VisitReport) => void
  /** Told of the problems of listings, and whose they are. */
  readonly onProblem?: (problem: Problem, source: string) => void
}

/** Notes a complete harvest of a source, unless it found nothing new: then nothing is written, not even its date. */
const noteVisit = async (archive: Archive, tally: Tally, written: number): Promise<void> => {
  const before = (await archive.statistics()).find(({ source }) => source === tally.source)
  if (written > 0 || before?.listed !== tally.listed)
    await archive.visited(tally.source, tally.listed, new Date().toISOString())
}

/** Harvests the sources one after the other and shows progress; returns a tally per source. */
export const runHarvest = async (run: HarvestRun): Promise<Tally[]> => {
  const { config, archive, sources } = run
  const converter = openConverter(config.base, config.workers)
  const fetcher = createFetcher({ userAgent: userAgent(config.contact) })
  const progress = openProgress()
  const tallies: Tally[] = []
  try {
    for (const source of sources) {
      if (run.signal?.aborted) break
      const tally = newTally(source.id)
      tallies.push(tally)
      const began = performance.now()
      const written = await harvestSource(source, {
        fetcher,
        archive,
        converter,
        ...(run.signal && { signal: run.signal }),
        onProblem: problem => run.onProblem?.(problem, source.id),
        onVisit: report => {
          count(tally, report)
          run.onVisit?.(report)
          const rate = tally.listed / ((performance.now() - began) / 1000)
          progress.update(
            `${source.id}: ${tally.listed} visited, ${tally.failed} failed, ${rate.toFixed(0)} pages/s`,
          )
        },
      })
      if (!run.signal?.aborted) await noteVisit(archive, tally, written)
    }
  } finally {
    progress.done()
    await converter.close()
    await fetcher.close()
  }
  return tallies
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
        'coverage',
      ].map(title => ({ title, align: 'right' as const })),
    ],
    tallies.map(tally => [
      tally.source,
      ...[tally.listed, tally.fetched, tally.unchanged, tally.accepted, tally.rejected].map(String),
      ...[tally.unreadable, tally.failed, tally.gone].map(String),
      coverageOf(tally),
    ]),
  )

const optionsOf = (args: string[]) =>
  parseArgs({
    args,
    options: {
      registry: { type: 'string', default: 'sources.yaml' },
      data: { type: 'string' },
      base: { type: 'string' },
      workers: { type: 'string' },
      source: { type: 'string', multiple: true },
      documents: { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  }).values

/** The sources that were asked for, by id; all when none was named. */
const chosen = (sources: readonly Source[], ids: readonly string[] | undefined): readonly Source[] => {
  for (const id of ids ?? []) {
    if (!sources.some(source => source.id === id)) {
      throw new Misuse(
        `there is no source "${id}"; there are: ${sources.map(source => source.id).join(', ')}`,
      )
    }
  }
  return ids ? sources.filter(source => ids.includes(source.id)) : sources
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const

const interruptible = (): AbortSignal => {
  const controller = new AbortController()
  const stop = (): void => {
    // The next signal does what it does without us: it ends the process.
    for (const name of STOP_SIGNALS) process.off(name, stop)
    console.error(
      '\ninterrupted: finishing what is under way; run the same command again to go on (press again to stop at once)',
    )
    controller.abort()
  }
  for (const name of STOP_SIGNALS) process.on(name, stop)
  return controller.signal
}

/** Opens the archive of a harvest; a problem when it belongs to another base. */
const openFor = async ({ data, base }: Config): Promise<Result<Archive>> => {
  const opened = await openArchive(data)
  if (!opened.ok) return opened
  const claimed = await claimBase(opened.value, base)
  if (claimed.ok) return opened
  await opened.value.close()
  return claimed
}

const refuse = ({ subject, detail }: Problem): ExitCode => {
  console.error(`${subject}: ${detail}`)
  return 2
}

const run = async (args: string[]): Promise<ExitCode> => {
  const options = optionsOf(args)
  const config = readConfig({ data: options.data, base: options.base, workers: options.workers })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const registry = await openRegistry(options.registry)
  for (const problem of registry.problems) refuse(problem)
  if (registry.problems.length > 0) return 2
  const sources = chosen(registry.sources, options.source)
  const report = openReport(options.report)
  if (!report.ok) return refuse(report.problem)
  const archive = await openFor(config.value)
  if (!archive.ok) return refuse(archive.problem)
  const signal = interruptible()
  const rows: string[][] = []
  let listingProblems = 0
  const tallies = await runHarvest({
    config: config.value,
    archive: archive.value,
    sources,
    signal,
    onVisit: visit => {
      report.value.visit(visit)
      if (options.documents) rows.push(documentRow(visit))
    },
    onProblem: (problem, source) => {
      listingProblems++
      report.value.problem(problem, source)
      console.error(`${problem.code}: ${problem.subject}: ${problem.detail}`)
    },
  })
  report.value.close()
  await archive.value.close()
  if (options.documents) console.log(`${documentTable(rows)}\n`)
  console.log(summaryTable(tallies))
  if (signal.aborted) return 2
  const findings = tallies.some(tally => tally.failed + tally.gone + tally.rejected + tally.unreadable > 0)
  return findings || listingProblems > 0 ? 1 : 0
}

export const harvest: Command = {
  name: 'harvest',
  summary: 'fetch, check and archive the pages of the sources of a registry',
  help: `Usage: lodestone harvest --registry FILE --data DIR [OPTIONS]

Visits every page that the sitemaps of the sources list, turns its JSON-LD into RDF, validates it and archives it.
Pages that did not change are asked for conditionally and written nowhere. A harvest can be stopped at any moment;
the same command goes on where it was. A server on the same data shows new records within two seconds.

  --registry FILE  who publishes: a sources.yaml (default: sources.yaml)
  --data DIR       where the archive is kept (default: data)
  --source ID      only this source; may be repeated
  --documents      a row per page as well: outcome, coverage, and the reason when it was not accepted
  --report FILE    every visit as one JSON object a line
  --workers N      threads that convert and validate (default 2; 0: none but the main one)
  --base URL       public address that generated IRIs start with (default http://localhost:3030)

Exit codes: 0 every page accepted, 1 some were not, 2 misuse, failure or interrupted.`,
  run,
}
