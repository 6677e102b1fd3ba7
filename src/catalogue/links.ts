/** What a sample is connected with, and who says so. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import {
  type Asserter,
  hearing,
  knownAs,
  type NamedRelation,
  namedRelation,
  titleOf,
} from './link-asserters.ts'
import { byText } from './order.ts'

/** One connection: `out` when the sample's own records state it, `in` when the other sample's do. */
export interface Link extends NamedRelation {
  readonly direction: 'out' | 'in'
  readonly target: string
  /** What the target is to this catalogue. */
  readonly kind: 'sample' | 'publication' | 'other'
  readonly title?: string
  readonly assertedBy: readonly Asserter[]
}

/** The links that are listed, and how many there are. */
export interface SampleLinks {
  readonly links: readonly Link[]
  readonly total: number
}

interface LinkRow extends Asserter {
  readonly relation: string
  readonly target: string
  readonly direction: 'out' | 'in'
  readonly kind: Link['kind']
  readonly title: string | null
  /** Of the links of a sample that has too many to list. */
  readonly total?: bigint
}

/** Links listed of one sample: a collection may hold millions of parts. */
const MAX_LINKS = 10_000

const KEY = ['relation', 'direction', 'target'] as const
const DIGEST = `hash(${KEY.join(', ')})`

/** The statements of a sample and about it. */
const bothWays = (self: string): string => `both_ways AS NOT MATERIALIZED (
    SELECT record, relation, target, 'out' AS direction FROM link WHERE sample = ${self}
    UNION ALL SELECT record, relation, sample, 'in' FROM link WHERE target = ${self} AND sample <> ${self})`

const COLUMNS = `b.record, b.source, b.at, b.relation, b.target, b.direction,
  CASE WHEN s.iri IS NOT NULL THEN 'sample' WHEN t.value IS NOT NULL THEN 'publication' ELSE 'other' END AS kind,
  ${titleOf('coalesce(s.name, s.identifier, t.label)')} AS title`

/** All statements, or `most` of them. */
const someStatements = (connection: DuckDBConnection, iri: string, most: number): Promise<LinkRow[]> => {
  const of = new Bindings()
  return rows<LinkRow>(
    connection,
    `WITH ${bothWays(of.text(iri))}, few AS (SELECT * FROM both_ways LIMIT ${most}),
     stated AS (SELECT few.*, r.source, r.fetched AS at FROM few JOIN record r ON r.url = few.record)
     SELECT ${COLUMNS} FROM stated b ${knownAs('b.target')}`,
    of,
  )
}

// Sources take turns, and within a source its records: whoever states millions of links takes only the room that others
// leave. Turns are told by numbers; sorting millions of texts would take longer than a read may.
const fairStatements = (connection: DuckDBConnection, iri: string): Promise<LinkRow[]> => {
  const of = new Bindings()
  return rows<LinkRow>(
    connection,
    `WITH ${bothWays(of.text(iri))},
     numbered AS MATERIALIZED (SELECT r.source, r.seq, ${DIGEST} AS digest FROM both_ways b JOIN record r ON r.url = b.record),
     of_record AS (SELECT *, row_number() OVER (PARTITION BY seq ORDER BY digest) AS nth FROM numbered),
     of_source AS (SELECT digest, row_number() OVER (PARTITION BY source ORDER BY nth, seq) AS turn
       FROM of_record WHERE nth <= ${MAX_LINKS}),
     chosen AS MATERIALIZED (SELECT digest FROM of_source WHERE turn <= ${MAX_LINKS}
       GROUP BY digest ORDER BY min(turn), digest LIMIT ${MAX_LINKS}),
     stated AS (SELECT b.*, r.source, r.fetched AS at FROM (SELECT * FROM both_ways WHERE ${DIGEST} IN (SELECT digest FROM chosen)) b
       JOIN record r ON r.url = b.record),
     ${hearing(KEY)}
     SELECT ${COLUMNS}, (SELECT count(DISTINCT digest) FROM numbered) AS total FROM heard b ${knownAs('b.target')}`,
    of,
  )
}

const byKey = (a: LinkRow, b: LinkRow): number =>
  byText(a.relation, b.relation) ||
  byText(b.direction, a.direction) ||
  byText(a.target, b.target) ||
  byText(a.record, b.record)

/** The links of a sample in both directions, ordered by relation, direction and target; at most MAX_LINKS of them. */
export const linksOf = async (connection: DuckDBConnection, iri: string): Promise<SampleLinks> => {
  const some = await someStatements(connection, iri, MAX_LINKS + 1)
  const found = some.length > MAX_LINKS ? await fairStatements(connection, iri) : some
  const links = new Map<string, Link & { assertedBy: Asserter[] }>()
  for (const { record, source, at, relation, direction, target, kind, title } of [...found].sort(byKey)) {
    const key = `${relation}\n${direction}\n${target}`
    const known = links.get(key)
    if (known) known.assertedBy.push({ record, source, at })
    else {
      const assertedBy = [{ record, source, at }]
      const end = { direction, target, kind, ...(title !== null && { title }) }
      links.set(key, { ...namedRelation(relation), ...end, assertedBy })
    }
  }
  return { links: [...links.values()], total: Number(found[0]?.total ?? links.size) }
}
