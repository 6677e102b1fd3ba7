/** /api/samples: the search, and one sample with its links, family, reports and records. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { ok } from '../../model/problem.ts'
import { HarvestedSchema, ValidationSchema } from '../api/answer-schemas.ts'
import { chosenMembers, fieldsAsked } from '../api/fields.ts'
import { DetailQuery, DetailSchema, IdParam, RecordQuery, SearchQuery, SearchSchema } from '../api-schema.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { type Answerer, type ApiDeps, describeRoute, parametersOf } from './api-answer.ts'
import { describeSample, recordSummary } from './description.ts'
import { recordsAsHarvested } from './harvested.ts'
import { mountSampleLinks } from './links-sample.ts'
import { recordsNamed, sampleNamed } from './naming.ts'
import { searchAnswer } from './search-answer.ts'

const tag = 'samples'
const search = describeRoute({
  path: '/api/samples',
  summary: 'Search samples, with facets',
  tag,
  schema: SearchSchema,
  query: SearchQuery,
})
const detail = describeRoute({
  path: '/api/samples/{id}',
  summary: 'One sample with statements, links and records',
  tag,
  schema: DetailSchema,
  params: IdParam,
  query: DetailQuery,
})
const validation = describeRoute({
  path: '/api/samples/{id}/validation',
  summary: 'Validation reports of the records',
  tag,
  schema: ValidationSchema,
  params: IdParam,
})
const record = describeRoute({
  path: '/api/samples/{id}/record',
  summary: 'The records as harvested: JSON, N-Quads, or one page with ?raw=URL',
  tag,
  schema: HarvestedSchema,
  params: IdParam,
  query: RecordQuery,
})

const DETAIL_FIELDS = Object.keys(DetailSchema.shape)

/** Mounts the routes of samples. */
export const mountSamples = (app: OpenAPIHono, deps: ApiDeps, answer: Answerer): void => {
  const { catalogue, archive } = deps
  app.openapi(search, c => answer(c, () => searchAnswer(c, catalogue)))
  app.openapi(detail, c =>
    answer(c, async () => {
      const fields = fieldsAsked(parametersOf(c), DETAIL_FIELDS)
      if (!fields.ok) return fields
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
      const chosen = fields.value && [...fields.value, 'generation']
      return ok({ generation, body: chosenMembers(body, chosen) })
    }),
  )
  mountSampleLinks(app, catalogue, answer)
  mountRecords(app, deps)
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
