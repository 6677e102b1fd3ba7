/** What one record says of persons, organisations and publications -> rows of the entity tables. Pure. */
import type { DuckDBValue } from '@duckdb/node-api'
import type { ENTITY_TABLES } from './entity-schema.ts'
import { type EntityKind, FACETS } from './facet-table.ts'
import type { Facts } from './facts.ts'
import { joins } from './sameness.ts'

/** Rows that name their record, by table. */
export type EntityRows = Readonly<Record<Exclude<keyof typeof ENTITY_TABLES, 'same'>, DuckDBValue[][]>>

/** No rows yet. */
export const emptyEntityRows = (): EntityRows => ({ entity_name: [], entity_type: [], alias: [] })

/** Adds what the descriptions of the record `url` say of entities; each row once. */
export const entityRowsOf = (url: string, described: readonly Facts[], into: EntityRows): void => {
  const seen = new Set<string>()
  const add = (table: keyof EntityRows, kind: EntityKind, id: string, text: string): void => {
    const key = `${table} ${kind} ${id}\n${text}`
    if (seen.has(key)) return
    seen.add(key)
    into[table].push([url, FACETS[kind].code, id, text])
  }
  const entity = (
    kind: EntityKind,
    id: string,
    names: readonly string[],
    same: readonly string[] = [],
  ): void => {
    for (const name of names) add('entity_name', kind, id, name)
    for (const other of same) if (joins(kind, id, other)) add('alias', kind, id, other)
  }
  for (const { agents, publications } of described) {
    for (const { id, kind, names, same } of agents) entity(kind, id, names, same)
    for (const { id, titles, types, same } of publications) {
      entity('publication', id, titles, same)
      for (const type of types) add('entity_type', 'publication', id, type)
    }
  }
}
