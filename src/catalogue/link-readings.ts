/** The readings of the catalogue that are about links: between samples, and to persons, organisations and publications. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Result } from '../model/problem.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { type Assertion, assertionsOf } from './assertions.ts'
import type { Concepts } from './concepts.ts'
import { type Entity, entityOf } from './entities.ts'
import { type EntityPage, type EntityWindow, entityPageOf } from './entity-list.ts'
import type { EntityKind } from './facet-table.ts'
import { type Family, familyOf, type Kin, type KinRequest, kinOf } from './families.ts'
import { keptKinship } from './kinship-kept.ts'
import { type LinkFilters, type LinkPage, linkPageOf } from './link-page.ts'
import { type PublicationLinks, publicationLinksOf } from './link-publication.ts'
import { type Link, linksOf } from './links.ts'
import type { Filters } from './query.ts'
import { resolveSelections } from './selections.ts'
import { toldOf } from './told.ts'

/** A value and the generation it was read from. */
export interface Dated<T> {
  readonly generation: number
  readonly value: T
}

/** What can be asked about links. Every answer is of one generation. */
export interface LinkReadings {
  /** The links of a sample; `total` is how many there are, listed or not. */
  links(iri: string): Promise<Dated<readonly Link[]> & { readonly total: number }>
  /** One page of the statements that samples make of a publication, under any of its identifiers. */
  publicationLinks(id: string, limit: number, cursor?: string): Promise<Dated<Result<PublicationLinks>>>
  /** One page of all samples' links. */
  linkPage(filters: LinkFilters, limit: number, cursor?: string): Promise<Dated<Result<LinkPage>>>
  family(iri: string): Promise<Dated<Family>>
  /** One page of a sample's relatives of one kind. */
  kin(iri: string, request: KinRequest): Promise<Dated<Result<Kin>>>
  /** Per field what each record says of the sample. */
  assertions(iri: string): Promise<Dated<readonly Assertion[]>>
  entity(kind: EntityKind, id: string): Promise<Dated<Entity> | undefined>
  /** One page of a list of entities; the filters choose the samples that are counted, `q` searches the names. */
  entities(filters: Filters, window: EntityWindow): Promise<Dated<Result<EntityPage>>>
}

type Reading = <T>(work: (connection: DuckDBConnection, generation: number) => Promise<T>) => Promise<T>

/** The readings, each in one read transaction of `reading`. */
export const linkReadings = (
  reading: Reading,
  concepts: Concepts & Pick<Vocabularies, 'concept'>,
): LinkReadings => {
  const dated = <T>(
    work: (connection: DuckDBConnection, generation: number) => Promise<T>,
  ): Promise<Dated<T>> =>
    reading(async (connection, generation) => ({ generation, value: await work(connection, generation) }))
  const kinship = keptKinship()
  return {
    links: iri =>
      reading(async (connection, generation) => {
        const { links, total } = await linksOf(connection, iri)
        return { generation, value: links, total }
      }),
    publicationLinks: (id, limit, cursor) =>
      dated((connection, generation) => publicationLinksOf(connection, id, limit, cursor, generation)),
    linkPage: (filters, limit, cursor) =>
      dated((connection, generation) => linkPageOf(connection, filters, limit, cursor, generation)),
    family: iri =>
      dated(async (connection, generation) =>
        familyOf(connection, await kinship(connection, generation), iri),
      ),
    kin: (iri, request) =>
      dated(async (connection, generation) =>
        kinOf(connection, await kinship(connection, generation), iri, request, generation),
      ),
    assertions: iri => dated(async connection => assertionsOf(await toldOf(connection, iri), concepts)),
    entity: (kind, id) =>
      reading(async (connection, generation) => {
        const value = await entityOf(connection, kind, id)
        return value && { generation, value }
      }),
    entities: (filters, window) =>
      dated(async (connection, generation) => {
        const { q: _, ...others } = filters
        const { selected, ...resolved } = await resolveSelections(connection, others, concepts)
        const asked = { ...filters, ...resolved, selected }
        return entityPageOf(connection, filters, asked, window, generation)
      }),
  }
}
