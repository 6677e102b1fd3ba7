/** First reading of the table: which samples there are and how they belong together, before any page is made. */
import type { Problem } from '../model/problem.ts'
import { parseRow } from './parse-row.ts'
import { readTable, type Table } from './read-table.ts'
import type { Relative, SampleIdentifier, SampleRow, Surroundings } from './sample-row.ts'

interface Known {
  readonly row: number
  readonly name: string
}

/** What the table holds. Grows with the number of samples: about 300 bytes each. */
export interface Survey {
  /** By sample IRI: every sample that will be published. */
  readonly samples: ReadonlyMap<string, Known>
  /** By IRI of the parent or collection. */
  readonly children: ReadonlyMap<string, readonly SampleIdentifier[]>
  readonly problems: readonly Problem[]
  readonly problemCount: number
}

/** Most problems that are kept; all are counted. */
const MAX_PROBLEMS = 1000
/** Most children that a page names. */
const MAX_CHILDREN = 1000

const duplicate = (sample: SampleRow, first: Known): Problem => ({
  stage: 'publish',
  code: 'duplicate-igsn',
  subject: `row ${sample.row}, column "igsn"`,
  detail: `"${sample.identifier.text}" was already given in row ${first.row}; the first row is published`,
})

// Beyond the limit the children still name their parent; its page would only grow out of reach of harvesters.
const addChild = (
  children: Map<string, SampleIdentifier[]>,
  parent: string,
  child: SampleIdentifier,
): void => {
  const siblings = children.get(parent)
  if (!siblings) children.set(parent, [child])
  else if (siblings.length < MAX_CHILDREN) siblings.push(child)
}

/** Reads the whole table once, gathering identifiers, family and problems. */
export const surveyTable = async (table: Table, withFaults: boolean): Promise<Survey> => {
  const samples = new Map<string, Known>()
  const children = new Map<string, SampleIdentifier[]>()
  const problems: Problem[] = []
  let problemCount = 0
  const report = (problem: Problem) => {
    problemCount++
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
  }
  for await (const item of readTable(table, withFaults)) {
    if ('problem' in item) {
      report(item.problem)
      continue
    }
    const parsed = parseRow(item.row, withFaults)
    if (!parsed.ok) {
      parsed.problems.forEach(report)
      continue
    }
    const { sample } = parsed
    const first = samples.get(sample.identifier.iri)
    if (first) {
      report(duplicate(sample, first))
      continue
    }
    samples.set(sample.identifier.iri, { row: sample.row, name: sample.name })
    for (const whole of [...sample.parents, ...(sample.collection ? [sample.collection] : [])])
      addChild(children, whole.iri, sample.identifier)
  }
  return { samples, children, problems, problemCount }
}

/** The samples around one sample, with names and pages of those that this site publishes. */
export const relativesOf = (
  sample: SampleRow,
  survey: Survey,
  pageOf: (iri: string) => string,
): Pick<Surroundings, 'parents' | 'collection' | 'derivedFrom' | 'children'> => {
  const relative = (identifier: SampleIdentifier): Relative => {
    const known = survey.samples.get(identifier.iri)
    return known ? { ...identifier, name: known.name, page: pageOf(identifier.iri) } : identifier
  }
  return {
    parents: sample.parents.map(relative),
    ...(sample.collection && { collection: relative(sample.collection) }),
    derivedFrom: sample.derivedFrom.map(relative),
    children: (survey.children.get(sample.identifier.iri) ?? []).map(relative),
  }
}

/** Second reading: the samples that are published, in the order of the table. */
export async function* samplesOf(
  table: Table,
  survey: Survey,
  withFaults: boolean,
): AsyncGenerator<SampleRow> {
  for await (const item of readTable(table, withFaults)) {
    if ('problem' in item) continue
    const parsed = parseRow(item.row, withFaults)
    if (parsed.ok && survey.samples.get(parsed.sample.identifier.iri)?.row === parsed.sample.row)
      yield parsed.sample
  }
}
