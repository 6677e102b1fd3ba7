/** /sources and /about. */
import type { Context } from 'hono'
import { aboutPage } from '../../views/about-page.ts'
import { renderPage } from '../../views/layout.ts'
import { sourceRows } from '../../views/source-table.ts'
import { sourcesPage } from '../../views/sources-page.ts'
import { EVERYTHING, isDemo, type PortalDeps } from './deps.ts'

/** Renders the sources with their figures, and the profiles. */
export const sources = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const [statistics, bySource, byProfile] = await Promise.all([
    deps.archive.statistics(),
    deps.catalogue.facet('source', EVERYTHING, { limit: 1_000 }),
    deps.catalogue.facet('profile', EVERYTHING, { limit: 1_000 }),
  ])
  const samples = new Map(bySource.value.values.map(({ value, count }) => [value, count]))
  const met = new Map(byProfile.value.values.map(({ value, count }) => [value, count]))
  const profiles = deps.profiles.map(({ id, title, description }) => ({
    id,
    title,
    description,
    samples: met.get(id) ?? 0,
  }))
  const body = sourcesPage(sourceRows(deps.sources, statistics, samples), profiles)
  return renderPage(c, isDemo(deps), { title: 'Sources', body })
}

/** Renders what programs and authors need to know. */
export const about = (c: Context, deps: PortalDeps): Promise<Response> => {
  const { generation } = deps.catalogue.status()
  const body = aboutPage(deps.config.base, generation, deps.config.queryTimeoutMs / 1000)
  return renderPage(c, isDemo(deps), { title: 'About & API', body })
}
