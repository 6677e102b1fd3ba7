/** Persons, organisations and publications: the other side of the samples' links. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { type Around, aroundOf } from './entity-around.ts'
import { NAMED } from './entity-schema.ts'
import { type EntityKind, FACETS } from './facet-table.ts'
import { mostFrequent } from './order.ts'

/** A name and the sources whose records use it, with the number of records of each. */
export interface Spelling {
  readonly name: string
  readonly sources: Readonly<Record<string, number>>
}

/** An entity with all names that records give it, the most used first, and the number of its samples. */
export interface Entity extends Around {
  /** The identifier that stands for it. */
  readonly id: string
  /** `person`, `organisation`, or what records say a publication is: `article`, `dataset`, `work`. */
  readonly type: string
  readonly name: string
  readonly names: readonly string[]
  readonly spellings: readonly Spelling[]
  /** All identifiers that records use for it, its own first. */
  readonly identifiers: readonly string[]
  readonly samples: number
  /** Samples per source, by source id. */
  readonly sources: Readonly<Record<string, number>>
}

/** The term of an entity, by any of its identifiers. */
interface Found {
  readonly id: number
  readonly value: string
  readonly label: string
}

const termOf = async (connection: DuckDBConnection, code: number, id: string): Promise<Found | undefined> => {
  const of = new Bindings()
  const given = of.text(id)
  const [term] = await rows<Found>(
    connection,
    `SELECT id, value, label FROM term WHERE facet = ${code} AND value IN (SELECT ${given}
       UNION ALL SELECT chosen FROM same WHERE facet = ${code} AND value = ${given})
     ORDER BY value = ${given} DESC LIMIT 1`,
    of,
  )
  return term
}

const spellingsOf = async (connection: DuckDBConnection, code: number, id: string): Promise<Spelling[]> => {
  const of = new Bindings()
  const found = await rows<{ name: string; source: string; records: bigint }>(
    connection,
    `WITH used AS (SELECT n.name, r.source, count(*) AS records FROM (${NAMED}) n JOIN record r ON r.url = n.record
       WHERE n.facet = ${code} AND n.value = ${of.text(id)} GROUP BY ALL)
     SELECT * FROM used ORDER BY sum(records) OVER (PARTITION BY name) DESC, name, source LIMIT 300`,
    of,
  )
  const names = [...new Set(found.map(({ name }) => name))].slice(0, 100)
  return names.map(name => ({
    name,
    sources: Object.fromEntries(
      found.filter(each => each.name === name).map(({ source, records }) => [source, Number(records)]),
    ),
  }))
}

const identifiersOf = async (connection: DuckDBConnection, code: number, id: string): Promise<string[]> => {
  const of = new Bindings()
  const found = await rows<{ value: string }>(
    connection,
    `SELECT value FROM same WHERE facet = ${code} AND chosen = ${of.text(id)} AND value <> ${of.text(id)} ORDER BY value LIMIT 100`,
    of,
  )
  return [id, ...found.map(({ value }) => value)]
}

const WORDS: Readonly<Record<string, string>> = { Dataset: 'dataset', ScholarlyArticle: 'article' }

const typeOf = async (connection: DuckDBConnection, kind: EntityKind, id: string): Promise<string> => {
  if (kind !== 'publication') return kind
  const of = new Bindings()
  const found = await rows<{ type: string }>(
    connection,
    `SELECT y.type FROM entity_type y LEFT JOIN same s ON s.facet = y.facet AND s.value = y.value
     WHERE y.facet = ${FACETS.publication.code} AND coalesce(s.chosen, y.value) = ${of.text(id)} LIMIT 1000`,
    of,
  )
  // CreativeWork is what the kernel calls a work that no record tells the class of.
  return mostFrequent(found.flatMap(({ type }) => WORDS[type] ?? [])) ?? 'work'
}

/** One entity, by any identifier that records use for it; undefined when no sample has to do with it. */
export const entityOf = async (
  connection: DuckDBConnection,
  kind: EntityKind,
  id: string,
): Promise<Entity | undefined> => {
  const { code } = FACETS[kind]
  const term = await termOf(connection, code, id)
  if (!term) return undefined
  const spellings = await spellingsOf(connection, code, term.value)
  return {
    id: term.value,
    type: await typeOf(connection, kind, term.value),
    name: term.label,
    names: spellings.map(({ name }) => name),
    spellings,
    identifiers: await identifiersOf(connection, code, term.value),
    ...(await aroundOf(connection, code, term.id)),
  }
}
