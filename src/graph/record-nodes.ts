/** Nodes that statements about a record share: graphs, sources, profiles, and parts of the record itself. */

import { createHash } from 'node:crypto'
import type { NamedNode, Quad_Object } from '@rdfjs/types'
import { xsd } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'

/** Graphs that exist beside one per record, below the base. */
export type FixedGraph = 'provenance' | 'quality' | 'registry' | 'examples' | 'void'

/** What the statements about a record need to know besides it. */
export interface StatementContext {
  /** Public address without a trailing slash. */
  readonly base: string
  /** Profile id -> IRI; other profiles get their address in the API. */
  readonly profiles: Readonly<Record<string, string>>
}

/** Adds one statement to a graph. */
export type Add = (subject: NamedNode, predicate: NamedNode, object: Quad_Object) => void

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

/** A node below the base that is told by a text alone. */
export const skolemNode = (base: string, text: string): NamedNode => {
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return factory.namedNode(`${base}/.well-known/genid/${name}`)
}

/** A node for a part of a record, e.g. its second repair: the same for the same record, part and index. */
export const partNode = (base: string, url: string, part: string, index: number | string = 0): NamedNode =>
  skolemNode(base, `${url}\n${part}\n${index}`)

/** A plain literal. */
export const text = (value: string): Quad_Object => factory.literal(value)

/** A literal of a datatype of XSD, given by its local name. */
export const typed = (value: string, datatype: string): Quad_Object => factory.literal(value, xsd(datatype))
