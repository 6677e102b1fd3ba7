/** Figures of a harvest: what its visits came to, counted as they end. */
import type { RunFigures } from '../model/harvest-run.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import { schema, sosa } from '../rdf/namespaces.ts'
import { severityName } from '../rdf/severity.ts'
import { contextOf } from '../transform/unknown-context.ts'
import type { VisitReport } from './visit.ts'

/** Keys of one histogram kept in memory; rare ones that come after are not counted. */
const MOST_KEYS = 5000
const MOST_DEAD_LINKS = 50

/** Counts by key. */
class Histogram {
  readonly #counts = new Map<string, number>()

  add(key: string, by = 1): void {
    const before = this.#counts.get(key)
    if (before !== undefined) this.#counts.set(key, before + by)
    else if (this.#counts.size < MOST_KEYS) this.#counts.set(key, by)
  }

  /** Each key once, however often it is given. */
  addEach(keys: Iterable<string>): void {
    for (const key of new Set(keys)) this.add(key)
  }

  /** As an object, the most frequent first, at most `most`. */
  top(most = 200): Record<string, number> {
    const entries = [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return Object.fromEntries(entries.slice(0, most))
  }
}

/** Kernel properties whose values should be concepts; a text there names none. */
const CONCEPT_PROPERTIES: readonly (readonly [string, string])[] = [
  ['material', schema('material').value],
  ['objectType', schema('additionalType').value],
  ['sampledFeature', sosa('isSampleOf').value],
  ['method', sosa('usedProcedure').value],
]

const MOST_TEXT = 120
const MOST_DETAIL = 300
const MOST_EXAMPLES = 200

/** The content of an N-Triples literal (RDF 1.1 N-Triples, 2.4), up to its closing quote. */
const LITERAL = /(?:[^"\\]|\\.)*/y

/** Texts of a record that name no known concept, as `facet: text`. */
const unmappedTexts = ({ kernelTriples }: RecordOutcome): string[] =>
  CONCEPT_PROPERTIES.flatMap(([facet, property]) => {
    const mark = `<${property}> "`
    const texts: string[] = []
    for (let at = kernelTriples.indexOf(mark); at >= 0; at = kernelTriples.indexOf(mark, at + 1)) {
      LITERAL.lastIndex = at + mark.length
      const text = (LITERAL.exec(kernelTriples)?.[0] ?? '').replace(/\\(["\\])/g, '$1')
      texts.push(`${facet}: ${text.slice(0, MOST_TEXT).toWellFormed()}`)
    }
    return texts
  })

/** Rules that a rejected record breaks, in words. */
const violations = ({ state, reports }: RecordOutcome): string[] =>
  state === 'rejected'
    ? reports
        .flatMap(({ results }) => results)
        .filter(({ severity }) => severityName(severity) === 'Violation')
        .map(({ message, profile }) => `${message} (profile ${profile})`.slice(0, MOST_DETAIL))
    : []

/** What one process asked for in one run: requests that were answered, and bytes of their bodies after decompression. */
export interface Traffic {
  readonly requests: number
  readonly bytes: number
}

/** Counts what one process does in one run of one source. */
export class Figures {
  readonly #endings = new Histogram()
  readonly #states = new Histogram()
  readonly #problems = new Histogram()
  readonly #repairs = new Histogram()
  readonly #unmapped = new Histogram()
  readonly #strings = new Histogram()
  readonly #contexts = new Histogram()
  readonly #violations = new Histogram()
  readonly #examples = new Map<string, Problem>()
  readonly #deadLinks: string[] = []
  #leavesPresent = 0
  #leavesReached = 0
  #requests = 0
  #bytes = 0

  visit(report: VisitReport): void {
    const { outcome, problems, ending, url } = report
    this.#endings.add(ending)
    if (report.state && ending === 'written') this.#states.add(report.state)
    this.#problems.addEach(problems.map(({ code }) => code))
    this.#contexts.addEach(problems.flatMap(problem => contextOf(problem) ?? []))
    for (const problem of problems) this.#keep(problem)
    const dead = ending === 'failed' || ending === 'missed'
    if (dead && this.#deadLinks.length < MOST_DEAD_LINKS) this.#deadLinks.push(url)
    if (!outcome) return
    this.#repairs.addEach(outcome.repairs.map(({ rule }) => rule))
    this.#unmapped.addEach(outcome.coverage?.lost ?? [])
    this.#strings.addEach(unmappedTexts(outcome))
    this.#violations.addEach(violations(outcome))
    this.#leavesPresent += outcome.coverage?.present ?? 0
    this.#leavesReached += outcome.coverage?.reached ?? 0
  }

  listingProblem(problem: Problem): void {
    this.#problems.add(problem.code)
    this.#keep(problem)
  }

  #keep(problem: Problem): void {
    const { code, detail } = problem
    if (this.#examples.has(code) || this.#examples.size >= MOST_EXAMPLES) return
    this.#examples.set(code, { ...problem, detail: detail.slice(0, MOST_DETAIL) })
  }

  /** The first problem with this code. */
  exampleOf(code: string): Problem | undefined {
    return this.#examples.get(code)
  }

  /** Rules that rejected records break, in words, by number of records; the most frequent first. */
  get violations(): Readonly<Record<string, number>> {
    return this.#violations.top(50)
  }

  /** What went over the network on behalf of the source. */
  traffic({ requests, bytes }: Traffic): void {
    this.#requests = requests
    this.#bytes = bytes
  }

  /** The figures so far. */
  get figures(): RunFigures {
    return {
      endings: this.#endings.top(),
      states: this.#states.top(),
      problems: this.#problems.top(),
      repairs: this.#repairs.top(),
      unmapped: this.#unmapped.top(),
      strings: this.#strings.top(),
      contexts: this.#contexts.top(),
      deadLinks: this.#deadLinks,
      leavesPresent: this.#leavesPresent,
      leavesReached: this.#leavesReached,
      requests: this.#requests,
      bytes: this.#bytes,
    }
  }
}
