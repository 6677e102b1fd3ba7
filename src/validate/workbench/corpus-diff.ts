/** Two versions of a profile x all harvested records -> what would change if the second took the place of the first. */
import type { DataGraph } from '../../shacl/data-graph.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { validate } from '../../shacl/validate.ts'
import { counts } from '../check-graph.ts'
import type { Threshold } from '../check-request.ts'
import { type KnownConstraint, knownConstraints } from './constraints.ts'
import { type Corpus, type CorpusRecord, graphOf, MOST_SAMPLES, obtain } from './corpus.ts'
import type { NamedShapes } from './run-examples.ts'
import type { Applies } from './selection.ts'
import { compiledLineage } from './test-profile.ts'
import type { WorkProfile } from './work-profile.ts'

/** Records by what becomes of them. */
export interface Change {
  newlyFailing: number
  newlyFixed: number
  /** Fail in both versions. */
  stillFailing: number
  /** Fail in neither. */
  stillPassing: number
}

/** One constraint that is in either version and fails in at least one record. */
export interface ConstraintChange extends Change {
  readonly profile: string
  /** As in the new version, or in the old one when it is gone. */
  readonly known: KnownConstraint
  readonly status: 'added' | 'removed' | 'kept'
  /** What it was, when a kept one reads otherwise now. */
  readonly before?: string
  readonly bySource: ReadonlyMap<string, Change>
  readonly newlyFailingSamples: readonly string[]
  readonly newlyFixedSamples: readonly string[]
}

/** What would change. */
export interface CorpusDiff {
  /** Over whole records: whether they have a result of the threshold's severity or above. */
  readonly records: Change & { readonly all: number }
  /** Records that neither version is about. */
  readonly others: number
  readonly bySource: ReadonlyMap<string, Change>
  readonly newlyFailingSamples: readonly string[]
  readonly newlyFixedSamples: readonly string[]
  readonly constraints: readonly ConstraintChange[]
  /** Records whose validation was given up under either version. */
  readonly incomplete: number
}

const change = (): Change => ({ newlyFailing: 0, newlyFixed: 0, stillFailing: 0, stillPassing: 0 })

const note = (into: Change, before: boolean, after: boolean): void => {
  if (before) into[after ? 'stillFailing' : 'newlyFixed']++
  else into[after ? 'newlyFailing' : 'stillPassing']++
}

/**
 * The shapes that two profiles do not share, inherited ones included. Where one of them does not say what it builds on, only
 * their own shapes are compared.
 */
export const differingShapes = (
  a: WorkProfile,
  b: WorkProfile,
): readonly [readonly NamedShapes[], readonly NamedShapes[]] => {
  const isWhole = a.lineage !== undefined && b.lineage !== undefined
  const all = (profile: WorkProfile) => [...(isWhole ? (profile.lineage ?? []) : []), profile]
  const only = (one: WorkProfile, other: WorkProfile): readonly NamedShapes[] => {
    const shared = new Set(all(other).flatMap(({ digest }) => digest ?? []))
    const usable = [
      ...compiledLineage(one).shapes,
      ...(one.compilation.ok ? [{ id: one.id, compiled: one.compilation.value }] : []),
    ]
    return all(one)
      .filter(({ digest }) => digest === undefined || !shared.has(digest))
      .flatMap(({ id }) => usable.filter(each => each.id === id))
  }
  return [only(a, b), only(b, a)]
}

interface Entry {
  readonly profile: string
  known: KnownConstraint
  status: 'added' | 'removed' | 'kept'
  before?: string
  readonly all: Change
  readonly bySource: Map<string, Change>
  readonly failing: string[]
  readonly fixed: string[]
}

/** A compiled profile, its constraints by their index. */
interface Side {
  readonly compiled: CompiledShapes
  readonly entries: ReadonlyMap<number, Entry>
}

const described = ({ text, severity }: KnownConstraint): string => `${severity} ${text}`

/** Profiles of both sides meet by their place: what inherits last is what was named. */
const align = (before: readonly NamedShapes[], after: readonly NamedShapes[]) => {
  const entries = new Map<string, Entry>()
  const side = ({ id, compiled }: NamedShapes, isLast: boolean, isAfter: boolean): Side => {
    const group = isLast ? '' : id
    const own = new Map<number, Entry>()
    for (const known of knownConstraints(compiled).filter(({ reports }) => reports)) {
      const entry = obtain(entries, `${group} ${known.key}`, () => ({
        profile: id,
        known,
        status: isAfter ? ('added' as const) : ('removed' as const),
        ...{ all: change(), bySource: new Map<string, Change>(), failing: [], fixed: [] },
      }))
      if (isAfter && entry.status === 'removed') {
        entry.status = 'kept'
        if (described(entry.known) !== described(known)) entry.before = described(entry.known)
        entry.known = known
      }
      own.set(known.constraint.index, entry)
    }
    return { compiled, entries: own }
  }
  const sides = (all: readonly NamedShapes[], isAfter: boolean) =>
    all.map((shapes, i) => side(shapes, i === all.length - 1, isAfter))
  return { before: sides(before, false), after: sides(after, true), entries }
}

interface Verdict {
  readonly fails: boolean
  readonly isIncomplete: boolean
  readonly failed: ReadonlySet<Entry>
}

const judge = (sides: readonly Side[], graph: DataGraph, threshold: Threshold): Verdict => {
  const failed = new Set<Entry>()
  let fails = false
  let isIncomplete = false
  for (const { compiled, entries } of sides) {
    const { results, incomplete } = validate(compiled, graph)
    if (incomplete) isIncomplete = true
    for (const result of results) {
      const entry = entries.get(result.constraint.index)
      if (entry) failed.add(entry)
      if (counts(result, threshold)) fails = true
    }
  }
  return { fails: fails || isIncomplete, isIncomplete, failed }
}

const keep = (samples: string[], url: string): void => {
  if (samples.length < MOST_SAMPLES) samples.push(url)
}

/** Checks every record against both versions. Memory does not grow with the number of records. */
export const diffCorpus = async (
  corpus: Corpus,
  [before, after]: readonly [readonly NamedShapes[], readonly NamedShapes[]],
  background: DataGraph,
  {
    threshold,
    applies = () => true,
    onRecords = () => {},
  }: {
    readonly threshold: Threshold
    /** Which records either version is about. */
    readonly applies?: Applies
    readonly onRecords?: (done: number) => void
  },
): Promise<CorpusDiff> => {
  const sides = align(before, after)
  const records = { all: 0, ...change() }
  const bySource = new Map<string, Change>()
  const [failing, fixed]: [string[], string[]] = [[], []]
  let [incomplete, others] = [0, 0]
  const compare = (record: CorpusRecord): void => {
    const graph = graphOf(record, background)
    if (!applies(record, graph)) {
      others++
      return
    }
    const old = judge(sides.before, graph, threshold)
    const next = judge(sides.after, graph, threshold)
    records.all++
    if (old.isIncomplete || next.isIncomplete) incomplete++
    for (const each of [records, obtain(bySource, record.source, change)]) note(each, old.fails, next.fails)
    if (!old.fails && next.fails) keep(failing, record.url)
    if (old.fails && !next.fails) keep(fixed, record.url)
    for (const entry of sides.entries.values()) {
      const [had, has] = [old.failed.has(entry), next.failed.has(entry)]
      for (const each of [entry.all, obtain(entry.bySource, record.source, change)]) note(each, had, has)
      if (had !== has) keep(has ? entry.failing : entry.fixed, record.url)
    }
  }
  for await (const page of corpus) {
    for (const record of page) compare(record)
    onRecords(records.all + others)
  }
  return {
    ...{ records, bySource, incomplete, others },
    ...{ newlyFailingSamples: failing, newlyFixedSamples: fixed },
    constraints: [...sides.entries.values()].map(({ all, failing: anew, fixed: mended, ...entry }) => ({
      ...all,
      ...entry,
      newlyFailingSamples: anew,
      newlyFixedSamples: mended,
    })),
  }
}
