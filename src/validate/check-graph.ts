/** Compiled shapes x one graph -> what an engine's report says, profile by profile, ready to be told. */
import type { Quad } from '@rdfjs/types'
import { rdf, sh, sosa } from '../rdf/namespaces.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import type { ValidationResult } from '../shacl/result.ts'
import { type ShaclReport, validate } from '../shacl/validate.ts'
import type { Threshold, Validated } from './check-request.ts'
import type { Checklist } from './checklist.ts'
import { envelope } from './profile-set.ts'

/** What came of one checklist. */
export interface Checked {
  readonly list: Checklist
  /** The graph as this checklist sees it. */
  readonly data: DataGraph
  readonly threshold: Threshold
  readonly report: ShaclReport
  /** Focus nodes that its targets selected. */
  readonly targets: number
  readonly conforms: boolean
}

/** A graph and how it is looked at. */
export interface CheckedGraph {
  readonly quads: readonly Quad[]
  readonly validated: Validated
  /** Name of the record, and its samples when they are known. */
  readonly url: string
  readonly samples?: readonly string[]
}

const SAMPLES = new Set([sosa('Sample').value, sosa('SampleCollection').value])
const RDF_TYPE = rdf('type').value

const samplesIn = (quads: readonly Quad[]): readonly string[] => [
  ...new Set(
    quads.flatMap(({ subject, predicate, object }) =>
      predicate.value === RDF_TYPE && SAMPLES.has(object.value) && subject.termType === 'NamedNode'
        ? [subject.value]
        : [],
    ),
  ),
]

/**
 * The graph as shapes see it. For profiles as in a harvest: the record itself is a node with its samples, and the
 * vocabularies lie under the data. Given shapes see a document as it is, but a record's kernel with the vocabularies.
 */
const dataFor = (graph: CheckedGraph, list: Checklist, background: DataGraph): DataGraph => {
  const { quads, validated, url } = graph
  const isGiven = list.owner === 'given'
  if (!list.usesVocabularies && validated === 'as-is') return new DataGraph(quads)
  const samples = graph.samples ?? samplesIn(quads)
  const record = isGiven ? [] : envelope({ graph: url as never, samples: samples as never })
  return new DataGraph([...quads, ...record], { background, classesFrom: 'background' })
}

/** The vocabularies as the background of graphs. */
export const backgroundOf = ({ quads }: Pick<Vocabularies, 'quads'>): DataGraph => new DataGraph(quads)

const COUNTED: Readonly<Record<Threshold, ReadonlySet<string> | undefined>> = {
  violation: new Set([sh('Violation').value]),
  warning: new Set([sh('Violation').value, sh('Warning').value]),
  // Severities may be any IRI (SHACL 2.1.4): all of them count.
  info: undefined,
}

/** Whether a result keeps a document from conforming. */
export const counts = (result: ValidationResult, threshold: Threshold): boolean =>
  COUNTED[threshold]?.has(result.severity.value) ?? true

/**
 * Runs every checklist over the graph. Without a threshold, profiles count violations, as a harvest does, and given shapes
 * every result (SHACL 3.6).
 */
export const runChecklists = (
  lists: readonly Checklist[],
  graph: CheckedGraph,
  background: DataGraph,
  given?: Threshold,
): readonly Checked[] => {
  const views = new Map<boolean, DataGraph>()
  return lists.map(list => {
    const isGiven = list.owner === 'given'
    const data = views.get(isGiven) ?? dataFor(graph, list, background)
    views.set(isGiven, data)
    const threshold = given ?? (isGiven ? 'info' : 'violation')
    const report = validate(list.shapes, data, { counters: true })
    const targets = report.counters?.shapes.reduce((sum, each) => sum + each.targets, 0) ?? 0
    const conforms = !report.incomplete && !report.results.some(each => counts(each, threshold))
    return { list, data, threshold, report, targets, conforms }
  })
}
