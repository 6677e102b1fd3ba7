/** /records/{url}: one record, as it came to be known: for mirrors and for who wants to know where a statement is from. */
import { html } from 'hono/html'
import type { StoredRecord } from '../../model/record.ts'
import { recordSection } from './sample-records.ts'
import { type Html, momentText, outward, samplePath } from './text.ts'

/** Samples linked from the page: a record may list thousands. */
const MAX_SAMPLES = 200

/** What the page shows. */
export interface RecordView {
  readonly record: StoredRecord
  readonly sourceName: (id: string) => string
  readonly profileTitle: (id: string) => string
  /** Paths of the record in other formats, by their names. */
  readonly formats: readonly { readonly path: string; readonly name: string; readonly type: string }[]
  /** xsd:dateTime in UTC at which it was withdrawn, when it was. */
  readonly gone?: string
}

const tombstone = ({ record, gone, sourceName }: RecordView): Html =>
  record.state === 'withdrawn'
    ? html`<p>This record was withdrawn${gone === undefined ? '' : html` on ${momentText(gone)}`}: ${record.withdrawnBecause ?? 'its source lists it no more'}. ${sourceName(record.source)} published it at ${outward(record.url, record.url)}. It no longer takes part in searches.</p>`
    : ''

/** The page's content. */
export const recordPage = (view: RecordView): Html => {
  const { record, sourceName, profileTitle, formats } = view
  const { samples } = record
  return html`<p class="crumbs"><a href="/sources/${encodeURIComponent(record.source)}">${sourceName(record.source)}</a></p>
<h1>${record.state === 'withdrawn' ? 'Withdrawn record' : 'Record'}</h1>
<p class="identifier">${record.url}</p>
${tombstone(view)}
<section aria-labelledby="samples"><h2 id="samples">${samples.length === 1 ? 'Its sample' : 'Its samples'}</h2>
<ul class="plain">${samples.slice(0, MAX_SAMPLES).map(sample => html`<li><a href="${samplePath(sample)}">${sample}</a></li>`)}</ul>
${samples.length > MAX_SAMPLES ? html`<p class="note">and ${samples.length - MAX_SAMPLES} more</p>` : ''}</section>
${recordSection([record], sourceName, profileTitle)}
${record.state === 'accepted' ? html`<section aria-labelledby="data"><h2 id="data">As data</h2><ul class="plain">${formats.map(({ path, name, type }) => html`<li><a href="${path}" type="${type}">${name}</a></li>`)}</ul></section>` : ''}`
}
