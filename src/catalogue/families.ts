/** What a sample is part of and derived from, what is made of it, and what shares its parents: at any distance. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import { dcterms, prov } from '../rdf/namespaces.ts'
import { readCursor, searchDigest, writeCursor } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import { type KinshipGraph, type Reached, reachedFrom, siblingsOf } from './kinship-graph.ts'

/** A relative of a sample. */
export interface Relative {
  readonly id: string
  readonly name?: string
  /** Steps away; 1 is a parent or child. */
  readonly distance: number
  /** By which sample it is reached, and by which property; of a sibling the parent that both have. */
  readonly via: string
  readonly relation: string
  /** Whether the catalogue describes it. */
  readonly known: boolean
}

/** `origins` and `derivations` are the ancestors and descendants that are reached by derivation alone. */
export const KINSHIPS = ['ancestors', 'descendants', 'siblings', 'origins', 'derivations'] as const
export type Kinship = (typeof KINSHIPS)[number]

/** Relatives of one kind, nearest first, then by id; `total` is how many there are, `cursor` where the rest begins. */
export interface Kin {
  readonly relatives: readonly Relative[]
  readonly total: number
  readonly cursor?: string
}

/** The nearest relatives of each kind; `truncated` when there are more than are listed; `counts` are exact. */
export interface Family extends Readonly<Record<Kinship, readonly Relative[]>> {
  readonly counts: Readonly<Record<Kinship, number>>
  readonly truncated: boolean
}

/** Which relatives to list. */
export interface KinRequest {
  readonly of: Kinship
  readonly limit: number
  readonly cursor?: string
}

/** Relatives listed of each kind where nothing else is asked for. */
const LISTED = 1_000

const allOf = (graph: KinshipGraph, iri: string, kinship: Kinship): Reached[] => {
  const { place, there } = graph.names.find(iri)
  if (!there) return []
  if (kinship === 'siblings') return siblingsOf(graph, place)
  const up = kinship === 'ancestors' || kinship === 'origins'
  return reachedFrom(up ? graph.up : graph.down, place, kinship === 'origins' || kinship === 'derivations')
}

interface Described {
  readonly iri: string
  readonly name: string | null
}

/** The relatives with what the catalogue says of them. */
const describe = async (
  connection: DuckDBConnection,
  { names }: KinshipGraph,
  reached: readonly Reached[],
): Promise<Relative[]> => {
  const ids = reached.map(({ node }) => names.at(node))
  const of = new Bindings()
  const found = await rows<Described>(
    connection,
    `SELECT iri, coalesce(name, identifier) AS name FROM sample WHERE iri IN ${of.texts(ids)}`,
    of,
  )
  const known = new Map(found.map(({ iri, name }) => [iri, name]))
  return reached.map(({ node, distance, via, derived }) => {
    const id = names.at(node)
    const name = known.get(id) ?? undefined
    const relation = (derived ? prov('wasDerivedFrom') : dcterms('isPartOf')).value
    return {
      id,
      ...(name !== undefined && { name }),
      distance,
      via: names.at(via),
      relation,
      known: known.has(id),
    }
  })
}

/** One page of relatives of one kind. Problem: `invalid-cursor`. */
export const kinOf = async (
  connection: DuckDBConnection,
  graph: KinshipGraph,
  iri: string,
  { of: kinship, limit, cursor }: KinRequest,
  generation = 0,
): Promise<Result<Kin>> => {
  const search = searchDigest({ iri, kinship })
  const place = cursor === undefined ? undefined : readCursor(cursor, search)
  if (place && !place.ok) return place
  const [distance, id] = place?.value.after ?? [0, '']
  if (typeof distance !== 'number' || typeof id !== 'string')
    return failed({
      stage: 'catalogue',
      code: 'invalid-cursor',
      subject: 'cursor',
      detail: 'the cursor is not of this list; start again without it',
    })
  const all = allOf(graph, iri, kinship)
  // The last one of the page before may be gone since: what comes behind its place goes on.
  const after = graph.names.find(id)
  const first = all.findIndex(
    each =>
      each.distance > distance ||
      (each.distance === distance && each.node >= after.place + (after.there ? 1 : 0)),
  )
  const page = first < 0 ? [] : all.slice(first, first + limit)
  const last = first + limit < all.length ? page.at(-1) : undefined
  return ok({
    relatives: await describe(connection, graph, page),
    total: all.length,
    ...(last && {
      cursor: writeCursor({ search, after: [last.distance, graph.names.at(last.node)], generation }),
    }),
  })
}

/** The nearest relatives of every kind. */
export const familyOf = async (
  connection: DuckDBConnection,
  graph: KinshipGraph,
  iri: string,
): Promise<Family> => {
  const kin: [Kinship, Kin][] = []
  for (const of of KINSHIPS) {
    const found = await kinOf(connection, graph, iri, { of, limit: LISTED })
    if (!found.ok) throw new Error(found.problem.detail)
    kin.push([of, found.value])
  }
  return {
    ...(Object.fromEntries(kin.map(([of, { relatives }]) => [of, relatives])) as Record<
      Kinship,
      readonly Relative[]
    >),
    counts: Object.fromEntries(kin.map(([of, { total }]) => [of, total])) as Record<Kinship, number>,
    truncated: kin.some(([, { relatives, total }]) => relatives.length < total),
  }
}
