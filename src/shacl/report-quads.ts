/** A validation report as RDF (SHACL 3.6). */
import type { Quad, Quad_Subject } from '@rdfjs/types'
import { rdf, sh, xsd } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { writePath } from './paths/path-text.ts'
import type { ValidationResult } from './result.ts'
import type { ShaclReport } from './validate.ts'

/** Details nest as shapes do; more of them than this explain nothing. */
const MAX_DETAIL = 5

/** The statements of a report, results with their sh:detail; every result and path has fresh blank nodes. */
export const reportQuads = (
  report: ShaclReport,
  node: Quad_Subject = factory.blankNode(),
): readonly Quad[] => {
  const quads: Quad[] = [
    factory.quad(node, rdf('type'), sh('ValidationReport')),
    factory.quad(node, sh('conforms'), factory.literal(String(report.conforms), xsd('boolean'))),
  ]
  for (const result of report.results)
    quads.push(factory.quad(node, sh('result'), writeResult(result, quads, 0)))
  return quads
}

const writeResult = (result: ValidationResult, into: Quad[], depth: number) => {
  const node = factory.blankNode()
  const say = (property: string, object: Quad['object'] | undefined) => {
    if (object) into.push(factory.quad(node, sh(property), object))
  }
  into.push(factory.quad(node, rdf('type'), sh('ValidationResult')))
  say('focusNode', result.focusNode)
  say('resultPath', result.path && writePath(result.path, into))
  say('value', result.value)
  say('sourceConstraintComponent', result.component)
  say('sourceConstraint', result.sourceConstraint)
  say('sourceShape', result.sourceShape)
  say('resultSeverity', result.severity)
  for (const message of result.messages) say('resultMessage', message)
  if (depth < MAX_DETAIL)
    for (const detail of result.detail) say('detail', writeResult(detail, into, depth + 1))
  return node
}
