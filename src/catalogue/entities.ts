/** Persons, organisations and publications: the other side of the samples' links. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { type EntityKind, FACETS } from './facet-table.ts'

/** An entity with all names that records give it, the most used first, and the number of its samples. */
export interface Entity {
  readonly id: string
  readonly name: string
  readonly names: readonly string[]
  readonly samples: number
  /** Samples per source, by source id. */
  readonly sources: Readonly<Record<string, number>>
}

/** One entity, or undefined when no sample has to do with it. */
export const entityOf = async (
  connection: DuckDBConnection,
  kind: EntityKind,
  id: string,
): Promise<Entity | undefined> => {
  const { code } = FACETS[kind]
  const of = new Bindings()
  const [term] = await rows<{ id: number; label: string }>(
    connection,
    `SELECT id, label FROM term WHERE facet = ${code} AND value = ${of.text(id)}`,
    of,
  )
  if (!term) return undefined
  const given = new Bindings()
  const names = await rows<{ name: string }>(
    connection,
    `SELECT name FROM entity_name WHERE facet = ${code} AND value = ${given.text(id)}
     GROUP BY name ORDER BY count(*) DESC, name LIMIT 100`,
    given,
  )
  const by = new Bindings()
  const sources = await rows<{ source: string | null; count: bigint }>(
    connection,
    `SELECT t.value AS source, count(*) AS count FROM membership m
     JOIN membership o ON o.sample = m.sample AND o.facet = ${FACETS.source.code} JOIN term t ON t.id = o.term
     WHERE m.facet = ${code} AND m.term = ${by.integer(term.id)} GROUP BY t.value ORDER BY t.value`,
    by,
  )
  const total = new Bindings()
  const [counted] = await rows<{ count: bigint }>(
    connection,
    `SELECT count(*) AS count FROM membership WHERE facet = ${code} AND term = ${total.integer(term.id)}`,
    total,
  )
  return {
    id,
    name: term.label,
    names: names.map(({ name }) => name),
    samples: Number(counted?.count ?? 0),
    sources: Object.fromEntries(sources.map(({ source, count }) => [source ?? '', Number(count)])),
  }
}
