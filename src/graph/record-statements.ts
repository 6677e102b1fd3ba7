/** What the graph shows of one record: a pure function of its stored version, so that replicas built at any time agree. */

import type { NamedNode, Quad } from '@rdfjs/types'
import type { RecordState, StoredRecord } from '../model/record.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { dcterms, foaf, prov, rdf, rdfs, schema } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import { addQuality } from './quality-statements.ts'
import {
  type Add,
  fixedGraph,
  partNode,
  type StatementContext,
  sourceNode,
  text,
  typed,
} from './record-nodes.ts'

export {
  type FixedGraph,
  fixedGraph,
  profileNode,
  type StatementContext,
  sourceNode,
} from './record-nodes.ts'

/** Statements of one record, as N-Quads, split by how they may be shared. */
export interface RecordStatements {
  /** Default graph; other records may make the same statements. */
  readonly shared: string
  /** Named graphs; about nodes that belong to this record alone. */
  readonly own: string
}

/** States of records that the graph says anything of: snapshots to fill it from must have them all. */
export const TOLD: readonly RecordState[] = ['accepted', 'rejected']

const NONE: RecordStatements = { shared: '', own: '' }

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

/**
 * Everything the graph says because of this version: kernel statements, the record's own graph, provenance, quality. Of a
 * rejected record only its quality is told.
 */
export const recordStatements = (
  record: StoredRecord | undefined,
  context: StatementContext,
): RecordStatements => {
  if (!record || !TOLD.includes(record.state)) return NONE
  const quads: Quad[] = []
  const into =
    (graph: NamedNode): Add =>
    (subject, predicate, object) =>
      quads.push(factory.quad(subject, predicate, object, graph))
  addQuality(into(fixedGraph(context.base, 'quality')), record, context)
  if (record.state === 'rejected') return { shared: '', own: writeQuads(quads) }
  addProvenance(into(fixedGraph(context.base, 'provenance')), record, context.base)
  return { shared: record.kernelTriples, own: record.recordQuads + writeQuads(quads) }
}
