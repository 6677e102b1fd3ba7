/** /api/samples/{id}/links, /family and /assertions: what a sample is connected with, and who says what of it. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { KINSHIPS } from '../../catalogue/families.ts'
import { refuse, wholeNumber } from '../../catalogue/parameters.ts'
import { LINKSET_JSON, LINKSET_TEXT } from '../../links/linkset.ts'
import { ok } from '../../model/problem.ts'
import { knownInstead } from '../../registry/nearest.ts'
import { LinksSchema } from '../api/answer-schemas.ts'
import { AssertionsSchema, FAMILY_PARAMETERS, FamilyQuery, KinSchema } from '../api/link-schemas.ts'
import { statedAssertions, statedKin, statedLinks } from '../api/stated.ts'
import { IdParam } from '../api-schema.ts'
import { type Answerer, describeRoute, nextOf, parametersOf } from './api-answer.ts'
import { answerLinkset, linksetAsked, linksetOf } from './links-set.ts'
import { sampleNamed } from './naming.ts'

const tag = 'samples'
const links = describeRoute({
  path: '/api/samples/{id}/links',
  summary: 'Links in both directions, with the exact relation, who asserts it and when',
  description: `As a link set (RFC 9264) to clients that like ${LINKSET_JSON} or ${LINKSET_TEXT} better.`,
  tag,
  schema: LinksSchema,
  params: IdParam,
})
const family = describeRoute({
  path: '/api/samples/{id}/family',
  summary: 'Ancestors, descendants and siblings at any distance',
  tag,
  schema: KinSchema,
  params: IdParam,
  query: FamilyQuery,
})
const assertions = describeRoute({
  path: '/api/samples/{id}/assertions',
  summary: 'What each record says of the sample, field by field, and where they disagree',
  tag,
  schema: AssertionsSchema,
  params: IdParam,
})

const familyAnswer = async (c: Context, catalogue: Catalogue, id: string) => {
  const parameters = parametersOf(c)
  const asked = parameters.get('of')
  if (asked === null) {
    const { generation, value } = await catalogue.family(id)
    const { counts: _, truncated: __, ...kin } = value
    return ok({ generation, body: { generation, id, ...value }, stated: () => statedKin(kin) })
  }
  const of = KINSHIPS.find(each => each === asked)
  if (!of) return refuse('of', asked, `unknown relatives${knownInstead(asked, KINSHIPS)}`)
  const limit = wholeNumber(parameters, 'limit', FAMILY_PARAMETERS.limit)
  if (!limit.ok) return limit
  const cursor = parameters.get('cursor')
  const { generation, value } = await catalogue.kin(id, { of, limit: limit.value, ...(cursor && { cursor }) })
  if (!value.ok) return value
  const { relatives, total, cursor: rest } = value.value
  const body = { generation, id, [of]: relatives, counts: { [of]: total }, truncated: rest !== undefined }
  return ok({
    generation,
    body: rest === undefined ? body : { ...body, next: nextOf(c, rest) },
    stated: () => statedKin({ [of]: relatives }),
  })
}

/** Mounts the three routes. */
export const mountSampleLinks = (app: OpenAPIHono, catalogue: Catalogue, answer: Answerer): void => {
  app.openapi(links, async c => {
    const find = async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      if (sample instanceof Response) return sample
      const { generation, value, total } = await catalogue.links(sample.value.id)
      return { generation, id: sample.value.id, total, links: value }
    }
    const type = linksetAsked(c)
    if (type === undefined)
      return answer(c, async () => {
        const found = await find()
        if (found instanceof Response) return found
        const { generation, id, links } = found
        return ok({ generation, body: found, stated: () => statedLinks(id, links) })
      })
    const found = await find()
    if (found instanceof Response) return found
    return answerLinkset(c, type, ok({ ...found, set: linksetOf(found.id, found.links) }))
  })
  app.openapi(family, c =>
    answer(c, async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      return sample instanceof Response ? sample : familyAnswer(c, catalogue, sample.value.id)
    }),
  )
  app.openapi(assertions, c =>
    answer(c, async () => {
      const sample = await sampleNamed(catalogue, c.req.param('id'))
      if (sample instanceof Response) return sample
      const { generation, value } = await catalogue.assertions(sample.value.id)
      const { id } = sample.value
      const body = { generation, id, assertions: value }
      return ok({ generation, body, stated: () => statedAssertions(id, value) })
    }),
  )
}
