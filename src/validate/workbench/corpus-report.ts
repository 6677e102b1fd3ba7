/** A profile x all harvested records -> what each constraint found, where, and on which values. */

import type { DataGraph } from '../../shacl/data-graph.ts'
import { termText } from '../../shacl/messages.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { validate } from '../../shacl/validate.ts'
import { type KnownConstraint, knownConstraints } from './constraints.ts'
import { type Corpus, type CorpusRecord, graphOf, MOST_SAMPLES, obtain } from './corpus.ts'
import { Frequent } from './frequent.ts'
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

/** Checks every record; `onRecords` is told the number done. Memory does not grow with the number of records. */
export const reportCorpus = async (
  corpus: Corpus,
  { compiled, shapes }: { readonly compiled: CompiledShapes; readonly shapes: TurtleFile },
  background: DataGraph,
  onRecords: (done: number) => void = () => {},
): Promise<CorpusReport> => {
  const reporting = knownConstraints(compiled, shapes).filter(({ reports }) => reports)
  const building = new Map<number, Building>(
    reporting.map(known => [
      known.constraint.index,
      { known, all: tally(), bySource: new Map(), samples: [], values: new Frequent() },
    ]),
  )
  const bySource = new Map<string, { records: number; conforming: number }>()
  const sum = { records: 0, conforming: 0, incomplete: 0 }
  for await (const page of corpus) {
    for (const record of page) {
      const { conforms, isIncomplete } = checkRecord(record, compiled, building, background)
      const source = obtain(bySource, record.source, () => ({ records: 0, conforming: 0 }))
      for (const each of [sum, source]) {
        each.records++
        if (conforms) each.conforming++
      }
      if (isIncomplete) sum.incomplete++
    }
    onRecords(sum.records)
  }
  return {
    ...sum,
    bySource,
    constraints: [...building.values()].map(({ known, all, bySource: sources, samples, values }) => ({
      ...all,
      known,
      bySource: sources,
      samples,
      badValues: values.most(MOST_VALUES),
      isEstimate: values.isEstimate,
    })),
  }
}

const checkRecord = (
  record: CorpusRecord,
  compiled: CompiledShapes,
  building: ReadonlyMap<number, Building>,
  background: DataGraph,
): { readonly conforms: boolean; readonly isIncomplete: boolean } => {
  const { results, counters, incomplete } = validate(compiled, graphOf(record, background), {
    counters: true,
  })
  const failing = new Set<Building>()
  let hasViolation = false
  for (const { constraint, value, severity } of results) {
    const entry = building.get(constraint.index)
    if (severity.value.endsWith('#Violation')) hasViolation = true
    if (!entry) continue
    failing.add(entry)
    if (value) entry.values.add(termText(value))
  }
  for (const entry of building.values()) {
    const { known, all, bySource, samples } = entry
    const evaluated = counters?.constraints[known.constraint.index]
    if (!evaluated || evaluated.evaluated === 0) continue
    const targets = known.roots.reduce((sum, root) => sum + (counters.shapes[root]?.targets ?? 0), 0)
    const fails = failing.has(entry)
    for (const each of [all, obtain(bySource, record.source, tally)]) {
      each.targets += targets
      each.evaluated += evaluated.evaluated
      each.failed += evaluated.failed
      if (fails) each.records++
    }
    if (fails && samples.length < MOST_SAMPLES) samples.push(record.url)
  }
  return { conforms: !hasViolation && !incomplete, isIncomplete: incomplete !== undefined }
}
