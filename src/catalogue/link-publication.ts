/** What samples state of a publication: which of them, by which relation, and who says so. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { ok, type Result } from '../model/problem.ts'
import { searchDigest } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import { FACETS } from './facet-table.ts'
import { type Asserter, hearing, type NamedRelation, namedRelation, titleOf } from './link-asserters.ts'
import { type LinkPlace, readLinkCursor, writeLinkCursor } from './link-cursor.ts'
import { repeated } from './link-page.ts'

/** A sample that states a relation to the publication. */
export interface PublicationLink extends NamedRelation {
  /** IRI of the sample, and what it is called. */
  readonly sample: string
  readonly title?: string
  /** The identifier of the publication that the statement uses. */
  readonly as: string
  readonly assertedBy: readonly Asserter[]
}

/** Links in the order of sample, relation and identifier; `total` of all pages. */
export interface PublicationLinks {
  readonly links: readonly PublicationLink[]
  readonly total: number
  readonly cursor?: string
}

interface Row extends Asserter {
  readonly sample: string
  readonly relation: string
  readonly target: string
  readonly title: string | null
  readonly total: bigint
}

const KEY = ['sample', 'relation', 'target'] as const

const readRows = (
  connection: DuckDBConnection,
  id: string,
  limit: number,
  [sample, relation, target]: LinkPlace,
): Promise<Row[]> => {
  const of = new Bindings()
  const given = of.text(id)
  const [s, r, t] = [of.text(sample), of.text(relation), of.text(target)]
  return rows<Row>(
    connection,
    `WITH name AS (SELECT ${given} AS value
       UNION SELECT value FROM same WHERE facet = ${FACETS.publication.code} AND chosen = ${given}),
     own AS MATERIALIZED (SELECT l.sample, l.relation, l.target, l.record FROM link l
       WHERE l.target IN (SELECT value FROM name) AND NOT (${repeated('l')})),
     every AS MATERIALIZED (SELECT DISTINCT ${KEY.join(', ')} FROM own),
     chosen AS MATERIALIZED (SELECT * FROM every
       WHERE sample > ${s} OR (sample = ${s} AND (relation > ${r} OR (relation = ${r} AND target > ${t})))
       ORDER BY sample, relation, target LIMIT ${of.integer(limit + 1)}),
     stated AS (SELECT own.*, r.source, r.fetched AS at FROM own JOIN chosen USING (${KEY.join(', ')})
       JOIN record r ON r.url = own.record),
     ${hearing(KEY)}
     SELECT b.record, b.source, b.at, b.sample, b.relation, b.target,
       ${titleOf('coalesce(s.name, s.identifier)')} AS title, (SELECT count(*) FROM every) AS total
     FROM heard b LEFT JOIN sample s ON s.iri = b.sample
     ORDER BY b.sample, b.relation, b.target, b.record`,
    of,
  )
}

/** One page of the links of the publication that `id` stands for. Problem: `invalid-cursor`. */
export const publicationLinksOf = async (
  connection: DuckDBConnection,
  id: string,
  limit: number,
  cursor: string | undefined,
  generation: number,
): Promise<Result<PublicationLinks>> => {
  const search = searchDigest({ publicationLinks: id })
  const place = await readLinkCursor(connection, cursor, search)
  if (!place.ok) return place
  const found = await readRows(connection, id, limit, place.value)
  const links = new Map<string, PublicationLink & { assertedBy: Asserter[] }>()
  for (const { record, source, at, sample, relation, target, title } of found) {
    const key = `${sample}\n${relation}\n${target}`
    const known = links.get(key)
    if (known) known.assertedBy.push({ record, source, at })
    else {
      const named = { ...namedRelation(relation), ...(title !== null && { title }) }
      links.set(key, { sample, ...named, as: target, assertedBy: [{ record, source, at }] })
    }
  }
  const all = [...links.values()]
  const page = all.slice(0, limit)
  const last = all.length > limit ? page.at(-1) : undefined
  return ok({
    links: page,
    total: Number(found[0]?.total ?? 0),
    ...(last && {
      cursor: writeLinkCursor(search, [last.sample, last.relation, last.as], generation),
    }),
  })
}
