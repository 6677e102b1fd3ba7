/** /sources/{id}: the harvests of one source, for people. */
import type { Context } from 'hono'
import { didYouMean } from '../../../registry/nearest.ts'
import { renderPage } from '../../views/layout.ts'
import { sourcePage } from '../../views/source-page.ts'
import { sourceRows } from '../../views/source-table.ts'
import { isDemo, type PortalDeps } from './deps.ts'
import { noSuchSource } from './not-found.ts'
import { samplesPerSource } from './registry.ts'

/** Harvests that the charts show. */
const MOST_RUNS = 60

/** Renders one source with its harvests; one that there is not is a page with status 404 that names the nearest. */
export const source = async (c: Context, deps: PortalDeps, id: string): Promise<Response> => {
  const [statistics, samples] = await Promise.all([deps.archive.statistics(), samplesPerSource(deps)])
  const rows = sourceRows(deps.sources, statistics, samples)
  const row = rows.find(each => each.id === id)
  if (!row)
    return noSuchSource(
      c,
      deps,
      id,
      didYouMean(
        id,
        rows.map(each => each.id),
      ),
    )
  // An archive that keeps no history has no runs.
  const runs = (await deps.archive.runs?.(id, MOST_RUNS)) ?? []
  return renderPage(c, isDemo(deps), {
    title: row.name,
    description: `How the harvests of ${row.name} went, and what would make its records better.`.slice(
      0,
      200,
    ),
    body: sourcePage(row, runs),
  })
}
