/** What a sample is connected with, and who says so. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { inverseType, relationType } from '../links/relations.ts'
import { Bindings, rows } from './database.ts'
import { FACETS } from './facet-table.ts'

/** A record that makes a statement. */
export interface Asserter {
  readonly record: string
  readonly source: string
  /** When the record was fetched: xsd:dateTime. */
  readonly at: string
}

/** One connection: `out` when the sample's own records state it, `in` when the other sample's do. */
export interface Link {
  /** IRI of the property as stated. */
  readonly relation: string
  /** The DataCite relation type that the property stands for, read from the subject of the statement to its object. */
  readonly type?: string
  /** The same read the other way; absent for types without an inverse. */
  readonly inverse?: string
  readonly direction: 'out' | 'in'
  readonly target: string
  /** What the target is to this catalogue. */
  readonly kind: 'sample' | 'publication' | 'other'
  readonly title?: string
  readonly assertedBy: readonly Asserter[]
}

interface LinkRow {
  readonly record: string
  readonly source: string
  readonly at: string
  readonly relation: string
  readonly target: string
  readonly direction: 'out' | 'in'
  readonly kind: Link['kind']
  readonly title: string | null
}

/** Links listed of one sample: a collection may hold millions of parts. */
const MAX_LINKS = 10_000

const named = (relation: string): Pick<Link, 'relation' | 'type' | 'inverse'> => {
  const type = relationType(relation)
  const inverse = type === undefined ? undefined : inverseType(type)
  return { relation, ...(type !== undefined && { type }), ...(inverse !== undefined && { inverse }) }
}

/** The links of a sample in both directions, ordered by relation, direction and target. */
export const linksOf = async (connection: DuckDBConnection, iri: string): Promise<Link[]> => {
  const of = new Bindings()
  const self = of.text(iri)
  const found = await rows<LinkRow>(
    connection,
    `WITH both_ways AS (
       SELECT record, relation, target, 'out' AS direction FROM link WHERE sample = ${self}
       UNION ALL SELECT record, relation, sample, 'in' FROM link WHERE target = ${self} AND sample <> ${self})
     SELECT b.record, r.source, r.fetched AS at, b.relation, b.target, b.direction,
       CASE WHEN s.iri IS NOT NULL THEN 'sample' WHEN t.value IS NOT NULL THEN 'publication' ELSE 'other' END AS kind,
       coalesce(s.name, s.identifier, t.label) AS title
     FROM both_ways b JOIN record r ON r.url = b.record
     LEFT JOIN sample s ON s.iri = b.target
     LEFT JOIN term t ON t.facet = ${FACETS.publication.code} AND t.value = b.target
     ORDER BY b.relation, b.direction DESC, b.target, b.record LIMIT ${MAX_LINKS}`,
    of,
  )
  const links = new Map<string, Link & { assertedBy: Asserter[] }>()
  for (const { record, source, at, relation, direction, target, kind, title } of found) {
    const key = `${relation}\n${direction}\n${target}`
    const known = links.get(key)
    if (known) known.assertedBy.push({ record, source, at })
    else {
      const assertedBy = [{ record, source, at }]
      links.set(key, {
        ...named(relation),
        direction,
        target,
        kind,
        ...(title !== null && { title }),
        assertedBy,
      })
    }
  }
  return [...links.values()]
}
