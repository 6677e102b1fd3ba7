/** What the quality graph says of one record: which profiles it conforms to, and every report (SHACL 3.6). */

import type { NamedNode, Quad_Object } from '@rdfjs/types'
import type { DetailedResult } from '../model/detailed-result.ts'
import type { StoredRecord } from '../model/record.ts'
import type { ValidationReport } from '../model/validation-report.ts'
import { dcterms, foaf, prov, rdf, rdfs, schema, sh } from '../rdf/namespaces.ts'
import { factory, fromJsonTerm, isIri } from '../rdf/terms.ts'
import { writePath } from './path-nodes.ts'
import {
  type Add,
  partNode,
  profileNode,
  type StatementContext,
  skolemNode,
  sourceNode,
  text,
  typed,
} from './record-nodes.ts'

/** Results of one report in the graph; the archive has them all. */
export const MOST_RESULTS = 200
const MAX_DEPTH = 4

const LANGUAGE = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i

const messagesOf = ({ message, messages }: DetailedResult): readonly Quad_Object[] => {
  if (!messages || messages.length === 0) return [text(message)]
  return messages.map(each =>
    LANGUAGE.test(each.language) ? factory.literal(each.text, each.language) : text(each.text),
  )
}

/** The reports of one record. Every node belongs to it alone, so that it can be taken away without looking at others. */
class QualityWriter {
  readonly #add: Add
  readonly #record: Pick<StoredRecord, 'url' | 'samples'>
  readonly #context: StatementContext
  readonly #paths = new Map<string, NamedNode | undefined>()

  constructor(add: Add, record: Pick<StoredRecord, 'url' | 'samples'>, context: StatementContext) {
    this.#add = add
    this.#record = record
    this.#context = context
  }

  report(report: ValidationReport): void {
    const node = this.#part('report', report.profile)
    const profile = profileNode(this.#context, report.profile)
    this.#add(node, rdf('type'), sh('ValidationReport'))
    this.#add(node, schema('about'), factory.namedNode(this.#record.url))
    this.#add(node, prov('wasDerivedFrom'), profile)
    this.#add(node, sh('conforms'), typed(String(report.conforms), 'boolean'))
    const shown = mostSevere(report.results)
    for (const [index, result] of shown.entries()) {
      const resultNode = this.#result(node, sh('result'), result, `${report.profile} ${index}`, 0)
      this.#add(resultNode, prov('wasDerivedFrom'), profile)
      for (const about of this.#concerned(result)) this.#add(resultNode, schema('about'), about)
    }
    this.#omitted(node, report, report.results.length - shown.length)
  }

  #part(part: string, index: string): NamedNode {
    return partNode(this.#context.base, this.#record.url, part, index)
  }

  /** The record, and the sample where it is clear which one is concerned. */
  #concerned({ focusNode }: DetailedResult): readonly NamedNode[] {
    const { url, samples } = this.#record
    const sample =
      samples.find(each => each === focusNode.value) ?? (samples.length === 1 ? samples[0] : undefined)
    return (sample === undefined || sample === url ? [url] : [url, sample]).map(each =>
      factory.namedNode(each),
    )
  }

  #omitted(node: NamedNode, { profile }: ValidationReport, omitted: number): void {
    if (omitted <= 0) return
    const figure = this.#part('omitted', profile)
    this.#add(node, schema('additionalProperty'), figure)
    this.#add(
      node,
      rdfs('comment'),
      text(`${omitted} further results are left out of the graph; the archive has them`),
    )
    this.#add(figure, rdf('type'), schema('PropertyValue'))
    this.#add(figure, schema('propertyID'), text('omitted results'))
    this.#add(figure, schema('value'), typed(String(omitted), 'integer'))
  }

  #result(
    parent: NamedNode,
    link: NamedNode,
    result: DetailedResult,
    place: string,
    depth: number,
  ): NamedNode {
    const node = this.#part('result', place)
    const say = (property: string, value: Quad_Object | undefined) => {
      if (value) this.#add(node, sh(property), value)
    }
    this.#add(parent, link, node)
    this.#add(node, rdf('type'), sh('ValidationResult'))
    if (result.focusNode.type !== 'bnode') say('focusNode', fromJsonTerm(result.focusNode))
    if (result.value && result.value.type !== 'bnode') say('value', fromJsonTerm(result.value))
    say('resultPath', result.path === undefined ? undefined : this.#path(result.path))
    for (const message of messagesOf(result)) say('resultMessage', message)
    if (isIri(result.component)) say('sourceConstraintComponent', factory.namedNode(result.component))
    if (isIri(result.severity)) say('resultSeverity', factory.namedNode(result.severity))
    say('sourceShape', this.#shape(result))
    if (depth < MAX_DEPTH)
      for (const [index, detail] of (result.detail ?? []).entries())
        this.#result(node, sh('detail'), detail, `${place} ${index}`, depth + 1)
    return node
  }

  #path(path: string): NamedNode | undefined {
    if (!this.#paths.has(path)) {
      const nodeOf = (position: number) => this.#part('path', `${position} ${path}`)
      this.#paths.set(path, writePath(path, nodeOf, this.#add))
    }
    return this.#paths.get(path)
  }

  /** A shape without a name is the same node in every record: it is told by the profile and by what it says. */
  #shape({ sourceShape, shapeDigest, profile }: DetailedResult): NamedNode | undefined {
    if (sourceShape !== undefined && isIri(sourceShape)) return factory.namedNode(sourceShape)
    return shapeDigest === undefined
      ? undefined
      : skolemNode(this.#context.base, `shape\n${profile}\n${shapeDigest}`)
  }
}

/** The results in their order; when there are too many, violations go before warnings and these before others. */
const mostSevere = (results: readonly DetailedResult[]): readonly DetailedResult[] => {
  if (results.length <= MOST_RESULTS) return results
  const rank = ({ severity }: DetailedResult): number =>
    severity === sh('Violation').value ? 0 : severity === sh('Warning').value ? 1 : 2
  return [...results].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_RESULTS)
}

/**
 * Adds what is known of the quality of an accepted or rejected record. A rejected one conforms to nothing
 * (no dcterms:conformsTo) and says so by its status.
 */
export const addQuality = (add: Add, record: StoredRecord, context: StatementContext): void => {
  const node = factory.namedNode(record.url)
  add(node, dcterms('isPartOf'), sourceNode(context.base, record.source))
  for (const sample of new Set(record.samples)) add(node, foaf('primaryTopic'), factory.namedNode(sample))
  if (record.state === 'rejected') add(node, schema('creativeWorkStatus'), text('rejected'))
  const writer = new QualityWriter(add, record, context)
  for (const report of record.reports) {
    if (report.conforms && record.state === 'accepted')
      add(node, dcterms('conformsTo'), profileNode(context, report.profile))
    writer.report(report)
  }
}
