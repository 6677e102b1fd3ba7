/** `lodestone harvest`: from the sitemaps of a registry into the archive. */
import { parseArgs } from 'node:util'
import type { Archive } from '../archive/archive.ts'
import { openFrontier } from '../archive/frontier/open.ts'
import { openArchive } from '../archive/open.ts'
import { type Config, readConfig } from '../config.ts'
import type { Problem, Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Tally } from '../walk/tally.ts'
import { claimBase } from './archive-base.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { HarvestAccount } from './harvest-account.ts'
import { findingsText } from './harvest-findings.ts'
import { documentRow, documentTable, openReports, type ReportFile } from './harvest-report.ts'
import { summaryTable } from './harvest-summary.ts'
import { interruptible } from './interruption.ts'
import { printable } from './printable.ts'
import { openRegistry } from './registry.ts'
import { type HarvestJob, runHarvest } from './run-harvest.ts'

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
      report: { type: 'string', multiple: true },
      plan: { type: 'boolean', default: false },
      'retry-failed': { type: 'boolean', default: false },
      'confirm-removals': { type: 'boolean', default: false },
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

/** Rows of `--documents` that are kept until the end: the report file takes any number. */
const MOST_ROWS = 10_000

const unshown = (visits: number): string =>
  visits > MOST_ROWS ? `\n… and ${visits - MOST_ROWS} more pages: --report FILE.jsonl has them all` : ''

interface Told {
  readonly tallies: readonly Tally[]
  readonly findings: string
  readonly interrupted: boolean
}

/** Harvests the sources of a job that is open, and tells what happens as it happens. */
const harvestAndTell = async (
  job: Omit<HarvestJob, 'signal' | 'onVisit' | 'onProblem'>,
  report: ReportFile,
  onRow: (row: () => string[]) => void,
): Promise<Told> => {
  const account = new HarvestAccount(job.sources, job.config.data)
  const signal = interruptible()
  const tallies = await runHarvest({
    ...job,
    signal,
    onVisit: visit => {
      account.visit(visit)
      report.visit(visit)
      onRow(() => documentRow(visit))
    },
    onProblem: (problem, source) => {
      account.problem(problem, source)
      report.problem(problem, source)
      console.error(printable(`${problem.code}: ${problem.subject}: ${problem.detail}`))
    },
  })
  const run = account.report(tallies, signal.aborted)
  report.close(run)
  return { tallies, findings: findingsText(run), interrupted: signal.aborted }
}

/** Whether records are kept that are not accepted: they may be the work of an earlier part of a harvest that was resumed. */
const hasImperfect = async (archive: Archive, sources: readonly Source[]): Promise<boolean> => {
  const statistics = await archive.statistics()
  return statistics.some(
    ({ source, rejected, unreadable }) =>
      rejected + unreadable > 0 && sources.some(({ id }) => id === source),
  )
}

const run = async (args: string[]): Promise<ExitCode> => {
  const options = optionsOf(args)
  const config = readConfig({ data: options.data, base: options.base, workers: options.workers })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const registry = await openRegistry(options.registry)
  for (const problem of registry.problems) refuse(problem)
  if (registry.problems.length > 0) return 2
  const sources = chosen(registry.sources, options.source)
  const report = openReports(options.report ?? [])
  if (!report.ok) return refuse(report.problem)
  const archive = await openFor(config.value)
  if (!archive.ok) return refuse(archive.problem)
  const frontier = await openFrontier(config.value.data)
  if (!frontier.ok) return refuse(frontier.problem)
  if (options['confirm-removals'])
    for (const { id } of sources)
      console.log(`${id}: ${await frontier.value.confirmRemovals(id)} missing pages may be withdrawn`)
  const rows: string[][] = []
  let visits = 0
  const job = { config: config.value, archive: archive.value, frontier: frontier.value, sources }
  const sourceIds = registry.sources.map(({ id }) => id)
  const { tallies, findings, interrupted } = await harvestAndTell(
    { ...job, sourceIds, retryFailed: options['retry-failed'], planOnly: options.plan },
    report.value,
    row => {
      if (options.documents && ++visits <= MOST_ROWS) rows.push(row())
    },
  )
  const kept = await hasImperfect(archive.value, sources)
  await frontier.value.close()
  await archive.value.close()
  if (options.documents) console.log(`${documentTable(rows)}${unshown(visits)}\n`)
  console.log(summaryTable(tallies))
  if (findings !== '') console.log(`\n${findings}`)
  if (interrupted) return 2
  const imperfect = tallies.some(
    ({ failed, gone, rejected, unreadable, listingProblems }) =>
      failed + gone + rejected + unreadable + listingProblems > 0,
  )
  return imperfect || kept ? 1 : 0
}

export const harvest: Command = {
  help: `Usage: lodestone harvest --registry FILE --data DIR [OPTIONS]

Visits every page that the feeds of the sources list, turns its JSON-LD into RDF, validates it and archives it. Pages
whose listing says that they did not change are left alone, the others are asked for conditionally. A harvest can be
stopped at any moment; the same command goes on where it was. Several may run at once on the same data: they share the
work. A server on the same data shows new records within two seconds. Below the table that ends a harvest stands, per
source, which unknown contexts hold records back, why records were rejected, and the most frequent problems. When profiles
changed since, archived records are checked against them first, without being fetched or converted again.

  --registry FILE  who publishes: a sources.yaml (default: sources.yaml)
  --data DIR       where the archive is kept (default: data)
  --source ID      only this source; may be repeated
  --plan           only read what the feeds list, visit nothing; the next harvest does
  --retry-failed   list nothing; only visit again what could not be had before
  --confirm-removals  withdraw what is missing even where the guard held it back, once: you have looked
  --documents      a row per page as well: outcome, coverage, and the reason when it was not accepted
  --report FILE    what happened, in a file; may be repeated. FILE.json: figures, problems and unknown contexts of every
                   source; FILE.html: the same with charts; any other name: every visit as one JSON object a line
  --workers N      threads that convert and validate (default 2; 0: none but the main one)
  --base URL       public address that generated IRIs start with (default http://localhost:3030)

Exit codes: 0 every page accepted, 1 some were not, 2 misuse, failure or interrupted.`,
  run,
}
