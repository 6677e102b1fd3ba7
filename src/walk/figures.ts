/** Figures of a harvest: what its visits came to, counted as they end. */
import type { RunFigures } from '../model/harvest-run.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import { schema, sosa } from '../rdf/namespaces.ts'
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

/** Texts of a record that name no known concept, as `facet: text`. */
const unmappedTexts = ({ kernelTriples }: RecordOutcome): string[] =>
  CONCEPT_PROPERTIES.flatMap(([facet, property]) => {
    const mark = `<${property}> "`
    const texts: string[] = []
    for (let at = kernelTriples.indexOf(mark); at >= 0; at = kernelTriples.indexOf(mark, at + 1)) {
      const start = at + mark.length
      const end = kernelTriples.indexOf('"', start)
      texts.push(`${facet}: ${kernelTriples.slice(start, Math.min(end, start + MOST_TEXT))}`)
    }
    return texts
  })

const quoted = (detail: string): string => /"([^"]+)"/.exec(detail)?.[1] ?? detail

/** Counts what one process does in one run of one source. */
export class Figures {
  readonly #endings = new Histogram()
  readonly #states = new Histogram()
  readonly #problems = new Histogram()
  readonly #repairs = new Histogram()
  readonly #unmapped = new Histogram()
  readonly #strings = new Histogram()
  readonly #contexts = new Histogram()
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
    this.#contexts.addEach(
      problems.filter(({ code }) => code === 'unknown-context').map(({ detail }) => quoted(detail)),
    )
    const dead = ending === 'failed' || ending === 'missed'
    if (dead && this.#deadLinks.length < MOST_DEAD_LINKS) this.#deadLinks.push(url)
    if (!outcome) return
    this.#repairs.addEach(outcome.repairs.map(({ rule }) => rule))
    this.#unmapped.addEach(outcome.coverage?.lost ?? [])
    this.#strings.addEach(unmappedTexts(outcome))
    this.#leavesPresent += outcome.coverage?.present ?? 0
    this.#leavesReached += outcome.coverage?.reached ?? 0
  }

  listingProblem({ code }: Problem): void {
    this.#problems.add(code)
  }

  /** An answer from the network. */
  answer(bytes: number): void {
    this.#requests++
    this.#bytes += bytes
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
