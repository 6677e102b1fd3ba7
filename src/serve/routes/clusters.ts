/** /api/clusters and /api/timeline: samples in space and time, for maps and histograms. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { MAX_ZOOM } from '../../catalogue/clusters.ts'
import {
  FILTER_PARAMETERS,
  onlyKnown,
  parseFilters,
  refuse,
  wholeNumber,
} from '../../catalogue/parameters.ts'
import { INTERVALS, type Interval } from '../../catalogue/timeline.ts'
import { ok } from '../../model/problem.ts'
import { ClustersSchema, TimelineSchema } from '../api/answer-schemas.ts'
import { ClusterQuery, TimelineQuery } from '../api-schema.ts'
import { type Answerer, type ApiDeps, describeRoute, parametersOf } from './api-answer.ts'

const GEOJSON = 'application/geo+json'
const clusters = describeRoute({
  path: '/api/clusters',
  summary: 'Located samples grouped on a grid, as GeoJSON',
  tag: 'samples',
  schema: ClustersSchema,
  query: ClusterQuery,
  type: GEOJSON,
})
const timeline = describeRoute({
  path: '/api/timeline',
  summary: 'Samples by time of collection; each bar counts what its `collected` would find',
  tag: 'samples',
  schema: TimelineSchema,
  query: TimelineQuery,
})

const isInterval = (text: string): text is Interval => Object.hasOwn(INTERVALS, text)

/** Mounts both routes. */
export const mountClusters = (app: OpenAPIHono, { catalogue }: ApiDeps, answer: Answerer): void => {
  app.openapi(clusters, c =>
    answer(
      c,
      async () => {
        const parameters = parametersOf(c)
        const known = onlyKnown(parameters, [...FILTER_PARAMETERS, 'zoom'])
        if (!known.ok) return known
        const filters = parseFilters(parameters)
        if (!filters.ok) return filters
        const zoom = wholeNumber(parameters, 'zoom', { least: 0, most: MAX_ZOOM, preset: 1 })
        if (!zoom.ok) return zoom
        const body = await catalogue.clusters(filters.value, zoom.value)
        return ok({ generation: body.generation, body: { ...body } })
      },
      GEOJSON,
    ),
  )
  app.openapi(timeline, c =>
    answer(c, async () => {
      const parameters = parametersOf(c)
      const known = onlyKnown(parameters, [...FILTER_PARAMETERS, 'interval'])
      if (!known.ok) return known
      const filters = parseFilters(parameters)
      if (!filters.ok) return filters
      const interval = parameters.get('interval') ?? undefined
      if (interval !== undefined && !isInterval(interval)) {
        return refuse('interval', interval, `must be one of ${Object.keys(INTERVALS).join(', ')}`)
      }
      const found = await catalogue.timeline(filters.value, interval)
      return found.ok ? ok({ generation: found.value.generation, body: { ...found.value } }) : found
    }),
  )
}
