/** One document x profiles or shapes -> a report: reading it is left to a function that is given, for it takes other stages. */
import type { Quad } from '@rdfjs/types'
import type { Repair } from '../model/json-ld-document.ts'
import type { Problem } from '../model/problem.ts'
import type { Profile } from '../model/profile.ts'
import type { Coverage } from '../model/record-graph.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { prov, schema } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { didYouMean } from '../registry/nearest.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { reportQuads } from '../shacl/report-quads.ts'
import type { ValidationResult } from '../shacl/result.ts'
import {
  backgroundOf,
  type Checked,
  type CheckedGraph,
  type Checklist,
  checklistsOf,
  counts,
  givenChecklist,
  runChecklists,
} from './check-graph.ts'
import type { CheckAnswer, CheckReport, CheckRequest, PlacedProblem } from './check-request.ts'
import { explain, messageIn } from './explain.ts'
import type { Locate } from './locate.ts'
import { compileProfiles, type ProfileSet } from './profile-set.ts'
import { readResult } from './read-result.ts'
import { readStatements } from './read-statements.ts'

/** A document that was turned into a graph. */
export interface ReadDocument extends CheckedGraph {
  readonly mediaType: string
  readonly locate: Locate
  readonly problems: readonly Problem[]
  readonly repairs?: readonly Repair[]
  readonly coverage?: Coverage
}

type Fallible<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] }

/** Turns the document of a request into a graph; never fetches. */
export type DocumentReader = (request: CheckRequest) => Promise<Fallible<ReadDocument>>

export interface CheckParts {
  readonly profiles: readonly Profile[]
  readonly vocabularies: Vocabularies
  readonly read: DocumentReader
}

/** Checks documents. Holds no state between them. */
export type Check = (request: CheckRequest) => Promise<CheckAnswer>

/** A check over the given profiles, which are compiled once. */
export const createCheck = ({ profiles, vocabularies, read }: CheckParts): Check => {
  const set = compileProfiles(profiles)
  const background = backgroundOf(vocabularies)
  const iris = new Map(profiles.map(({ id, iri }) => [id, iri]))
  return async request => {
    const lists = checklistsFor(request, set)
    if (!lists.ok) return lists
    const document = await read(request)
    if (!document.ok) return document
    const { value: graph } = document
    const checked = runChecklists(lists.value, graph, background, request.threshold)
    const given = givenResults(checked, request.maxResults)
    const value = reportOf(request, graph, checked, given)
    return {
      ok: true,
      value: {
        ...value,
        ...(request.explain && { explanation: explain(checked, given.results, request.language) }),
        ...(request.graph && { reportTriples: triplesOf(value, given.results, checked, iris) }),
      },
    }
  }
}

const checklistsFor = (
  { profiles, shapes, url }: CheckRequest,
  set: ProfileSet,
): Fallible<readonly Checklist[]> => {
  const unknown = profiles.filter(id => !set.has(id))
  if (unknown.length > 0)
    return { ok: false, problems: unknown.map(id => unknownProfile(id, [...set.keys()])) }
  // Given shapes stand alone unless profiles are asked for besides.
  const own = shapes !== undefined && profiles.length === 0 ? [] : checklistsOf(profiles, set)
  if (shapes === undefined) return { ok: true, value: own }
  const { name, text } = shapes
  const read = readStatements(text, { name, mediaType: 'text/turtle', of: 'shapes', base: url })
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const list = givenChecklist(read.value, name)
  return list.ok ? { ok: true, value: [...own, list.value] } : list
}

const unknownProfile = (id: string, known: readonly string[]): PlacedProblem => ({
  ...{ stage: 'scales', code: 'unknown-profile', subject: id.slice(0, 100), of: 'request' },
  detail: `there is no profile "${id.slice(0, 100)}"${didYouMean(id, known)}; there are: ${known.join(', ')}`,
})

interface Given {
  readonly results: readonly ValidationResult[]
  readonly profiles: readonly string[]
  readonly omitted: number
}

/** The results in the order of the profiles; when there are too many, those that count go first. */
const givenResults = (checked: readonly Checked[], most: number): Given => {
  const all = checked.flatMap(({ list, report, threshold }) =>
    report.results.map(result => ({ result, id: list.id, loud: counts(result, threshold) })),
  )
  const chosen =
    all.length <= most ? all : [...all.filter(({ loud }) => loud), ...all.filter(({ loud }) => !loud)]
  const kept = chosen.slice(0, most)
  return {
    results: kept.map(({ result }) => result),
    profiles: kept.map(({ id }) => id),
    omitted: all.length - kept.length,
  }
}

const reportOf = (
  request: CheckRequest,
  document: ReadDocument,
  checked: readonly Checked[],
  { results, profiles, omitted }: Given,
): CheckReport => {
  const { name, language } = request
  const { validated, mediaType, url, quads, locate, repairs, coverage } = document
  const nothingChecked = checked.every(({ targets }) => targets === 0)
  return {
    ...{ name, url, mediaType, validated, statements: quads.length, nothingChecked, omitted },
    complete: checked.every(({ report }) => !report.incomplete),
    conforms: !nothingChecked && checked.every(({ conforms }) => conforms),
    results: results.map((result, i) => ({
      ...readResult(result, profiles[i] ?? ''),
      message: messageIn(result.messages, language),
    })),
    lines: results.map(result => locate(result) ?? null),
    profiles: checked.map(({ list: { id, title, inherits }, report, targets, conforms }) => ({
      ...{ id, title, inherits, targets, conforms },
      results: report.results.length,
    })),
    warnings: [...document.problems, ...warningsOf(checked)],
    ...(repairs && { repairs }),
    ...(coverage && { coverage }),
  }
}

const warningsOf = (checked: readonly Checked[]): readonly Problem[] =>
  checked.flatMap(({ list, report, targets }) => [
    ...(list.owner === 'given' ? list.shapes.warnings : []),
    ...(targets === 0 ? [nothingTargeted(list)] : []),
    ...(report.incomplete ? [report.incomplete] : []),
  ])

const nothingTargeted = ({ id, owner }: Checklist): Problem => ({
  ...{ stage: 'scales', code: 'nothing-targeted', subject: id },
  detail: `no node of the document is a target of ${owner === 'given' ? 'the shapes' : `the profile ${id}`}, so nothing was checked: look at the classes and properties that its targets name`,
})

const triplesOf = (
  { conforms, url }: CheckReport,
  results: readonly ValidationResult[],
  checked: readonly Checked[],
  iris: ReadonlyMap<string, string>,
): string => {
  const node = factory.blankNode()
  const from: Quad[] = checked.flatMap(({ list }) => {
    const iri = iris.get(list.id)
    return iri === undefined ? [] : [factory.quad(node, prov('wasDerivedFrom'), factory.namedNode(iri))]
  })
  const about = factory.quad(node, schema('about'), factory.namedNode(url))
  return writeQuads([...reportQuads({ conforms, results }, node), about, ...from])
}
