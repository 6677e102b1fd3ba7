/** What the graph shows of one record: a pure function of its stored version, so that replicas built at any time agree. */

import { createHash } from 'node:crypto'
import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import type { StoredRecord } from '../model/record.ts'
import type { ValidationReport, ValidationResult } from '../model/validation-report.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { dcterms, foaf, prov, rdf, rdfs, schema, sh, xsd } from '../rdf/namespaces.ts'
import { factory, fromJsonTerm, isIri } from '../rdf/terms.ts'

/** Graphs that exist beside one per record, below the base. */
export type FixedGraph = 'provenance' | 'quality' | 'registry' | 'examples'

/** What the statements about a record need to know besides it. */
export interface StatementContext {
  /** Public address without a trailing slash. */
  readonly base: string
  /** Profile id -> IRI; other profiles get their address in the API. */
  readonly profiles: Readonly<Record<string, string>>
}

/** Statements of one record, as N-Quads, split by how they may be shared. */
export interface RecordStatements {
  /** Default graph; other records may make the same statements. */
  readonly shared: string
  /** Named graphs; about nodes that belong to this record alone. */
  readonly own: string
}

const NONE: RecordStatements = { shared: '', own: '' }

/** Name of a fixed graph. */
export const fixedGraph = (base: string, name: FixedGraph): NamedNode =>
  factory.namedNode(`${base}/graph/${name}`)

/** IRI of a source: its address in the API. */
export const sourceNode = (base: string, id: string): NamedNode =>
  factory.namedNode(`${base}/api/sources/${encodeURIComponent(id)}`)

/** IRI of a profile: its own, or its address in the API when it is not loaded. */
export const profileNode = ({ base, profiles }: StatementContext, id: string): NamedNode => {
  const own = profiles[id]
  return factory.namedNode(own && isIri(own) ? own : `${base}/api/profiles/${encodeURIComponent(id)}`)
}

/** A node for a part of a record, e.g. its second repair: the same for the same record, part and index. */
const partNode = (base: string, url: string, part: string, index = 0): NamedNode => {
  const name = createHash('sha256').update(`${url}\n${part}\n${index}`).digest('hex').slice(0, 32)
  return factory.namedNode(`${base}/.well-known/genid/${name}`)
}

type Add = (subject: NamedNode, predicate: NamedNode, object: Quad_Object) => void

const text = (value: string): Quad_Object => factory.literal(value)
const typed = (value: string, datatype: string): Quad_Object => factory.literal(value, xsd(datatype))

/** Links record and samples, and says where, when and how the page was fetched (PROV-O). */
const addProvenance = (add: Add, record: StoredRecord, base: string): void => {
  const name = factory.namedNode(record.url)
  const harvest = partNode(base, record.url, 'harvest')
  const page = partNode(base, record.url, 'page')
  add(name, rdf('type'), foaf('Document'))
  add(name, rdf('type'), prov('Entity'))
  for (const sample of record.samples) {
    add(name, foaf('primaryTopic'), factory.namedNode(sample))
    add(factory.namedNode(sample), foaf('isPrimaryTopicOf'), name)
  }
  add(name, dcterms('isPartOf'), sourceNode(base, record.source))
  add(name, schema('version'), typed(String(record.seq), 'integer'))
  add(name, prov('wasGeneratedBy'), harvest)
  add(name, prov('wasDerivedFrom'), page)
  add(harvest, rdf('type'), prov('Activity'))
  add(harvest, prov('endedAtTime'), typed(record.fetchedAt, 'dateTime'))
  add(harvest, prov('used'), page)
  add(harvest, schema('softwareVersion'), text(record.pipelineDigest))
  for (const { stage, code, detail } of record.problems)
    add(harvest, schema('error'), text(`${stage}/${code}: ${detail}`))
  add(page, rdf('type'), prov('Entity'))
  add(page, schema('sha256'), text(record.bodyDigest))
  if (record.mediaType) add(page, dcterms('format'), text(record.mediaType))
  if (isIri(record.finalUrl)) add(page, prov('atLocation'), factory.namedNode(record.finalUrl))
  for (const [index, repair] of record.repairs.entries()) {
    const node = partNode(base, record.url, 'repair', index)
    add(harvest, prov('wasInformedBy'), node)
    add(node, rdf('type'), prov('Activity'))
    add(node, rdfs('label'), text(repair.rule))
    add(node, rdfs('comment'), text(repair.detail))
  }
  addCoverage(add, record, base)
}

/** Coverage as a property value between 0 and 1, with the paths that were lost. */
const addCoverage = (add: Add, { url, coverage }: StoredRecord, base: string): void => {
  if (!coverage) return
  const node = partNode(base, url, 'coverage')
  const share = coverage.present === 0 ? 1 : coverage.reached / coverage.present
  add(factory.namedNode(url), schema('additionalProperty'), node)
  add(node, rdf('type'), schema('PropertyValue'))
  add(node, schema('propertyID'), text('coverage'))
  add(node, schema('value'), typed(share.toFixed(4), 'decimal'))
  for (const path of coverage.lost) add(node, rdfs('comment'), text(`lost: ${path}`))
}

const addResult = (add: Add, node: NamedNode, result: ValidationResult): void => {
  add(node, rdf('type'), sh('ValidationResult'))
  if (result.focusNode.type !== 'bnode') add(node, sh('focusNode'), fromJsonTerm(result.focusNode))
  if (result.value && result.value.type !== 'bnode') add(node, sh('value'), fromJsonTerm(result.value))
  add(node, sh('resultMessage'), text(result.message))
  const iris = [
    ['resultPath', result.path],
    ['sourceConstraintComponent', result.component],
    ['resultSeverity', result.severity],
    ['sourceShape', result.sourceShape],
  ] as const
  // A path that is no IRI has no short form in RDF; the message names it.
  for (const [property, value] of iris)
    if (value && isIri(value)) add(node, sh(property), factory.namedNode(value))
}

/** The profiles a record conforms to, and each report (SHACL, section 3.6). */
const addQuality = (
  add: Add,
  url: string,
  reports: readonly ValidationReport[],
  context: StatementContext,
): void => {
  const record = factory.namedNode(url)
  for (const report of reports) {
    const profile = profileNode(context, report.profile)
    const node = partNode(context.base, url, `report ${report.profile}`)
    if (report.conforms) add(record, dcterms('conformsTo'), profile)
    add(node, rdf('type'), sh('ValidationReport'))
    add(node, schema('about'), record)
    add(node, prov('wasDerivedFrom'), profile)
    add(node, sh('conforms'), typed(String(report.conforms), 'boolean'))
    for (const [index, result] of report.results.entries()) {
      const resultNode = partNode(context.base, url, `result ${report.profile}`, index)
      add(node, sh('result'), resultNode)
      addResult(add, resultNode, result)
    }
  }
}

/** Everything the graph says because of this version: kernel statements, the record's own graph, provenance, quality. */
export const recordStatements = (
  record: StoredRecord | undefined,
  context: StatementContext,
): RecordStatements => {
  if (record?.state !== 'accepted') return NONE
  const quads: Quad[] = []
  const into =
    (graph: NamedNode): Add =>
    (subject, predicate, object) =>
      quads.push(factory.quad(subject, predicate, object, graph))
  addProvenance(into(fixedGraph(context.base, 'provenance')), record, context.base)
  addQuality(into(fixedGraph(context.base, 'quality')), record.url, record.reports, context)
  return { shared: record.kernelTriples, own: record.recordQuads + writeQuads(quads) }
}
