/** Sets of links as documents of their own (RFC 9264): JSON and the text format of the Link header. */

/** One link of a set. `rel` is a registered name or an IRI; IRIs must be absolute. */
export interface LinksetLink {
  /** What the link leads away from. */
  readonly anchor: string
  readonly rel: string
  readonly href: string
  readonly title?: string
  /** Media type of the target. */
  readonly type?: string
  /** Extension attributes (RFC 9264, section 4.2.4.3): each a list of texts. Names are ASCII letters and digits. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
}

export const LINKSET_JSON = 'application/linkset+json'
export const LINKSET_TEXT = 'application/linkset'

/** A target object of RFC 9264, section 4.2.3. */
export interface LinksetTarget {
  readonly href: string
  readonly [attribute: string]: unknown
}

/** The JSON document of RFC 9264, section 4.2. */
export interface LinksetDocument {
  readonly linkset: readonly { readonly anchor: string; readonly [rel: string]: unknown }[]
}

const targetOf = ({ href, title, type, attributes = {} }: LinksetLink): LinksetTarget => ({
  href,
  ...(type !== undefined && { type }),
  ...(title !== undefined && { title }),
  ...attributes,
})

/** The links as RFC 9264 JSON: one context object per anchor, in it one list per relation, all in the order given. */
export const linksetJson = (links: readonly LinksetLink[]): LinksetDocument => {
  const contexts = new Map<string, Map<string, LinksetTarget[]>>()
  for (const link of links) {
    const relations = contexts.get(link.anchor) ?? new Map<string, LinksetTarget[]>()
    contexts.set(link.anchor, relations)
    // A relation called "anchor" would take the place of the context's own member.
    if (link.rel === 'anchor') continue
    const targets = relations.get(link.rel)
    if (targets) targets.push(targetOf(link))
    else relations.set(link.rel, [targetOf(link)])
  }
  return {
    linkset: [...contexts].map(([anchor, relations]) => ({ anchor, ...Object.fromEntries(relations) })),
  }
}

// RFC 3986: what may stand in a URI; the Link header knows no IRIs.
const asUri = (iri: string): string =>
  iri.replace(/[^\x21-\x7e]|[<>"{}|\\^`]/gu, character => encodeURIComponent(character))

// RFC 8187: any text in an attribute of a header field.
const extended = (text: string): string =>
  `UTF-8''${encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`

const attribute = (name: string, text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? `; ${name}="${text.replace(/["\\]/g, '\\$&')}"`
    : `; ${name}*=${extended(text)}`

/** The links in the text format of RFC 9264, section 4.1: Link header values, one a line, with explicit anchors. */
export const linksetText = (links: readonly LinksetLink[]): string =>
  links
    .map(({ anchor, rel, href, title, type, attributes = {} }) =>
      [
        `<${asUri(href)}>`,
        attribute('rel', asUri(rel)),
        attribute('anchor', asUri(anchor)),
        type === undefined ? '' : attribute('type', type),
        title === undefined ? '' : attribute('title', title),
        ...Object.entries(attributes).flatMap(([name, texts]) => texts.map(text => attribute(name, text))),
      ].join(''),
    )
    .join(',\n')
    .concat(links.length > 0 ? '\n' : '')
