/** Linksets (RFC 9264), the way in which signposting publishes more links than fit into headers. */

import type { JsonValue } from '../model/json-ld-document.ts'
import type { Page } from '../model/page.ts'
import { decodeText } from './charset.ts'
import { parseAnchoredLinks } from './headers.ts'
import { isJsonLdType } from './html-blocks.ts'
import { parseJsonText } from './json-text.ts'
import { webUrl } from './web-url.ts'

/** Where one link of a linkset leads. */
export interface LinksetTarget {
  /** Absolute http(s) URL. */
  readonly url: string
  /** Media type as written, in lower case; empty when not said. */
  readonly type: string
  /** Relation type in lower case. */
  readonly rel: string
}

interface Link {
  readonly anchor: string | undefined
  readonly href: string
  readonly rel: string
  readonly type: string
}

// Links read of one linkset: that of a collection names every item.
const MAX_LINKS = 10_000

const record = (value: JsonValue | undefined): { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** RFC 9264, 4.2: `{"linkset": [{"anchor": …, "<relation>": [{"href": …, "type": …}]}]}`. */
function* linksOfJson(body: string): Generator<Link> {
  const reading = parseJsonText(body, { tolerant: false })
  if (!reading.ok) return
  for (const context of list(record(reading.json).linkset)) {
    const { anchor, ...relations } = record(context)
    for (const [rel, targets] of Object.entries(relations))
      for (const target of list(targets)) {
        const { href, type } = record(target)
        if (typeof href === 'string')
          yield { anchor: text(anchor), href, rel: rel.toLowerCase(), type: text(type)?.toLowerCase() ?? '' }
      }
  }
}

/** RFC 9264, 4.1: the grammar of the Link header field, with line breaks as white space. */
function* linksOfText(body: string): Generator<Link> {
  for (const { href, rel, type, anchor } of parseAnchoredLinks(body, MAX_LINKS))
    yield { anchor, href, rel, type: type ?? '' }
}

/** What two spellings of a page's address have in common: neither scheme nor a final slash nor a fragment tell pages apart. */
const essence = (url: string): string =>
  url
    .replace(/^https?:/i, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '')

/**
 * The links of a linkset whose context is `anchor` (an absolute URL), in the order in which they stand; relative
 * addresses are resolved against `base`, the linkset's own. Links without a context count as the page's, and when the
 * linkset knows only one context, under whatever name, it is the page (which has several: its DOI and its address).
 * At most 10,000 links are read. Anything that is no linkset, in JSON or in text form, has no links.
 */
export const readLinkset = (
  body: Uint8Array,
  mediaType: string,
  anchor: string,
  base: string = anchor,
): LinksetTarget[] => {
  const { text: content } = decodeText(body, undefined)
  const links: Link[] = []
  for (const link of mediaType === 'application/linkset' ? linksOfText(content) : linksOfJson(content))
    if (links.push(link) >= MAX_LINKS) break
  const resolve = (address: string): string | undefined => {
    const url = webUrl(address, { stage: 'hall', subject: anchor, base })
    return url.ok ? url.value : undefined
  }
  const contexts = new Set(links.map(link => essence(resolve(link.anchor ?? anchor) ?? '')))
  const wanted = essence(anchor)
  const about = (link: Link): boolean =>
    contexts.size === 1 || link.anchor === undefined || essence(resolve(link.anchor) ?? '') === wanted
  return links.filter(about).flatMap(({ href, rel, type }) => {
    const url = resolve(href)
    return url === undefined ? [] : [{ url, type, rel }]
  })
}

// In the order in which they are worth asking for: metadata first, then other forms of the page, then its content.
const RELATIONS = ['describedby', 'alternate', 'item']

/** The JSON-LD that a fetched linkset names for the page `anchor`: absolute URLs, the best first, without repetition. */
export const linksetTargets = (linkset: Page, anchor: string): string[] => {
  const targets = readLinkset(linkset.body, linkset.mediaType, anchor, linkset.finalUrl)
  const found = RELATIONS.flatMap(relation =>
    targets.filter(({ rel, type }) => rel === relation && isJsonLdType(type)).map(({ url }) => url),
  )
  return [...new Set(found)]
}
