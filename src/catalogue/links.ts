/** What a sample is connected with, and who says so. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { dcterms, prov } from '../rdf/namespaces.ts'
import { Bindings, rows } from './database.ts'
import { FACETS } from './facet-table.ts'
import { byText } from './order.ts'

/** A record that makes a statement. */
export interface Asserter {
  readonly record: string
  readonly source: string
}

/** One connection: `out` when the sample's own records state it, `in` when the other sample's do. */
export interface Link {
  /** IRI of the property as stated. */
  readonly relation: string
  readonly direction: 'out' | 'in'
  readonly target: string
  /** What the target is to this catalogue. */
  readonly kind: 'sample' | 'publication' | 'other'
  readonly title?: string
  readonly assertedBy: readonly Asserter[]
}

/** A relative of a sample: a sample above or below it. */
export interface Relative {
  readonly id: string
  readonly name?: string
  /** Steps away; 1 is a parent or child. */
  readonly distance: number
  /** By which sample it is reached, and by which property. */
  readonly via: string
  readonly relation: string
  /** Whether the catalogue describes it. */
  readonly known: boolean
}

/** Ancestors and descendants, nearest first; `truncated` when there are more than can be listed. */
export interface Family {
  readonly ancestors: readonly Relative[]
  readonly descendants: readonly Relative[]
  readonly truncated: boolean
}

interface LinkRow {
  readonly record: string
  readonly source: string
  readonly relation: string
  readonly target: string
  readonly direction: 'out' | 'in'
  readonly kind: Link['kind']
  readonly title: string | null
}

/** Links listed of one sample: a collection may hold millions of parts. */
const MAX_LINKS = 10_000
/** Relatives listed in each direction. */
const MAX_RELATIVES = 5_000

/** The links of a sample in both directions, ordered by relation, direction and target. */
export const linksOf = async (connection: DuckDBConnection, iri: string): Promise<Link[]> => {
  const of = new Bindings()
  const self = of.text(iri)
  const found = await rows<LinkRow>(
    connection,
    `WITH both_ways AS (
       SELECT record, relation, target, 'out' AS direction FROM link WHERE sample = ${self}
       UNION ALL SELECT record, relation, sample, 'in' FROM link WHERE target = ${self} AND sample <> ${self})
     SELECT b.record, r.source, b.relation, b.target, b.direction,
       CASE WHEN s.iri IS NOT NULL THEN 'sample' WHEN t.value IS NOT NULL THEN 'publication' ELSE 'other' END AS kind,
       coalesce(s.name, s.identifier, t.label) AS title
     FROM both_ways b JOIN record r ON r.url = b.record
     LEFT JOIN sample s ON s.iri = b.target
     LEFT JOIN term t ON t.facet = ${FACETS.publication.code} AND t.value = b.target
     ORDER BY b.relation, b.direction DESC, b.target, b.record LIMIT ${MAX_LINKS}`,
    of,
  )
  const links = new Map<string, Link & { assertedBy: Asserter[] }>()
  for (const { record, source, relation, direction, target, kind, title } of found) {
    const key = `${relation}\n${direction}\n${target}`
    const known = links.get(key)
    if (known) known.assertedBy.push({ record, source })
    else {
      const assertedBy = [{ record, source }]
      links.set(key, { relation, direction, target, kind, ...(title !== null && { title }), assertedBy })
    }
  }
  return [...links.values()]
}

const UPWARD = [dcterms('isPartOf').value, prov('wasDerivedFrom').value]

interface Step {
  readonly from: string
  readonly to: string
  readonly relation: string
  readonly name: string | null
  readonly known: boolean
}

const stepsFrom = async (
  connection: DuckDBConnection,
  frontier: readonly string[],
  up: boolean,
): Promise<Step[]> => {
  const of = new Bindings()
  const [here, there] = up ? ['sample', 'target'] : ['target', 'sample']
  return rows<Step>(
    connection,
    `SELECT DISTINCT l.${here} AS "from", l.${there} AS "to", l.relation, coalesce(s.name, s.identifier) AS name,
       s.iri IS NOT NULL AS known
     FROM link l LEFT JOIN sample s ON s.iri = l.${there}
     WHERE l.${here} IN ${of.texts(frontier)} AND l.relation IN ${of.texts(UPWARD)}
     ORDER BY "to", "from", relation LIMIT ${MAX_RELATIVES + 1}`,
    of,
  )
}

/** Breadth first, so that the shortest way counts; what was seen is not entered again, so that cycles end. */
const climb = async (
  connection: DuckDBConnection,
  iri: string,
  up: boolean,
): Promise<{ found: Relative[]; more: boolean }> => {
  const seen = new Set([iri])
  const found: Relative[] = []
  let frontier = [iri]
  for (let distance = 1; frontier.length > 0; distance++) {
    const next: string[] = []
    for (const { from, to, relation, name, known } of await stepsFrom(connection, frontier, up)) {
      if (seen.has(to)) continue
      if (found.length >= MAX_RELATIVES) return { found, more: true }
      seen.add(to)
      next.push(to)
      found.push({ id: to, ...(name !== null && { name }), distance, via: from, relation, known })
    }
    frontier = next.sort(byText)
  }
  return { found, more: false }
}

/** Everything a sample is part of or derived from, and everything that is part of or derived from it. */
export const familyOf = async (connection: DuckDBConnection, iri: string): Promise<Family> => {
  const above = await climb(connection, iri, true)
  const below = await climb(connection, iri, false)
  return { ancestors: above.found, descendants: below.found, truncated: above.more || below.more }
}
