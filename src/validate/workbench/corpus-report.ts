/** A profile x all harvested records -> what each constraint found, where, and on which values. */

import type { DataGraph } from '../../shacl/data-graph.ts'
import { termText } from '../../shacl/messages.ts'
import type { Counters } from '../../shacl/run.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { validate } from '../../shacl/validate.ts'
import { counts } from '../check-graph.ts'
import { type KnownConstraint, knownConstraints } from './constraints.ts'
import { type Corpus, type CorpusRecord, graphOf, MOST_SAMPLES, obtain } from './corpus.ts'
import { Frequent } from './frequent.ts'
import type { Applies } from './selection.ts'
import type { TurtleFile } from './turtle-file.ts'

/** How often something was checked. */
export interface Tally {
  /** Focus nodes that the targets in front of the constraint selected. */
  targets: number
  evaluated: number
  failed: number
  /** Records with a result of it. */
  records: number
}

/** One constraint over the corpus. */
export interface ConstraintReport extends Tally {
  readonly known: KnownConstraint
  readonly bySource: ReadonlyMap<string, Tally>
  /** URLs of some records that fail. */
  readonly samples: readonly string[]
  readonly badValues: readonly { readonly text: string; readonly count: number }[]
  /** Whether the counts of bad values may be too low. */
  readonly isEstimate: boolean
}

/** Records checked, by source and together. */
export interface CorpusReport {
  readonly records: number
  /** Records that the profile is not about. */
  readonly others: number
  /** Records without a violation. */
  readonly conforming: number
  /** Records whose validation was given up. */
  readonly incomplete: number
  readonly bySource: ReadonlyMap<string, { records: number; conforming: number }>
  /** Of the constraints that have results, in their order in the shapes. */
  readonly constraints: readonly ConstraintReport[]
}

const MOST_VALUES = 10

interface Building {
  readonly known: KnownConstraint
  readonly all: Tally
  readonly bySource: Map<string, Tally>
  readonly samples: string[]
  readonly values: Frequent
}

const tally = (): Tally => ({ targets: 0, evaluated: 0, failed: 0, records: 0 })

/** A profile that is reported on. */
export interface Reported {
  readonly compiled: CompiledShapes
  readonly shapes: TurtleFile
  /** Which records it is about; without it all. */
  readonly applies?: Applies
}

/**
 * Checks every record against every profile, in one pass, and reports in their order; `onRecords` is told the number of
 * records done. Memory does not grow with it.
 */
export const reportCorpus = async (
  corpus: Corpus,
  profiles: readonly Reported[],
  background: DataGraph,
  onRecords: (done: number) => void = () => {},
): Promise<readonly CorpusReport[]> => {
  const tallies = profiles.map(profile => new CorpusTally(profile))
  let done = 0
  for await (const page of corpus) {
    for (const record of page) {
      const graph = graphOf(record, background)
      for (const each of tallies) each.add(record, graph)
    }
    done += page.length
    onRecords(done)
  }
  return tallies.map(each => each.report())
}

/** What is known of one profile so far. */
class CorpusTally {
  readonly #profile: Reported
  readonly #building: ReadonlyMap<number, Building>
  readonly #bySource = new Map<string, { records: number; conforming: number }>()
  readonly #sum = { records: 0, others: 0, conforming: 0, incomplete: 0 }

  constructor(profile: Reported) {
    this.#profile = profile
    this.#building = new Map(
      knownConstraints(profile.compiled, profile.shapes)
        .filter(({ reports }) => reports)
        .map(known => [
          known.constraint.index,
          { known, all: tally(), bySource: new Map(), samples: [], values: new Frequent() },
        ]),
    )
  }

  add(record: CorpusRecord, graph: DataGraph): void {
    const { compiled, applies } = this.#profile
    if (applies && !applies(record, graph)) {
      this.#sum.others++
      return
    }
    const report = validate(compiled, graph, { counters: true })
    const failing = new Set<Building>()
    let conforms = !report.incomplete
    for (const result of report.results) {
      if (counts(result, 'violation')) conforms = false
      const entry = this.#building.get(result.constraint.index)
      if (!entry) continue
      failing.add(entry)
      if (result.value) entry.values.add(termText(result.value))
    }
    for (const entry of this.#building.values()) note(entry, record, report.counters, failing.has(entry))
    for (const each of [
      this.#sum,
      obtain(this.#bySource, record.source, () => ({ records: 0, conforming: 0 })),
    ]) {
      each.records++
      if (conforms) each.conforming++
    }
    if (report.incomplete) this.#sum.incomplete++
  }

  report(): CorpusReport {
    return {
      ...this.#sum,
      bySource: this.#bySource,
      constraints: [...this.#building.values()].map(({ known, all, bySource, samples, values }) => ({
        ...{ ...all, known, bySource, samples },
        badValues: values.most(MOST_VALUES),
        isEstimate: values.isEstimate,
      })),
    }
  }
}

const note = (
  { known, all, bySource, samples }: Building,
  { source, url }: CorpusRecord,
  counters: Counters | undefined,
  fails: boolean,
): void => {
  const counted = counters?.constraints[known.constraint.index]
  if (!counted || counted.evaluated === 0) return
  const targets = known.roots.reduce((sum, root) => sum + (counters.shapes[root]?.targets ?? 0), 0)
  for (const each of [all, obtain(bySource, source, tally)]) {
    each.targets += targets
    each.evaluated += counted.evaluated
    each.failed += counted.failed
    if (fails) each.records++
  }
  if (fails && samples.length < MOST_SAMPLES) samples.push(url)
}
