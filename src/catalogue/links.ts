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
  readonly total: bigint
}

/** Links listed of one sample: a collection may hold millions of parts. */
const MAX_LINKS = 10_000

// Where there are more, sources take turns, and within a source its records: whoever states millions of links takes
// only the room that others leave.
const CHOSEN = `both_ways AS (
    SELECT record, relation, target, 'out' AS direction FROM link WHERE sample = $self
    UNION ALL SELECT record, relation, sample, 'in' FROM link WHERE target = $self AND sample <> $self),
  stated AS MATERIALIZED (SELECT b.*, r.source, r.fetched AS at FROM both_ways b JOIN record r ON r.url = b.record),
  of_record AS (SELECT *, row_number() OVER (PARTITION BY record ORDER BY relation, direction DESC, target) AS nth FROM stated),
  of_source AS (SELECT *, row_number() OVER (PARTITION BY source ORDER BY nth, record) AS turn FROM of_record),
  every AS MATERIALIZED (SELECT relation, direction, target, min(turn) AS turn FROM of_source GROUP BY ALL),
  chosen AS MATERIALIZED (SELECT relation, direction, target FROM every
    ORDER BY turn, relation, direction DESC, target LIMIT ${MAX_LINKS})`

/** The links of a sample in both directions, ordered by relation, direction and target; at most MAX_LINKS of them. */
export const linksOf = async (connection: DuckDBConnection, iri: string): Promise<SampleLinks> => {
  const of = new Bindings()
  const self = of.text(iri)
  const found = await rows<LinkRow>(
    connection,
    `WITH ${CHOSEN.replaceAll('$self', self)},
     ${hearing(['relation', 'direction', 'target'])}
     SELECT b.record, b.source, b.at, b.relation, b.target, b.direction,
       CASE WHEN s.iri IS NOT NULL THEN 'sample' WHEN t.value IS NOT NULL THEN 'publication' ELSE 'other' END AS kind,
       ${titleOf('coalesce(s.name, s.identifier, t.label)')} AS title, (SELECT count(*) FROM every) AS total
     FROM heard b ${knownAs('b.target')}
     ORDER BY b.relation, b.direction DESC, b.target, b.record`,
    of,
  )
  const links = new Map<string, Link & { assertedBy: Asserter[] }>()
  for (const { record, source, at, relation, direction, target, kind, title } of found) {
    const key = `${relation}\n${direction}\n${target}`
    const known = links.get(key)
    if (known) known.assertedBy.push({ record, source, at })
    else {
      const assertedBy = [{ record, source, at }]
      const end = { direction, target, kind, ...(title !== null && { title }) }
      links.set(key, { ...namedRelation(relation), ...end, assertedBy })
    }
  }
  return { links: [...links.values()], total: Number(found[0]?.total ?? 0) }
}
