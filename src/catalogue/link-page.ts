/** All links of samples, a page at a time: whatever their number, a page holds only its own rows. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { propertiesOf, relationType } from '../links/relations.ts'
import { ok, type Result } from '../model/problem.ts'
import { dcterms, PREFIXES } from '../rdf/namespaces.ts'
import { searchDigest } from './cursor.ts'
import { Bindings, rows } from './database.ts'
import { FACETS } from './facet-table.ts'
import { titleOf } from './link-asserters.ts'
import { type LinkPlace, readLinkCursor, writeLinkCursor } from './link-cursor.ts'

/** Which links: by the source that states them, their ends, their relation, and when the stating record was fetched. */
export interface LinkFilters {
  readonly sources: readonly string[]
  /** IRIs of samples that the links lead from. */
  readonly samples: readonly string[]
  readonly targets: readonly string[]
  /** Identifiers of publications, any of those that records use. */
  readonly publications: readonly string[]
  /** DataCite relation types. */
  readonly relations: readonly string[]
  /** xsd:date or xsd:dateTime texts; `to` covers all of a day. */
  readonly from?: string
  readonly to?: string
}

/** One link, as stated, with what its ends are. */
export interface PagedLink {
  readonly sample: string
  readonly sampleName?: string
  readonly relation: string
  readonly target: string
  readonly kind: 'sample' | 'literature' | 'dataset' | 'other'
  readonly title?: string
  /** When the newest record that states it was fetched, and the sources of all that do. */
  readonly at: string
  readonly sources: readonly string[]
}

/** Links in the order of sample, relation and target. */
export interface LinkPage {
  readonly links: readonly PagedLink[]
  readonly cursor?: string
}

// Spelt out: DuckDB compares no rows between two bounds.
const compared = (
  of: Bindings,
  [sample, relation, target]: LinkPlace,
  sign: '>' | '<',
  end: '>' | '<=',
): string => {
  const [s, r, t] = [of.text(sample), of.text(relation), of.text(target)]
  return `(l.sample ${sign} ${s} OR (l.sample = ${s} AND (l.relation ${sign} ${r} OR (l.relation = ${r} AND l.target ${end} ${t}))))`
}

// The bound on the sample alone, which is implied, is what parts of the table are skipped by.
const after = (of: Bindings, place: LinkPlace): string =>
  `l.sample >= ${of.text(place[0])} AND ${compared(of, place, '>', '>')}`

const upTo = (of: Bindings, place: LinkPlace): string =>
  `l.sample <= ${of.text(place[0])} AND ${compared(of, place, '<', '<=')}`

const conditions = (filters: LinkFilters, of: Bindings): string[] => {
  const { sources, samples, targets, publications, relations, from, to } = filters
  const among = (column: string, values: readonly string[]) =>
    values.length > 0 ? [`${column} IN ${of.texts(values)}`] : []
  return [
    `(l.relation LIKE ${of.text(`${PREFIXES.datacite}%`)} OR l.relation IN ${of.texts(GENERAL)})`,
    ...among('r.source', sources),
    ...among('l.sample', samples),
    ...among('l.target', targets),
    ...(publications.length > 0
      ? [
          `l.target IN (SELECT unnest([s.value, s.chosen]) FROM same s WHERE s.facet = ${FACETS.publication.code}
             AND s.chosen IN (SELECT chosen FROM same WHERE value IN ${of.texts(publications)})
             UNION ALL SELECT * FROM ${of.texts(publications)})`,
        ]
      : []),
    ...among('l.relation', relations.flatMap(propertiesOf)),
    ...(from === undefined ? [] : [`r.fetched >= ${of.text(from)}`]),
    // A day ends after all its moments: `2026-01-02T…` follows `2026-01-02` in text order.
    ...(to === undefined ? [] : [`r.fetched <= ${of.text(`${to}\uffff`)}`]),
  ]
}

const GENERAL = ['IsPartOf', 'IsDerivedFrom', 'IsReferencedBy', 'IsIdenticalTo']
  .flatMap(propertiesOf)
  .filter(property => relationType(property) !== undefined && !property.startsWith(PREFIXES.datacite))

/** The last key of the next `limit` rows: nothing is held but these. */
const endOf = async (
  connection: DuckDBConnection,
  filters: LinkFilters,
  start: LinkPlace,
  limit: number,
): Promise<{ end: LinkPlace; full: boolean } | undefined> => {
  const of = new Bindings()
  const found = await rows<{ sample: string; relation: string; target: string }>(
    connection,
    `SELECT l.sample, l.relation, l.target FROM link l JOIN record r ON r.url = l.record
     WHERE ${[...conditions(filters, of), after(of, start)].join(' AND ')}
     ORDER BY l.sample, l.relation, l.target LIMIT ${limit}`,
    of,
  )
  const last = found.at(-1)
  return last && { end: [last.sample, last.relation, last.target], full: found.length === limit }
}

interface Row {
  readonly sample: string
  readonly name: string | null
  readonly relation: string
  readonly target: string
  readonly kind: PagedLink['kind']
  readonly title: string | null
  readonly at: string
  readonly sources: string
}

// The general property marks literature; where the same record states the exact relation, that is the link.
/** The condition that a row of `link`, aliased so, only repeats in general what its record states exactly. */
export const repeated = (alias: string): string =>
  `${alias}.relation = '${dcterms('isReferencedBy').value}' AND EXISTS (SELECT 1 FROM link e WHERE e.record = ${alias}.record
    AND e.sample = ${alias}.sample AND e.target = ${alias}.target AND e.relation LIKE '${PREFIXES.datacite}%')`

const readPage = (
  connection: DuckDBConnection,
  filters: LinkFilters,
  start: LinkPlace,
  end: LinkPlace,
): Promise<Row[]> => {
  const of = new Bindings()
  return rows<Row>(
    connection,
    `WITH page AS (
       SELECT l.sample, l.relation, l.target, max(r.fetched) AS at, to_json(list_sort(list(DISTINCT r.source)))::VARCHAR AS sources
       FROM link l JOIN record r ON r.url = l.record
       WHERE ${[...conditions(filters, of), after(of, start), upTo(of, end)].join(' AND ')} AND NOT (${repeated('l')}) GROUP BY ALL)
     SELECT p.*, ${titleOf('coalesce(own.name, own.identifier)')} AS name,
       ${titleOf('coalesce(other.name, other.identifier, t.label)')} AS title,
       CASE WHEN other.iri IS NOT NULL THEN 'sample'
         WHEN EXISTS (SELECT 1 FROM entity_type y WHERE y.facet = ${FACETS.publication.code} AND y.value = p.target AND y.type = 'Dataset') THEN 'dataset'
         WHEN p.relation NOT IN ${of.texts(UNLITERARY)} THEN 'literature' ELSE 'other' END AS kind
     FROM page p LEFT JOIN sample own ON own.iri = p.sample LEFT JOIN sample other ON other.iri = p.target
     LEFT JOIN same s ON s.facet = ${FACETS.publication.code} AND s.value = p.target
     LEFT JOIN term t ON t.facet = ${FACETS.publication.code} AND t.value = coalesce(s.chosen, p.target)
     ORDER BY p.sample, p.relation, p.target`,
    of,
  )
}

// What a sample is part of, derived from or identical with is no publication.
const UNLITERARY = ['IsPartOf', 'HasPart', 'IsDerivedFrom', 'IsSourceOf', 'IsIdenticalTo'].flatMap(
  propertiesOf,
)

/** The page after `cursor`. Pages may hold fewer than `limit` links before the last. Problem: `invalid-cursor`. */
export const linkPageOf = async (
  connection: DuckDBConnection,
  filters: LinkFilters,
  limit: number,
  cursor: string | undefined,
  generation: number,
): Promise<Result<LinkPage>> => {
  const search = searchDigest({ links: filters })
  const place = await readLinkCursor(connection, cursor, search)
  if (!place.ok) return place
  const start = place.value
  const next = await endOf(connection, filters, start, limit)
  if (!next) return ok({ links: [] })
  const found = await readPage(connection, filters, start, next.end)
  const links = found.map(
    ({ name, title, sources, ...rest }): PagedLink => ({
      ...rest,
      sources: JSON.parse(sources) as string[],
      ...(name !== null && { sampleName: name }),
      ...(title !== null && { title }),
    }),
  )
  return ok({
    links,
    ...(next.full && { cursor: writeLinkCursor(search, next.end, generation) }),
  })
}
