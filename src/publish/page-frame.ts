/** The frame that every page of a published site stands in. */
import { Html, html } from './html.ts'
import type { Agent } from './sample-row.ts'

export interface Frame {
  readonly title: string
  readonly description?: string
  readonly agent: Agent
  /** Relative way to the site's root: empty, or `../`. */
  readonly root: '' | '../'
  /** Signposting and other elements for the head. */
  readonly head?: Html
  readonly content: Html
  /** BCP 47 tag of the title; the page's own words are English. */
  readonly language?: string
}

const demoNotice = html`<p class="demo" role="note"><strong>Demo data.</strong> Every sample, person and organisation on this site is made up.</p>`

/**
 * A whole page. Links elements stand one per line in the head (a server reads them back). The policy forbids scripts
 * and anything from elsewhere: what came in through the table cannot run.
 */
export const page = (frame: Frame): string => {
  const { agent, root } = frame
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<title>${frame.title} – ${agent.name}</title>
${frame.description ? html`<meta name="description" content="${frame.description.slice(0, 300)}">` : undefined}
<link rel="stylesheet" href="${root}assets/site.css">
${frame.head}
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar"><div class="wide"><a class="home" href="${root}index.html">${agent.name}</a>
<nav aria-label="Site"><a href="${root}list/1.html">All samples</a></nav></div></header>
${agent.demo ? demoNotice : undefined}
<main id="content" class="wide">
${frame.content}
</main>
<footer class="wide"><p>${agent.ror ? html`<a href="${agent.ror}">${agent.name}</a>` : agent.name}${agent.email ? html` · <a href="mailto:${agent.email}">${agent.email}</a>` : undefined} · Published with Lodestone</p></footer>
</body>
</html>
`.text
}

/** A link, when the address is one for the web; otherwise just the text. Keeps `javascript:` and the like out. */
export const anchor = (href: string | undefined, text: string): Html =>
  href !== undefined && /^https?:\/\//.test(href) ? html`<a href="${href}">${text}</a>` : html`${text}`

/** A term and what it says, for a description list; nothing when there is nothing to say. */
export const fact = (term: string, values: readonly (Html | string)[]): Html | undefined =>
  values.length === 0
    ? undefined
    : html`<div><dt>${term}</dt>${values.map(value => html`<dd>${value}</dd>`)}</div>`

/** A titled group of facts; nothing when all are absent. */
export const facts = (title: string, entries: readonly (Html | undefined)[]): Html | undefined => {
  const given = entries.filter(entry => entry instanceof Html)
  return given.length === 0
    ? undefined
    : html`<section><h2>${title}</h2><dl>${given.map(entry => html`${entry}\n`)}</dl></section>\n`
}
