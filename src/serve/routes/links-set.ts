/** Links as link sets (RFC 9264): what leads away from a sample or publication, and what leads to it. */
import type { Context } from 'hono'
import type { PublicationLink } from '../../catalogue/link-publication.ts'
import type { Link } from '../../catalogue/links.ts'
import {
  LINKSET_JSON,
  LINKSET_TEXT,
  type LinksetLink,
  linksetJson,
  linksetText,
} from '../../links/linkset.ts'
import type { Result } from '../../model/problem.ts'
import { datacite } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { pageLinks } from '../api/page-links.ts'
import { chooseType } from './accept.ts'
import { refusal } from './api-answer.ts'
import { tagged } from './tagged.ts'

type Stated = Pick<Link, 'relation' | 'inverse' | 'title' | 'assertedBy'>

/** A statement that leads to a thing from another one, and the same read from the thing, whose title is that of the other. */
const bothWays = (thing: string, other: string, { relation, inverse, title, assertedBy }: Stated) => {
  const attributes = { 'asserted-by': assertedBy.map(({ record }) => record) }
  const back = { anchor: thing, href: other, ...(title !== undefined && { title }), attributes }
  return [
    { anchor: other, rel: relation, href: thing, attributes },
    ...(inverse === undefined ? [] : [{ ...back, rel: datacite(inverse).value }]),
  ]
}

/** A sample's links in the order of relation and target; links to texts that are no IRIs are left out, they lead nowhere. */
export const linksetOf = (sample: string, links: readonly Link[]): LinksetLink[] =>
  links
    .filter(({ target }) => isIri(target))
    .flatMap((link): LinksetLink[] => {
      const { relation, direction, target, title, assertedBy } = link
      if (direction === 'in') return bothWays(sample, target, link)
      const attributes = { 'asserted-by': assertedBy.map(({ record }) => record) }
      return [
        { anchor: sample, rel: relation, href: target, ...(title !== undefined && { title }), attributes },
      ]
    })

/** The links of one page of a publication: each as its sample states it, and as it is read from the publication. */
export const publicationLinkset = (links: readonly PublicationLink[]): LinksetLink[] =>
  links.filter(link => isIri(link.as)).flatMap(link => bothWays(link.as, link.sample, link))

/** The type of link set that a client likes better than JSON; undefined when it does not. */
export const linksetAsked = (c: Context): typeof LINKSET_JSON | typeof LINKSET_TEXT | undefined => {
  const offers = ['application/json', 'application/ld+json', LINKSET_JSON, LINKSET_TEXT] as const
  const type = chooseType(c.req.header('accept'), offers)
  return type === LINKSET_JSON || type === LINKSET_TEXT ? type : undefined
}

/** Links of one generation; `next` is the path of the page behind them. */
interface Found {
  readonly generation: number
  readonly set: readonly LinksetLink[]
  readonly next?: string
}

/** Answers with a link set, its ETag, and where there are pages, with the way to the next in the header. */
export const answerLinkset = (
  c: Context,
  type: typeof LINKSET_JSON | typeof LINKSET_TEXT,
  found: Result<Found>,
): Response => {
  if (!found.ok) return refusal(found.problem)
  const { generation, set, next } = found.value
  const text = type === LINKSET_JSON ? `${JSON.stringify(linksetJson(set))}\n` : linksetText(set)
  const link = pageLinks(c.req.url, next)
  const headers = { 'content-type': type, vary: 'Accept', ...(link !== undefined && { link }) }
  return tagged(c, text, headers, generation)
}
