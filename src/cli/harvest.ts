/** `lodestone harvest`: from the sitemaps of a registry into the archive. */
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { type Config, readConfig } from '../config.ts'
import { createFetcher } from '../harvest/fetch.ts'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { severityName } from '../rdf/severity.ts'
import { harvestSource, type VisitReport } from '../walk/harvest.ts'
import { openConverter } from '../walk/pool.ts'
import { count, coverageOf, newTally, type Tally } from '../walk/tally.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
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
  readonly onProblem?: (problem: Problem) => void
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
        onProblem: problem => run.onProblem?.(problem),
        onVisit: report => {
          count(tally, report)
          run.onVisit?.(report)
          const rate = tally.listed / ((performance.now() - began) / 1000)
          progress.update(
            `${source.id}: ${tally.listed} visited, ${tally.failed} failed, ${rate.toFixed(0)} pages/s`,
          )
        },
      })
      // Nothing new: nothing is written, not even the date of the visit.
      if (written > 0) await archive.visited(source.id, tally.listed, new Date().toISOString())
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

/** Why a record is not in the graph, or why its page could not be read, in one line. */
const reasonOf = (report: VisitReport): string => {
  const violation = report.outcome?.reports
    .flatMap(one => one.results)
    .find(result => severityName(result.severity) === 'Violation')
  const problem = report.problems[0]
  if (report.state === 'rejected' && violation) return violation.message
  return problem ? `${problem.code}: ${problem.detail}` : ''
}

const documentRow = (report: VisitReport): string[] => [
  report.url,
  report.ending,
  report.state ?? 'no record',
  report.outcome?.coverage
    ? (report.outcome.coverage.reached / report.outcome.coverage.present).toFixed(2)
    : '–',
  reasonOf(report),
]

const documentTable = (rows: readonly string[][]): string =>
  table(
    [
      { title: 'page', most: 70 },
      { title: 'ending' },
      { title: 'outcome' },
      { title: 'coverage', align: 'right' },
      { title: 'reason', most: 110 },
    ],
    rows,
  )

const reportLine = (report: VisitReport): string => {
  const { outcome, ...rest } = report
  return JSON.stringify({
    ...rest,
    samples: outcome?.samples,
    coverage: outcome?.coverage,
    repairs: outcome?.repairs,
    results: outcome?.reports.flatMap(one => one.results),
  })
}

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

const interruptible = (): AbortSignal => {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    console.error(
      '\ninterrupted: finishing what is under way; run the same command again to go on (press again to stop at once)',
    )
    controller.abort()
  })
  return controller.signal
}

const run = async (args: string[]): Promise<ExitCode> => {
  const options = optionsOf(args)
  const config = readConfig({ data: options.data, base: options.base, workers: options.workers })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const registry = await openRegistry(options.registry)
  for (const problem of registry.problems) console.error(`${problem.subject}: ${problem.detail}`)
  if (registry.problems.length > 0) return 2
  const sources = chosen(registry.sources, options.source)
  const opened = await openArchive(config.value.data)
  if (!opened.ok) {
    console.error(`${opened.problem.subject}: ${opened.problem.detail}`)
    return 2
  }
  const signal = interruptible()
  const rows: string[][] = []
  let listingProblems = 0
  const lines = options.report === undefined ? undefined : createWriteStream(options.report)
  const tallies = await runHarvest({
    config: config.value,
    archive: opened.value,
    sources,
    signal,
    onVisit: report => {
      lines?.write(`${reportLine(report)}\n`)
      if (options.documents) rows.push(documentRow(report))
    },
    onProblem: problem => {
      listingProblems++
      console.error(`${problem.code}: ${problem.subject}: ${problem.detail}`)
    },
  })
  await new Promise<void>(resolve => (lines ? lines.end(resolve) : resolve()))
  await opened.value.close()
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
