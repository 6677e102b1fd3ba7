/** What a sample is part of and derived from, what is made of it, and what shares its parents: at any distance. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { failed, ok, type Result } from '../model/problem.ts'
import { prov } from '../rdf/namespaces.ts'
import { readCursor, searchDigest, writeCursor } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import { UPWARD } from './facts.ts'

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

/**
 * The nearest relatives of each kind; `truncated` when there are more than are listed, or chains of more
 * than 100 steps; `counts` are exact up to there.
 */
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

interface Row {
  readonly id: string
  readonly name: string | null
  readonly distance: number
  readonly via: string
  readonly relation: string
  readonly known: boolean
  readonly total: bigint
}

/** Relatives listed of each kind where nothing else is asked for. */
const LISTED = 1_000
/** Steps that are followed: a longer chain is no collection of samples, and every step is one look at all links. */
const MAX_DISTANCE = 100

const DERIVED = [prov('wasDerivedFrom').value]

// Breadth first, so that the shortest way counts. A key that was reached is not entered again, so that cycles end.
const climbing = (of: Bindings, iri: string, up: boolean, relations: readonly string[]): string => {
  const self = of.text(iri)
  const [here, there] = up ? ['sample', 'target'] : ['target', 'sample']
  return `WITH RECURSIVE edge AS MATERIALIZED (
      SELECT DISTINCT ${here} AS here, ${there} AS there, relation FROM link WHERE relation IN ${of.texts(relations)}),
    reached(id, distance, step) USING KEY (id) AS (
      SELECT ${self}, 0, CAST(NULL AS STRUCT(via VARCHAR, relation VARCHAR))
      UNION SELECT e.there, max(r.distance) + 1, min({'via': e.here, 'relation': e.relation})
      FROM reached r JOIN edge e ON e.here = r.id
      WHERE r.distance < ${MAX_DISTANCE} AND NOT EXISTS (SELECT 1 FROM recurring.reached k WHERE k.id = e.there)
      GROUP BY e.there),
    kin AS (SELECT id, distance, step FROM reached WHERE distance > 0)`
}

const siblings = (of: Bindings, iri: string): string => {
  const self = of.text(iri)
  const upward = of.texts(UPWARD)
  return `WITH kin AS (
    SELECT other.sample AS id, 1 AS distance, min({'via': other.target, 'relation': other.relation}) AS step
    FROM link own JOIN link other ON other.target = own.target
    WHERE own.sample = ${self} AND own.relation IN ${upward} AND other.relation IN ${upward} AND other.sample <> ${self}
    GROUP BY other.sample)`
}

const kinSql = (of: Bindings, iri: string, kinship: Kinship): string => {
  if (kinship === 'siblings') return siblings(of, iri)
  const up = kinship === 'ancestors' || kinship === 'origins'
  return climbing(of, iri, up, kinship === 'ancestors' || kinship === 'descendants' ? UPWARD : DERIVED)
}

/** One page of relatives of one kind. Problem: `invalid-cursor`. */
export const kinOf = async (
  connection: DuckDBConnection,
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
  const of = new Bindings()
  const found = await rows<Row>(
    connection,
    `${kinSql(of, iri, kinship)}, counted AS (SELECT *, count(*) OVER () AS total FROM kin)
     SELECT c.id, coalesce(s.name, s.identifier) AS name, c.distance, c.step.via AS via, c.step.relation AS relation,
       s.iri IS NOT NULL AS known, c.total FROM counted c LEFT JOIN sample s ON s.iri = c.id
     WHERE c.distance > ${of.integer(distance)} OR (c.distance = ${of.integer(distance)} AND c.id > ${of.text(id)})
     ORDER BY c.distance, c.id LIMIT ${limit + 1}`,
    of,
  )
  const last = found.length > limit ? found[limit - 1] : undefined
  return ok({
    relatives: found
      .slice(0, limit)
      .map(({ name, total: _, ...rest }) => ({ ...rest, ...(name !== null && { name }) })),
    total: Number(found[0]?.total ?? 0),
    ...(last && { cursor: writeCursor({ search, after: [last.distance, last.id], generation }) }),
  })
}

/** The nearest relatives of every kind. */
export const familyOf = async (connection: DuckDBConnection, iri: string): Promise<Family> => {
  const kin: [Kinship, Kin][] = []
  for (const of of KINSHIPS) {
    const found = await kinOf(connection, iri, { of, limit: LISTED })
    if (!found.ok) throw new Error(found.problem.detail)
    kin.push([of, found.value])
  }
  return {
    ...(Object.fromEntries(kin.map(([of, { relatives }]) => [of, relatives])) as Record<
      Kinship,
      readonly Relative[]
    >),
    counts: Object.fromEntries(kin.map(([of, { total }]) => [of, total])) as Record<Kinship, number>,
    // What lies beyond the last step that is followed is not even counted.
    truncated: kin.some(
      ([, { relatives, total }]) =>
        relatives.length < total || relatives.some(each => each.distance === MAX_DISTANCE),
    ),
  }
}
