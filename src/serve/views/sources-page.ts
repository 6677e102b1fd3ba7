/** /sources: who publishes, and how well it could be read. */
import { html } from 'hono/html'
import { searchBy } from './search-state.ts'
import { type SourceRow, sourceTable } from './source-table.ts'
import { count, type Html } from './text.ts'

/** A profile and how many samples meet it. */
export interface ProfileRow {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly samples: number
}

/** The page's content. */
export const sourcesPage = (
  sources: readonly SourceRow[],
  profiles: readonly ProfileRow[],
): Html => html`<h1>Sources</h1>
<p class="lead">Lodestone reads the landing pages and records that these agents publish. Each source has a page with its harvests.</p>
${sources.length === 0 ? html`<p class="empty">No source has been registered. Describe one in a <code>sources.yaml</code> and run <code>lodestone harvest</code>.</p>` : sourceTable(sources, true)}
<section aria-labelledby="meaning"><h2 id="meaning">What the columns mean</h2>
<dl class="details narrow">
<div><dt>Accepted</dt><dd>meets every rule of the kernel profile and is in the graph</dd></div>
<div><dt>Rejected</dt><dd>breaks such a rule: kept with its report, not in the graph</dd></div>
<div><dt>Unreadable</dt><dd>no graph could be made of the page</dd></div>
<div><dt>Withdrawn</dt><dd>the page is gone; what it said is kept</dd></div>
<div><dt>Coverage</dt><dd>the share of a page’s values that reached the graph, averaged</dd></div>
</dl></section>
<section aria-labelledby="profiles"><h2 id="profiles">Profiles</h2>
<p>Sets of rules (SHACL) that records are checked against. Only the kernel decides what is accepted; the others advise.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Profiles, scrolls sideways"><table class="stack"><caption class="unseen">Profiles and the samples that meet them</caption>
<thead><tr><th scope="col">Profile</th><th scope="col">What it asks for</th><th scope="col" class="number">Samples that meet it</th></tr></thead>
<tbody>${profiles.map(
  ({ id, title, description, samples }) =>
    html`<tr><th scope="row"><a href="/profiles/${encodeURIComponent(id)}">${title}</a></th><td>${description}</td><td class="number" data-name="Samples that meet it">${samples > 0 ? html`<a href="${searchBy('profile', id)}">${count(samples)}</a>` : 0}</td></tr>`,
)}</tbody></table></div></section>
<p class="note">The same as data: <a href="/api/sources">sources</a> · <a href="/api/profiles">profiles</a> · <a href="/api/vocabularies">vocabularies</a></p>`
