/** FAIR Signposting (signposting.org/FAIR), level 1: typed links of a landing page, as elements and as a Link header. */
import { schema } from '../rdf/namespaces.ts'
import { Html, html } from './html.ts'
import type { SampleRow, Surroundings } from './sample-row.ts'

export interface SignpostingLink {
  readonly rel: string
  readonly href: string
  readonly type?: string
}

/** More `item` links than this make headers that servers refuse; the JSON-LD lists them all. */
const MAX_ITEMS = 50

const isWebAddress = (text: string | undefined): text is string =>
  text !== undefined && /^https?:\/\//.test(text)

/** The links of one landing page; `jsonLdUrl` is undefined when there is no metadata file. */
export const signpostingLinks = (
  sample: SampleRow,
  around: Surroundings,
  described: { readonly type: string; readonly jsonLdUrl: string | undefined },
): SignpostingLink[] => {
  const orcids = sample.collectors.flatMap(collector => collector.iri ?? [])
  const { collection } = around
  return [
    { rel: 'canonical', href: around.pageUrl },
    { rel: 'cite-as', href: sample.identifier.iri },
    ...(described.jsonLdUrl
      ? [{ rel: 'describedby', href: described.jsonLdUrl, type: 'application/ld+json' }]
      : []),
    { rel: 'type', href: schema('AboutPage').value },
    { rel: 'type', href: described.type },
    ...orcids.map(href => ({ rel: 'author', href })),
    ...(isWebAddress(sample.licence) ? [{ rel: 'license', href: sample.licence }] : []),
    ...(collection ? [{ rel: 'collection', href: collection.page ?? collection.iri }] : []),
    ...around.children.slice(0, MAX_ITEMS).map(child => ({
      rel: 'item',
      href: child.page ?? child.iri,
      ...(child.page && { type: 'text/html' }),
    })),
  ]
}

/** The links as elements for the page's head. */
export const linkElements = (links: readonly SignpostingLink[]): Html =>
  new Html(
    links
      .map(({ rel, href, type }) =>
        type
          ? html`<link rel="${rel}" href="${href}" type="${type}">`.text
          : html`<link rel="${rel}" href="${href}">`.text,
      )
      .join('\n'),
  )

/** The links as the value of a `Link` header (RFC 8288); non-ASCII characters are percent-encoded. */
export const linkHeader = (links: readonly SignpostingLink[]): string =>
  links
    .map(({ rel, href, type }) => {
      const target = href.replaceAll(/[^\x21-\x7e]|[<>]/gu, encodeURIComponent)
      return `<${target}>; rel="${rel}"${type ? `; type="${type}"` : ''}`
    })
    .join(', ')

const withoutEntities = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** Reads the link elements back from a page made by `linkElements`: what a server needs to send them as a header. */
export const linksOfPage = (page: string): SignpostingLink[] => {
  const head = page.slice(0, page.indexOf('</head>'))
  return [...head.matchAll(/^<link rel="([^"]*)" href="([^"]*)"(?: type="([^"]*)")?>$/gm)].map(
    ([, rel = '', href = '', type]) => ({
      rel,
      href: withoutEntities(href),
      ...(type && { type }),
    }),
  )
}
