/** /api/people, /api/organisations, /api/publications: the other side of the samples' links. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { ENTITY_SORTS, type EntityWindow } from '../../catalogue/entity-list.ts'
import type { EntityKind } from '../../catalogue/facet-table.ts'
import { WHOLE } from '../../catalogue/parameter-table.ts'
import { parseFilters, refuse, wholeNumber } from '../../catalogue/parameters.ts'
import type { Filters } from '../../catalogue/query.ts'
import { ok, type Result } from '../../model/problem.ts'
import { knownInstead } from '../../registry/nearest.ts'
import { EntityQuery, EntitySchema, IdParam, ListSchema, SearchQuery, SearchSchema } from '../api-schema.ts'
import { type Answerer, type ApiDeps, describeRoute, nextOf, notFound, parametersOf } from './api-answer.ts'
import { mountPublicationLinks } from './links-publication.ts'
import { entityNamed } from './naming-entities.ts'
import { searchAnswer } from './search-answer.ts'

/** Path of each kind of entity. */
export const ENTITY_PATHS = {
  person: 'people',
  organisation: 'organisations',
  publication: 'publications',
} as const satisfies Record<EntityKind, string>

const routesOf = (kind: EntityKind) => {
  const tag = ENTITY_PATHS[kind]
  return {
    list: describeRoute({
      path: `/api/${tag}`,
      summary: `All ${tag} with the number of their samples`,
      tag,
      schema: ListSchema,
      query: EntityQuery,
    }),
    one: describeRoute({
      path: `/api/${tag}/{id}`,
      summary: `One ${kind}`,
      tag,
      schema: EntitySchema,
      params: IdParam,
    }),
    samples: describeRoute({
      path: `/api/${tag}/{id}/samples`,
      summary: `Search among the samples of one ${kind}`,
      tag,
      schema: SearchSchema,
      params: IdParam,
      query: SearchQuery,
    }),
  }
}

/** What the parameters of a list ask for. */
const readWindow = (
  parameters: URLSearchParams,
  kind: EntityKind,
): Result<{ filters: Filters; window: EntityWindow }> => {
  const filters = parseFilters(parameters)
  if (!filters.ok) return filters
  const limit = wholeNumber(parameters, 'limit', WHOLE.values)
  if (!limit.ok) return limit
  const order = parameters.get('sort') ?? '-samples'
  const sort = ENTITY_SORTS.find(each => each === order)
  if (!sort) return refuse('sort', order, `unknown order${knownInstead(order, ENTITY_SORTS)}`)
  const cursor = parameters.get('cursor')
  return ok({ filters: filters.value, window: { kind, sort, limit: limit.value, ...(cursor && { cursor }) } })
}

/** Mounts the routes of one kind of entity. */
const mountKind = (app: OpenAPIHono, kind: EntityKind, { catalogue }: ApiDeps, answer: Answerer): void => {
  const { list, one, samples } = routesOf(kind)
  app.openapi(list, c =>
    answer(c, async () => {
      const asked = readWindow(parametersOf(c), kind)
      if (!asked.ok) return asked
      const { generation, value } = await catalogue.entities(asked.value.filters, asked.value.window)
      if (!value.ok) return value
      const { entities: items, total, cursor } = value.value
      const next = cursor === undefined ? {} : { next: nextOf(c, cursor) }
      return ok({ generation, body: { generation, total, items, ...next } })
    }),
  )
  app.openapi(one, c =>
    answer(c, async () => {
      const id = c.req.param('id')
      const entity = await entityNamed(catalogue, kind, id)
      if (!entity) return notFound(kind, id, `; /api/${ENTITY_PATHS[kind]}?q= searches by name`)
      return ok({ generation: entity.generation, body: { generation: entity.generation, ...entity.value } })
    }),
  )
  app.openapi(samples, c =>
    answer(c, async () => {
      const id = c.req.param('id')
      const entity = await entityNamed(catalogue, kind, id)
      if (!entity) return notFound(kind, id)
      return searchAnswer(c, catalogue, request => {
        // The two lists could only be joined by OR, which is not what anybody means here.
        const given = request.selected[kind]?.[0]
        return given === undefined
          ? ok({ ...request, selected: { ...request.selected, [kind]: [entity.value.id] } })
          : refuse(
              kind,
              given,
              `this address chooses the ${kind} already; search in /api/samples for several`,
            )
      })
    }),
  )
}

/** Mounts the routes of all kinds of entities. */
export const mountEntities = (app: OpenAPIHono, deps: ApiDeps, answer: Answerer): void => {
  for (const kind of Object.keys(ENTITY_PATHS) as EntityKind[]) mountKind(app, kind, deps, answer)
  mountPublicationLinks(app, deps.catalogue, answer)
}
