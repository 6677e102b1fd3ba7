/** The page of a sample that was withdrawn: what is still known, since when it is gone, and why. */
import { html } from 'hono/html'
import { searchForm } from './search-page.ts'
import { type Html, momentText, outward } from './text.ts'

/** What the page shows; see `Gone` of routes/resolve-gone.ts. */
export interface TombstoneView {
  readonly id: string
  readonly name?: string
  readonly identifier?: string
  readonly landingPage?: string
  readonly records: readonly {
    readonly record: string
    readonly sourceName: string
    readonly because?: string
    readonly gone?: string
    readonly lastFetched: string
  }[]
}

/** The page's content. */
export const tombstonePage = ({
  id,
  name,
  identifier,
  landingPage,
  records,
}: TombstoneView): Html => html`<h1>This sample was withdrawn</h1>
<p><strong>${name ?? identifier ?? id}</strong></p>
<dl class="details narrow">
<div><dt>IRI</dt><dd>${outward(id, id)}</dd></div>
${identifier === undefined ? '' : html`<div><dt>As written</dt><dd>${identifier}</dd></div>`}
${landingPage === undefined ? '' : html`<div><dt>Last landing page</dt><dd>${outward(landingPage, landingPage)}</dd></div>`}
</dl>
<section aria-labelledby="gone"><h2 id="gone">Why it is gone</h2>
<ul class="records">${records.map(
  ({
    record,
    sourceName,
    because,
    gone,
    lastFetched,
  }) => html`<li class="record"><h3>${outward(record, record)}</h3>
<p>${sourceName}: ${because ?? 'no reason is known'}${gone === undefined ? '' : html`, ${momentText(gone)}`}. Last seen ${momentText(lastFetched)}.</p></li>`,
)}</ul>
<p>It no longer takes part in searches. <a href="/api/samples/${encodeURIComponent(id)}/record">What its records said last</a> is kept.</p></section>
${searchForm(new URLSearchParams())}`
