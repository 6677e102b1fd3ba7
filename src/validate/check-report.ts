/** What checklists found -> the report of a document, as JSON-able values and as statements. */
import type { Quad } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { prov, schema } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { reportQuads } from '../shacl/report-quads.ts'
import type { ValidationResult } from '../shacl/result.ts'
import { type Checked, counts } from './check-graph.ts'
import type { CheckReport, CheckRequest } from './check-request.ts'
import type { Checklist } from './checklist.ts'
import { messageIn } from './explain.ts'
import type { ReadDocument } from './read-document.ts'
import { readResult } from './read-result.ts'

/** The results that are told. */
export interface Given {
  readonly results: readonly ValidationResult[]
  readonly profiles: readonly string[]
  readonly omitted: number
}

/** The results in the order of the profiles; when there are too many, those that count go first. */
export const givenResults = (checked: readonly Checked[], most: number): Given => {
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

/** The report of a document. */
export const reportOf = (
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

/** The report as N-Triples (SHACL 3.6), derived from the profiles of these IRIs (by id). */
export const triplesOf = (
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
