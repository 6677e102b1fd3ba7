/** The frame of the HTML that `lodestone profile` writes: one file, no script, nothing loaded from anywhere. */
import { html, raw } from 'hono/html'
import { programVersion } from '../registry/bundled.ts'
import type { Html } from '../serve/views/text.ts'
import { REPORT_STYLE } from './harvest-style.ts'

const STYLE = `
.bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); }
td ul { margin: 0; padding-left: 1.1rem; }
`

/** A whole document. */
export const htmlPage = (title: string, lead: Html, sections: readonly Html[]): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(REPORT_STYLE)}${raw(STYLE)}</style>
</head>
<body><main>
<h1>${title}</h1>
<p>${lead}</p>
${sections}
<footer><p class="note">Made by Lodestone ${programVersion()}.</p></footer>
</main></body></html>
`)

/** A table that scrolls on narrow screens; numbers stand to the right. */
export const htmlTable = (
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly (string | number | Html)[])[],
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${titles.map((title, i) => html`<th scope="col" class="${typeof rows[0]?.[i] === 'number' ? 'number' : ''}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
  row =>
    html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${typeof cell === 'number' ? 'number' : ''}">${typeof cell === 'number' ? cell.toLocaleString('en-GB') : cell}</td>`))}</tr>`,
)}</tbody></table></div>`
