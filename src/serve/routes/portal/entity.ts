/** Pages of people, organisations and publications. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { EntityKind } from '../../../catalogue/facet-table.ts'
import { canonicalise } from '../../../pid/identifiers.ts'
import { entityPage } from '../../views/entity-page.ts'
import { renderPage } from '../../views/layout.ts'
import { entityPath, plural } from '../../views/text.ts'
import { EVERYTHING, isDemo, type PortalDeps, sourceNames } from './deps.ts'
import { notFoundPage } from './not-found.ts'

/** Samples listed on the page; the search has all. */
const SAMPLES_LISTED = 25

/** Groups of samples on the map: the whole world on half a page. */
const CLUSTER_ZOOM = 2

/** Shows the entity that a text names; other identifiers of it lead to its own address. */
export const entity = async (
  c: Context,
  deps: PortalDeps,
  kind: EntityKind,
  text: string,
): Promise<Response> => {
  const found =
    (await deps.catalogue.entity(kind, text)) ??
    (await deps.catalogue.entity(kind, canonicalise(text) ?? text))
  if (!found) return notFoundPage(c, deps, `${kind} “${text.slice(0, 200)}”`)
  const { id, name, samples: total } = found.value
  if (id !== text) return c.redirect(entityPath(kind, id), 302)
  const filters = { ...EVERYTHING, selected: { [kind]: [id] } }
  const [samples, clusters] = await Promise.all([
    deps.catalogue.search({
      ...{ ...filters, facets: [], facetLimit: 0, sort: 'identifier', limit: SAMPLES_LISTED },
    }),
    deps.catalogue.clusters(filters, CLUSTER_ZOOM),
  ])
  return renderPage(c, isDemo(deps), {
    title: name,
    description: `${plural(total, 'sample')} in connection with ${name}`,
    body: entityPage({
      kind,
      entity: found.value,
      samples: samples.ok ? samples.value.items : [],
      clusters,
      sourceName: sourceNames(deps),
    }),
    links: html`<link rel="canonical" href="${deps.config.base}${entityPath(kind, id)}"><link rel="alternate" type="application/json" href="/api${entityPath(kind, id)}">`,
  })
}
