/** /sources and /about. */
import type { Context } from 'hono'
import { MAX_LIMIT } from '../../../catalogue/parameters.ts'
import { aboutPage } from '../../views/about-page.ts'
import { renderPage } from '../../views/layout.ts'
import { sourceRows } from '../../views/source-table.ts'
import { sourcesPage } from '../../views/sources-page.ts'
import { samplesPerProfile } from '../profiles-figures.ts'
import { EVERYTHING, isDemo, type PortalDeps } from './deps.ts'

/** Samples that each source has, by its id. */
export const samplesPerSource = async ({ catalogue }: PortalDeps): Promise<ReadonlyMap<string, number>> => {
  const { value } = await catalogue.facet('source', EVERYTHING, { limit: MAX_LIMIT })
  return new Map(value.values.map(each => [each.value, each.count]))
}

/** Renders the sources with their figures, and the profiles. */
export const sources = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const [statistics, samples, met] = await Promise.all([
    deps.archive.statistics(),
    samplesPerSource(deps),
    samplesPerProfile(deps.catalogue),
  ])
  const profiles = deps.profiles.map(({ id, title, description }) => ({
    id,
    title,
    description,
    samples: met.get(id) ?? 0,
  }))
  const body = sourcesPage(sourceRows(deps.sources, statistics, samples), profiles)
  return renderPage(c, isDemo(deps), {
    title: 'Sources',
    description:
      'Who publishes the samples, how many of their pages could be read, and under which licences.',
    body,
  })
}

/** Renders what programs and authors need to know. */
export const about = (c: Context, deps: PortalDeps): Promise<Response> => {
  const { generation } = deps.catalogue.status()
  const body = aboutPage(deps.config.base, generation, deps.config.queryTimeoutMs / 1000)
  return renderPage(c, isDemo(deps), {
    title: 'About & API',
    description: 'How to use and cite the graph: API, SPARQL endpoint, identifiers, quality and licences.',
    body,
  })
}
