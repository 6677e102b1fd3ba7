/** What a harvest came to, source by source, kept as figures: memory does not grow with the number of visits. */
import type { RunFigures } from '../model/harvest-run.ts'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { mostFrequent, pinCommand } from '../serve/views/source-history.ts'
import { Figures } from '../walk/figures.ts'
import type { Tally } from '../walk/tally.ts'
import type { VisitReport } from '../walk/visit.ts'

/** Problems of one kind, with one that shows it. */
export interface ProblemCount {
  readonly code: string
  readonly count: number
  /** The first one met: its page or feed, and what was wrong. */
  readonly example?: { readonly subject: string; readonly detail: string }
}

/** A context that is not known, how many records it holds back, and what makes it known. */
export interface ContextCount {
  readonly url: string
  readonly records: number
  /** Absent when the context is not an http or https URL. */
  readonly command?: string
}

/** One source in the report of a run. */
export interface SourceReport {
  readonly source: string
  readonly name: string
  /** Counts of pages, as in the table that ends a harvest. */
  readonly pages: Tally
  readonly figures: RunFigures
  /** Share of values that reached the graph, 0 to 1; absent when nothing was converted. */
  readonly coverage?: number
  /** All kinds of problems, the most frequent first. */
  readonly problems: readonly ProblemCount[]
  /** Why records were rejected: messages of violated rules by number of records. */
  readonly violations: Readonly<Record<string, number>>
  readonly contexts: readonly ContextCount[]
}

/** The report of one `lodestone harvest`. */
export interface RunReport {
  /** Name and version of this form. */
  readonly form: 'lodestone-harvest-report/1'
  /** xsd:dateTime in UTC, both. */
  readonly startedAt: string
  readonly endedAt: string
  readonly interrupted: boolean
  readonly sources: readonly SourceReport[]
}

const MOST_PROBLEMS = 100

const reportOf = ({ id, name }: Source, pages: Tally, figures: Figures, data: string): SourceReport => {
  const counts = figures.figures
  return {
    source: id,
    name,
    pages,
    figures: counts,
    ...(counts.leavesPresent > 0 && { coverage: counts.leavesReached / counts.leavesPresent }),
    problems: mostFrequent(counts.problems, MOST_PROBLEMS).map(([code, count]) => {
      const { subject, detail } = figures.exampleOf(code) ?? {}
      return {
        ...{ code, count },
        ...(subject !== undefined && detail !== undefined && { example: { subject, detail } }),
      }
    }),
    violations: figures.violations,
    contexts: mostFrequent(counts.contexts, MOST_PROBLEMS).map(([url, records]) => {
      const command = pinCommand(url, data === 'data' ? undefined : data)
      return { url, records, ...(command && { command }) }
    }),
  }
}

/** Counts what a harvest tells. */
export class HarvestAccount {
  readonly #startedAt = new Date().toISOString()
  readonly #figures = new Map<string, Figures>()
  readonly #sources: readonly Source[]
  readonly #data: string

  /** `data`: the data folder as it was named, for commands that are suggested. */
  constructor(sources: readonly Source[], data: string) {
    this.#sources = sources
    this.#data = data
  }

  #of(source: string): Figures {
    const known = this.#figures.get(source)
    if (known) return known
    const figures = new Figures()
    this.#figures.set(source, figures)
    return figures
  }

  visit(report: VisitReport): void {
    this.#of(report.source).visit(report)
  }

  problem(problem: Problem, source: string): void {
    this.#of(source).listingProblem(problem)
  }

  /** The report of the sources that were harvested, in the order of their tallies. */
  report(tallies: readonly Tally[], interrupted: boolean): RunReport {
    return {
      form: 'lodestone-harvest-report/1',
      startedAt: this.#startedAt,
      endedAt: new Date().toISOString(),
      interrupted,
      sources: tallies.flatMap(tally => {
        const source = this.#sources.find(({ id }) => id === tally.source)
        return source ? [reportOf(source, tally, this.#of(source.id), this.#data)] : []
      }),
    }
  }
}
