/** What `lodestone harvest` tells about single pages and of the whole run: tables for people, files for anybody. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { extname } from 'node:path'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { severityName } from '../rdf/severity.ts'
import type { VisitReport } from '../walk/visit.ts'
import type { RunReport } from './harvest-account.ts'
import { harvestHtml } from './harvest-html.ts'
import { table } from './table.ts'

/** Why a record is not in the graph, or why its page could not be read, in one line. */
const reasonOf = (report: VisitReport): string => {
  const violation = report.outcome?.reports
    .flatMap(one => one.results)
    .find(result => severityName(result.severity) === 'Violation')
  const problem = report.problems[0]
  if (report.state === 'rejected' && violation) return violation.message
  return problem ? `${problem.code}: ${problem.detail}` : ''
}

/** The row of one page for `documentTable`. */
export const documentRow = (report: VisitReport): string[] => [
  report.url,
  report.ending,
  report.state ?? 'no record',
  report.outcome?.coverage && report.outcome.coverage.present > 0
    ? (report.outcome.coverage.reached / report.outcome.coverage.present).toFixed(2)
    : '–',
  reasonOf(report),
]

/** One row per page, for `--documents`. */
export const documentTable = (rows: readonly string[][]): string =>
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

const visitLine = (report: VisitReport): string => {
  const { outcome, ...rest } = report
  return JSON.stringify({
    ...rest,
    samples: outcome?.samples,
    coverage: outcome?.coverage,
    repairs: outcome?.repairs,
    results: outcome?.reports.flatMap(one => one.results),
  })
}

/** A file of `--report`. */
export interface ReportFile {
  visit(report: VisitReport): void
  /** A problem of a listing. */
  problem(problem: Problem, source: string): void
  /** Ends the file; called once, with the report of the whole run. */
  close(run: RunReport): void
}

/**
 * Every visit as one JSON object a line, written at once, so that a harvest that is killed leaves its lines. For a problem
 * of a listing `url` is the feed and `ending` is `listing`.
 */
const openLines = (file: string): ReportFile => {
  const descriptor = openSync(file, 'w')
  const write = (line: string): void => {
    writeSync(descriptor, `${line}\n`)
  }
  return {
    visit: report => write(visitLine(report)),
    problem: (problem, source) =>
      write(JSON.stringify({ url: problem.subject, source, ending: 'listing', problems: [problem] })),
    close: () => closeSync(descriptor),
  }
}

/** The whole run in one document, written at its end; what an earlier run left stays until then. */
const openDocument = (file: string, write: (run: RunReport) => string): ReportFile => {
  // A file that cannot be written is found out before anybody is asked for a page.
  closeSync(openSync(file, 'a'))
  return { visit: () => {}, problem: () => {}, close: run => writeFileSync(file, write(run)) }
}

const openOne = (file: string): ReportFile => {
  const extension = extname(file).toLowerCase()
  if (extension === '.json') return openDocument(file, run => `${JSON.stringify(run, undefined, 2)}\n`)
  if (extension === '.html' || extension === '.htm') return openDocument(file, harvestHtml)
  return openLines(file)
}

/**
 * Opens the files of `--report`: .json and .html are reports of the run, anything else gets a JSON object per visit and
 * is emptied now. Problem `report-unwritable`.
 */
export const openReports = (files: readonly string[]): Result<ReportFile> => {
  const opened: ReportFile[] = []
  for (const file of files) {
    try {
      opened.push(openOne(file))
    } catch (error) {
      const detail = `cannot write the report: ${(error as Error).message}; name another file with --report`
      return failed({ stage: 'registry', code: 'report-unwritable', subject: file, detail })
    }
  }
  return ok({
    visit: report => {
      for (const one of opened) one.visit(report)
    },
    problem: (problem, source) => {
      for (const one of opened) one.problem(problem, source)
    },
    close: run => {
      for (const one of opened) one.close(run)
    },
  })
}
