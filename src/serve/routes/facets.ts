/** /api/facets: the values of one facet, searchable and paged. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Catalogue, Dated } from '../../catalogue/catalogue.ts'
import { readCursor, searchDigest, writeCursor } from '../../catalogue/cursor.ts'
import { FACET_NAMES, FACETS, type FacetName, isFacetName } from '../../catalogue/facet-table.ts'
import type { FacetCounts } from '../../catalogue/facets.ts'
import { WHOLE } from '../../catalogue/parameter-table.ts'
import { FILTER_PARAMETERS, onlyKnown, parseFilters, wholeNumber } from '../../catalogue/parameters.ts'
import { ok, type Result } from '../../model/problem.ts'
import { knownInstead } from '../../registry/nearest.ts'
import { FacetListSchema, FacetPageSchema } from '../api/answer-schemas.ts'
import { FacetParam, ValueQuery } from '../api-schema.ts'
import { type Answerer, type ApiDeps, describeRoute, nextOf, notFound, parametersOf } from './api-answer.ts'

const tag = 'facets'
const all = describeRoute({
  path: '/api/facets',
  summary: 'The facets there are',
  tag,
  schema: FacetListSchema,
})
const one = describeRoute({
  path: '/api/facets/{facet}',
  summary: 'Values of one facet with counts, searchable by name',
  tag,
  schema: FacetPageSchema,
  query: ValueQuery,
  params: FacetParam,
})

/** One page of a facet's values and the path of the next. */
export interface ValuePage extends Dated<FacetCounts> {
  readonly next?: string
}

/** Reads the page of values that a request asks for: `q` searches values, the other filters choose samples. */
export const valuesAsked = async (
  c: Context,
  catalogue: Catalogue,
  facet: FacetName,
): Promise<Result<ValuePage>> => {
  const parameters = parametersOf(c)
  const known = onlyKnown(parameters, [...FILTER_PARAMETERS, 'limit', 'cursor'])
  if (!known.ok) return known
  const asked = parseFilters(parameters)
  if (!asked.ok) return asked
  const limit = wholeNumber(parameters, 'limit', WHOLE.values)
  if (!limit.ok) return limit
  const { q, ...filters } = asked.value
  const search = searchDigest({ facet, ...asked.value })
  const cursor = parameters.get('cursor')
  const place = cursor ? readCursor(cursor, search) : undefined
  if (place && !place.ok) return place
  const offset = Math.max(0, Number(place?.value.after[0] ?? 0) || 0)
  const window = { limit: limit.value, offset, ...(q !== undefined && { q }) }
  const page = await catalogue.facet(facet, filters, window)
  const end = offset + page.value.values.length
  if (end >= page.value.total || page.value.values.length === 0) return ok(page)
  return ok({ ...page, next: nextOf(c, writeCursor({ search, after: [end], generation: page.generation })) })
}

/** Mounts the routes of facets. */
export const mountFacets = (app: OpenAPIHono, { catalogue }: ApiDeps, answer: Answerer): void => {
  app.openapi(all, c =>
    answer(c, async () => {
      const { generation } = catalogue.status()
      const facets = FACET_NAMES.map(name => ({ name, title: FACETS[name].title, kind: FACETS[name].kind }))
      return ok({ generation, body: { generation, facets } })
    }),
  )
  app.openapi(one, c =>
    answer(c, async () => {
      const facet = c.req.param('facet')
      if (!isFacetName(facet)) return notFound('facet', facet, knownInstead(facet, FACET_NAMES))
      const page = await valuesAsked(c, catalogue, facet)
      if (!page.ok) return page
      const { generation, value, next } = page.value
      return ok({ generation, body: { facet, generation, ...value, ...(next !== undefined && { next }) } })
    }),
  )
}
