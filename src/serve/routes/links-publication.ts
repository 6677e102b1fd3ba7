/** /api/publications/{id}/links: the samples that a publication is linked with, with the exact relation and who states it. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { PublicationLink } from '../../catalogue/link-publication.ts'
import { wholeNumber } from '../../catalogue/parameters.ts'
import { LINKSET_JSON, LINKSET_TEXT } from '../../links/linkset.ts'
import { ok } from '../../model/problem.ts'
import { LINK_PAGE, LinkPageQuery, PublicationLinksSchema } from '../api/link-schemas.ts'
import { statedLink } from '../api/stated.ts'
import { IdParam } from '../api-schema.ts'
import { type Answerer, describeRoute, nextOf, notFound, parametersOf } from './api-answer.ts'
import { answerLinkset, linksetAsked, publicationLinkset } from './links-set.ts'
import { entityNamed } from './naming-entities.ts'

const route = describeRoute({
  path: '/api/publications/{id}/links',
  summary: 'The samples of one publication, with the exact relation, who asserts it and when',
  description: `Each link is one that a sample states; \`inverse\` is how it reads from the publication. As a link set (RFC 9264) of both to clients that like ${LINKSET_JSON} or ${LINKSET_TEXT} better.`,
  tag: 'publications',
  schema: PublicationLinksSchema,
  params: IdParam,
  query: LinkPageQuery,
})

const pageOf = async (c: Context, catalogue: Catalogue) => {
  const parameters = parametersOf(c)
  const limit = wholeNumber(parameters, 'limit', LINK_PAGE.limit)
  if (!limit.ok) return limit
  const id = c.req.param('id') ?? ''
  const publication = await entityNamed(catalogue, 'publication', id)
  if (!publication) return notFound('publication', id, '; /api/publications?q= searches by title')
  const found = publication.value.id
  const cursor = parameters.get('cursor') || undefined
  const { generation, value } = await catalogue.publicationLinks(found, limit.value, cursor)
  if (!value.ok) return value
  const { links, total, cursor: rest } = value.value
  return ok({ generation, id: found, total, links, ...(rest !== undefined && { next: nextOf(c, rest) }) })
}

// The form that a sample's links have: seen from the publication, all of them are stated at the other end.
const linkOf = ({ sample, title, as, assertedBy, ...relation }: PublicationLink) => ({
  ...relation,
  direction: 'in',
  target: sample,
  kind: 'sample',
  ...(title !== undefined && { title }),
  as,
  assertedBy,
})

const statedOf = ({ sample, relation, as, assertedBy }: PublicationLink) =>
  statedLink(
    sample,
    relation,
    as,
    assertedBy.map(({ record }) => record),
  )

/** Mounts the route. */
export const mountPublicationLinks = (app: OpenAPIHono, catalogue: Catalogue, answer: Answerer): void => {
  app.openapi(route, async c => {
    const type = linksetAsked(c)
    if (type === undefined)
      return answer(c, async () => {
        const page = await pageOf(c, catalogue)
        if (page instanceof Response || !page.ok) return page
        const { generation, links } = page.value
        const body = { ...page.value, links: links.map(linkOf) }
        return ok({ generation, body, stated: () => links.flatMap(statedOf) })
      })
    const page = await pageOf(c, catalogue)
    if (page instanceof Response) return page
    return answerLinkset(
      c,
      type,
      page.ok ? ok({ ...page.value, set: publicationLinkset(page.value.links) }) : page,
    )
  })
}
