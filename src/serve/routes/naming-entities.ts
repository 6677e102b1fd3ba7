/** From the id in a path to the person, organisation or publication it names. */
import type { Catalogue, Dated } from '../../catalogue/catalogue.ts'
import type { Entity } from '../../catalogue/entities.ts'
import type { EntityKind } from '../../catalogue/facet-table.ts'
import { canonicalise } from '../../pid/identifiers.ts'

/** The entity with this identifier, as it is written or in another spelling; undefined when there is none. */
export const entityNamed = async (
  catalogue: Catalogue,
  kind: EntityKind,
  id: string,
): Promise<Dated<Entity> | undefined> => {
  const canonical = canonicalise(id)
  return (
    (await catalogue.entity(kind, id)) ??
    (canonical === undefined ? undefined : catalogue.entity(kind, canonical))
  )
}
