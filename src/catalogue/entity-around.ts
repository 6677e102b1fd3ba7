/** What the samples of one entity tell of it: how many, of which sources, when, where, and who else has to do with them. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { yearOf } from './dates.ts'
import { type EntityKind, FACETS, facetOfCode } from './facet-table.ts'

/** Another entity that has to do with some of the same samples. */
export interface Companion {
  readonly id: string
  readonly name: string
  /** How many samples both have to do with. */
  readonly samples: number
}

/** Figures over the samples of an entity. */
export interface Around {
  readonly samples: number
  readonly sources: Readonly<Record<string, number>>
  /** First and last year of collection of its samples; absent when none is dated. */
  readonly years?: { readonly from: number; readonly to: number }
  /** The smallest box of longitudes and latitudes around its samples: west, south, east, north; west > east crosses the antimeridian. */
  readonly bbox?: readonly [number, number, number, number]
  readonly people: readonly Companion[]
  readonly organisations: readonly Companion[]
  readonly publications: readonly Companion[]
}

/** Companions listed of each kind. */
const COMPANIONS = 10

interface Column {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

// The box leaves out the widest gap between longitudes, wherever that lies.
const boxAround = (columns: readonly Column[]): Around['bbox'] => {
  const [first] = columns
  const last = columns.at(-1)
  if (!first || !last) return undefined
  let box = { gap: first.west + 360 - last.east, west: first.west, east: last.east }
  for (const [i, { west }] of columns.entries()) {
    const before = columns[i - 1]
    if (before && west - before.east > box.gap) box = { gap: west - before.east, west, east: before.east }
  }
  const south = Math.min(...columns.map(column => column.south))
  return [box.west, south, box.east, Math.max(...columns.map(column => column.north))]
}

const companionsOf = async (connection: DuckDBConnection, code: number, term: number) => {
  const of = new Bindings()
  const kinds: readonly EntityKind[] = ['person', 'organisation', 'publication']
  const found = await rows<{ facet: number; value: string; label: string; samples: bigint }>(
    connection,
    `WITH own AS (SELECT sample FROM membership WHERE facet = ${code} AND term = ${of.integer(term)}),
     met AS (SELECT o.facet, o.term, count(*) AS samples FROM membership o
       WHERE o.sample IN (SELECT sample FROM own) AND o.facet IN (${kinds.map(kind => FACETS[kind].code).join(', ')})
         AND NOT (o.facet = ${code} AND o.term = ${of.integer(term)}) GROUP BY o.facet, o.term)
     SELECT m.facet, t.value, t.label, m.samples FROM met m JOIN term t ON t.id = m.term
     QUALIFY row_number() OVER (PARTITION BY m.facet ORDER BY m.samples DESC, t.label, t.value) <= ${COMPANIONS}
     ORDER BY m.samples DESC, t.label, t.value`,
    of,
  )
  const listed = (kind: EntityKind): Companion[] =>
    found
      .filter(({ facet }) => facetOfCode(facet) === kind)
      .map(({ value, label, samples }) => ({ id: value, name: label, samples: Number(samples) }))
  return {
    people: listed('person'),
    organisations: listed('organisation'),
    publications: listed('publication'),
  }
}

/** The figures of the entity with this term. */
export const aroundOf = async (connection: DuckDBConnection, code: number, term: number): Promise<Around> => {
  const bound = () => {
    const of = new Bindings()
    return { of, own: `(SELECT sample FROM membership WHERE facet = ${code} AND term = ${of.integer(term)})` }
  }
  const { of, own } = bound()
  const [figures] = await rows<{ samples: bigint; first: number | null; last: number | null }>(
    connection,
    `SELECT count(*) AS samples, min(from_day) AS first, max(to_day) AS last FROM sample WHERE key IN ${own}`,
    of,
  )
  const places = bound()
  const columns = await rows<Column>(
    connection,
    `SELECT min(west) AS west, max(east) AS east, min(south) AS south, max(north) AS north FROM sample
     WHERE key IN ${places.own} AND lon IS NOT NULL GROUP BY floor(lon) ORDER BY floor(lon)`,
    places.of,
  )
  const by = bound()
  const sources = await rows<{ source: string; samples: bigint }>(
    connection,
    `SELECT t.value AS source, count(*) AS samples FROM membership m JOIN term t ON t.id = m.term
     WHERE m.facet = ${FACETS.source.code} AND m.sample IN ${by.own} GROUP BY t.value ORDER BY t.value`,
    by.of,
  )
  const { samples = 0n, first = null, last = null } = figures ?? {}
  const bbox = boxAround(columns)
  return {
    samples: Number(samples),
    sources: Object.fromEntries(sources.map(each => [each.source, Number(each.samples)])),
    ...(first !== null && last !== null && { years: { from: yearOf(first), to: yearOf(last) } }),
    ...(bbox && { bbox }),
    ...(await companionsOf(connection, code, term)),
  }
}
