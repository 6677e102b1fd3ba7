/** The pages around the samples: the front page and the lists. */
import { html } from './html.ts'
import { anchor, page } from './page-frame.ts'
import type { Agent } from './sample-row.ts'
import { PATHS } from './site-paths.ts'

/** Samples per list page. */
export const LIST_LENGTH = 100

export interface ListedSample {
  /** Path from the site's root. */
  readonly path: string
  readonly name: string
  readonly identifier: string
  readonly kind: string
}

const pager = (number: number, count: number) =>
  html`<nav class="pager" aria-label="Pages">${number > 1 ? html`<a rel="prev" href="${number - 1}.html">Previous</a>` : undefined}<span>Page ${number} of ${count}</span>${number < count ? html`<a rel="next" href="${number + 1}.html">Next</a>` : undefined}</nav>`

/** One page of the list of all samples, numbered from 1. */
export const listPage = (
  agent: Agent,
  samples: readonly ListedSample[],
  number: number,
  count: number,
): string =>
  page({
    title: `Samples, page ${number} of ${count}`,
    agent,
    root: '../',
    content: html`<h1>All samples</h1>
${pager(number, count)}
<ul class="list">${samples.map(
      ({ path, name, identifier, kind }) =>
        html`<li><a href="../${path}">${name}</a><small>${identifier}</small>${kind === '' ? undefined : html`<small>${kind}</small>`}</li>\n`,
    )}</ul>
${pager(number, count)}`,
  })

/** The front page: who publishes, how many samples, where machines start. */
export const frontPage = (agent: Agent, samples: number): string =>
  page({
    title: 'Samples',
    ...(agent.description && { description: agent.description }),
    agent,
    root: '',
    content: html`<h1>${agent.name}</h1>
${agent.description ? html`<p class="lead">${agent.description}</p>` : undefined}
<p class="count"><a href="${PATHS.list(1)}"><strong>${samples.toLocaleString('en')}</strong> samples</a></p>
<section><h2>For machines</h2><dl>
<div><dt>Sitemap</dt><dd><a href="${PATHS.sitemapIndex}">${PATHS.sitemapIndex}</a></dd></div>
<div><dt>Metadata</dt><dd>JSON-LD in every landing page, and in a file beside it (linked by Signposting)</dd></div>
${agent.homepage ? html`<div><dt>Organisation</dt><dd>${anchor(agent.homepage, agent.homepage)}</dd></div>` : undefined}
</dl></section>`,
  })
