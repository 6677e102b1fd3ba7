/** /api/samples: the search, and one sample with its links, family, reports and records. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { parseSearch } from '../../catalogue/parameters.ts'
import { ok } from '../../model/problem.ts'
import { DetailSchema, FamilySchema, IdParam, OpenSchema, SearchQuery, SearchSchema } from '../api-schema.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { type Answerer, type ApiDeps, describeRoute, nextOf, parametersOf } from './api-answer.ts'
import { describeSample, recordSummary } from './description.ts'
import { recordsAsHarvested } from './harvested.ts'
import { recordsNamed, sampleNamed } from './naming.ts'

const tag = 'samples'
const search = describeRoute({
  path: '/api/samples',
  summary: 'Search samples, with facets',
  tag,
  schema: SearchSchema,
  query: SearchQuery,
})
const one = <P extends string>(
  path: P,
  summary: string,
  schema: typeof OpenSchema | typeof DetailSchema | typeof FamilySchema,
) => describeRoute({ path, summary, tag, schema, params: IdParam })
const detail = one('/api/samples/{id}', 'One sample with statements, links and records', DetailSchema)
const links = one(
  '/api/samples/{id}/links',
  'Links in both directions, with the exact relation and who asserts it',
  OpenSchema,
)
const family = one('/api/samples/{id}/family', 'Ancestors and descendants at any distance', FamilySchema)
const validation = one('/api/samples/{id}/validation', 'Validation reports of the records', OpenSchema)
const record = one(
  '/api/samples/{id}/record',
  'The records as harvested: JSON, N-Quads, or one page with ?raw=URL',
  OpenSchema,
)

/** Mounts the routes of samples. */
export const mountSamples = (app: OpenAPIHono, deps: ApiDeps, answer: Answerer): void => {
  const { catalogue, archive } = deps
  app.openapi(search, c =>
    answer(c, async () => {
      const request = parseSearch(parametersOf(c))
      if (!request.ok) return request
      const found = await catalogue.search(request.value)
      if (!found.ok) return found
      const { cursor, ...body } = found.value
      const next = cursor === undefined ? {} : { next: nextOf(c, cursor) }
      return ok({ generation: body.generation, body: { ...body, ...next } })
    }),
  )
  app.openapi(detail, c =>
    answer(c, async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      if (sample instanceof Response) return sample
      const { generation, value: item } = sample
      const [{ value: stated }, records] = await Promise.all([
        catalogue.links(item.id),
        archive.recordsOfSample(item.id),
      ])
      const body = {
        ...item,
        generation,
        links: stated,
        records: records.map(recordSummary),
        statements: describeSample(item.id, records),
      }
      return ok({ generation, body })
    }),
  )
  mountLinks(app, catalogue, answer)
  mountRecords(app, deps)
}

const mountLinks = (app: OpenAPIHono, catalogue: Catalogue, answer: Answerer): void => {
  app.openapi(links, c =>
    answer(c, async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      if (sample instanceof Response) return sample
      const { generation, value } = await catalogue.links(sample.value.id)
      return ok({ generation, body: { generation, id: sample.value.id, links: value } })
    }),
  )
  app.openapi(family, c =>
    answer(c, async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      if (sample instanceof Response) return sample
      const { generation, value } = await catalogue.family(sample.value.id)
      return ok({ generation, body: { generation, id: sample.value.id, ...value } })
    }),
  )
}

/** Names the generation that an answer shows at least: it was asked for before the records were. */
const dated = (answer: Response, generation: number): Response => {
  answer.headers.set(GENERATION_HEADER, String(generation))
  return answer
}

/** Reports and records come from the archive, which may be ahead of the catalogue: no ETag. */
const mountRecords = (app: OpenAPIHono, deps: ApiDeps): void => {
  app.openapi(validation, async c => {
    const generation = await deps.archive.generation()
    const found = await recordsNamed(deps, c.req.param('id'))
    if (found instanceof Response) return found
    const records = found.records.map(each => ({
      ...recordSummary(each),
      reports: each.reports,
      problems: each.problems,
      repairs: each.repairs,
    }))
    return dated(c.json({ id: found.id, records }), generation) as Response
  })
  app.openapi(record, async c => {
    const generation = await deps.archive.generation()
    const found = await recordsNamed(deps, c.req.param('id'))
    return found instanceof Response
      ? found
      : dated(await recordsAsHarvested(c, deps.archive, found), generation)
  })
}
