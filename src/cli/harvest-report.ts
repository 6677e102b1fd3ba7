/** What `lodestone harvest` tells about single pages: a table for people, a file of JSON lines for programs. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { severityName } from '../rdf/severity.ts'
import type { VisitReport } from '../walk/visit.ts'
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

/** The file of `--report`: one JSON object a line, written at once, so that a harvest that is killed leaves its lines. */
export interface ReportFile {
  visit(report: VisitReport): void
  /** A problem of a listing: `url` is the sitemap, `ending` is `listing`. */
  problem(problem: Problem, source: string): void
  close(): void
}

/** Opens, and empties, the file of `--report`; without a name nothing is written. Problem `report-unwritable`. */
export const openReport = (file: string | undefined): Result<ReportFile> => {
  if (file === undefined) return ok({ visit: () => {}, problem: () => {}, close: () => {} })
  let descriptor: number
  try {
    descriptor = openSync(file, 'w')
  } catch (error) {
    const detail = `cannot write the report: ${(error as Error).message}; name another file with --report`
    return failed({ stage: 'registry', code: 'report-unwritable', subject: file, detail })
  }
  const write = (line: string): void => {
    writeSync(descriptor, `${line}\n`)
  }
  return ok({
    visit: report => write(visitLine(report)),
    problem: (problem, source) =>
      write(JSON.stringify({ url: problem.subject, source, ending: 'listing', problems: [problem] })),
    close: () => closeSync(descriptor),
  })
}
