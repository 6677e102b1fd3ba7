/** How to cite a sample: the citation, its formats, and an address to share. */
import { html } from 'hono/html'
import type { Citable } from '../citation/citable.ts'
import { CITATION_FORMATS, CITATION_TYPES } from '../citation/formats.ts'
import { citationText } from '../citation/text.ts'
import type { Html } from './text.ts'

/** A button that copies a text, shown where scripts run; `what` tells those who do not see what it stands beside. */
export const copyButton = (text: string, what: string): Html =>
  html` <button type="button" class="quiet copy" data-copy="${text}" aria-label="${`Copy ${what}`}" hidden>Copy</button>`

// A name that every file system takes.
const fileName = (id: string): string =>
  id
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 80) || 'sample'

/**
 * The section. `share` is the address that leads here from anywhere, `path` gives that of a format, `year` is as in
 * `datacite`.
 */
export const citeSection = (
  thing: Citable,
  {
    share,
    path,
    year,
  }: {
    readonly share: string
    readonly path: (type: (typeof CITATION_TYPES)[number]) => string
    readonly year: string
  },
): Html => {
  const text = citationText(thing)
  return html`<section aria-labelledby="cite"><h2 id="cite">Cite</h2>
<p class="citation">${text}${copyButton(text, 'the citation')}</p>
<ul class="plain">${CITATION_TYPES.map(type => {
    const { name, extension, write } = CITATION_FORMATS[type]
    return html`<li><a href="${path(type)}" type="${type}" download="${fileName(thing.id)}.${extension}">${name}</a>${copyButton(write(thing, year), name)}</li>`
  })}</ul>
<p>Share: <a href="${share}" class="identifier">${share}</a>${copyButton(share, 'the address to share')}</p></section>`
}
