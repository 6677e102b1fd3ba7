/** FAIR Signposting (signposting.org/FAIR): typed links of a thing, for headers (level 1) and link sets (level 2). */
import type { Link } from '../../catalogue/links.ts'
import type { LinksetLink } from '../../links/linkset.ts'
import { dcterms, schema, sosa } from '../../rdf/namespaces.ts'
import type { Citable } from '../citation/citable.ts'
import { uriReference } from '../headers.ts'
import { FORMATS, type FormatType } from './formats.ts'

/** Links of each kind in a header: clients and proxies refuse headers of more than some kilobytes. */
const MAX_IN_HEADER = 10
/** Characters of the whole header: proxies take eight kilobytes at most, and a record may name any long IRI. */
const MAX_HEADER = 6_000

/** A thing with its addresses; `base` is the public address without a trailing slash. */
export interface Signposted {
  readonly id: string
  readonly base: string
  /** Path of its page in the portal, and of its JSON. */
  readonly page: string
  readonly json: string
  readonly isSample: boolean
  /** What it can be had as besides HTML, JSON and link set. */
  readonly types: readonly FormatType[]
  readonly thing?: Citable
  /** A sample's links in both directions. */
  readonly links?: readonly Link[]
}

/** The path of a thing's metadata in a format. */
export const formatPath = (id: string, type: FormatType): string =>
  `/id/${encodeURIComponent(id)}?format=${FORMATS[type]}`

const isWeb = (iri: string | undefined): iri is string => iri !== undefined && /^https?:/.test(iri)

const pageOf = (base: string, id: string): string => `${base}/samples/${encodeURIComponent(id)}`

/** What it is part of, and what is part of it, as far as it is here. */
const family = ({ base, links = [], id }: Signposted) => {
  const parts = links.filter(
    ({ relation, kind }) => relation === dcterms('isPartOf').value && kind === 'sample',
  )
  const hrefs = (direction: Link['direction']) =>
    parts
      .filter(link => link.direction === direction && link.target !== id)
      .map(({ target }) => pageOf(base, target))
  return { collections: hrefs('out'), items: hrefs('in') }
}

type Relation = Pick<LinksetLink, 'rel' | 'href' | 'type'>

/** All links of the thing, in the order of the recipes of FAIR Signposting; `most` of each kind. */
const linksOf = (it: Signposted, most: number): Relation[] => {
  const { id, base, page, json, types, thing } = it
  const { collections, items } = family(it)
  const some = (rel: string, hrefs: readonly string[], type?: string): Relation[] =>
    hrefs.slice(0, most).map(href => ({ rel, href, ...(type !== undefined && { type }) }))
  return [
    ...some('author', (thing?.authors ?? []).map(({ iri }) => iri).filter(isWeb)),
    ...some('cite-as', [id].filter(isWeb)),
    { rel: 'alternate', href: `${base}${page}`, type: 'text/html' },
    { rel: 'describedby', href: `${base}${json}`, type: 'application/json' },
    ...types.map(type => ({ rel: 'describedby', href: `${base}${formatPath(id, type)}`, type })),
    ...some('item', items, 'text/html'),
    ...some('collection', collections, 'text/html'),
    ...some('license', (thing?.licences ?? []).filter(isWeb)),
    { rel: 'type', href: schema('AboutPage').value },
    ...(it.isSample ? [{ rel: 'type', href: sosa('Sample').value }] : []),
    {
      rel: 'linkset',
      href: `${base}${formatPath(id, 'application/linkset+json')}`,
      type: 'application/linkset+json',
    },
  ]
}

/** Level 1: the value of a Link header (RFC 8288). What makes it too long is left to the link set, which it always names. */
export const signpostHeader = (it: Signposted): string => {
  const written = linksOf(it, MAX_IN_HEADER).map(
    ({ rel, href, type }) =>
      `<${uriReference(href)}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`,
  )
  let left = MAX_HEADER - (written.at(-1)?.length ?? 0)
  return written
    .filter((link, index) => {
      if (index === written.length - 1) return true
      const fits = link.length + 2 <= left
      if (fits) left -= link.length + 2
      return fits
    })
    .join(', ')
}

/** Level 2: all links of the page, and of each metadata document back to what it describes (RFC 9264). */
export const signpostLinks = (it: Signposted): LinksetLink[] => {
  const anchor = `${it.base}${it.page}`
  const forth = linksOf(it, Number.POSITIVE_INFINITY).filter(
    ({ rel }) => rel !== 'linkset' && rel !== 'alternate',
  )
  return [
    ...forth.map(link => ({ anchor, ...link })),
    ...forth
      .filter(({ rel }) => rel === 'describedby')
      .map(({ href }) => ({ anchor: href, rel: 'describes', href: anchor, type: 'text/html' })),
  ]
}
