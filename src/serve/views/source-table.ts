/** Sources with what became of their pages. */
import { html } from 'hono/html'
import type { SourceStatistics } from '../../archive/archive.ts'
import type { Source } from '../../model/source.ts'
import { shareBar } from './bars.ts'
import { searchBy } from './search-state.ts'
import { count, type Html, licenceName, momentText, outward, percent } from './text.ts'

/** A source of the registry, or one that is only in the archive any more, with its figures. */
export interface SourceRow {
  readonly id: string
  readonly name: string
  readonly source?: Source
  readonly statistics?: SourceStatistics
  readonly samples: number
}

/** Joins registry, archive and catalogue: every source that any of them knows, by id. */
export const sourceRows = (
  sources: readonly Source[],
  statistics: readonly SourceStatistics[],
  samples: ReadonlyMap<string, number>,
): SourceRow[] =>
  [...new Set([...sources.map(({ id }) => id), ...statistics.map(({ source }) => source)])].sort().map(id => {
    const source = sources.find(each => each.id === id)
    const figures = statistics.find(each => each.source === id)
    return {
      id,
      name: source?.name ?? id,
      samples: samples.get(id) ?? 0,
      ...(source && { source }),
      ...(figures && { statistics: figures }),
    }
  })

const number = (name: string, value: number | undefined): Html =>
  html`<td class="number" data-name="${name}">${value === undefined ? '–' : count(value)}</td>`

const coverage = (share: number | undefined): Html =>
  share === undefined
    ? html`<td data-name="Coverage">–</td>`
    : html`<td class="measure" data-name="Coverage">${shareBar(share)}<span>${percent(share)}</span></td>`

const row = ({ id, name, samples, source, statistics: figures }: SourceRow, full: boolean): Html => html`<tr>
<th scope="row"><a href="/sources/${encodeURIComponent(id)}">${name}</a>${source?.demo ? html` <span class="badge">demo</span>` : ''}${full ? html`<span class="sub">${outward(source?.homepage, source?.homepage?.replace(/^https?:\/\//, '') ?? '')}</span>` : ''}</th>
<td class="number" data-name="Samples"><a href="${searchBy('source', id)}">${count(samples)}</a></td>${full ? number('Pages listed', figures?.listed) : ''}${number('Accepted', figures?.accepted)}${number('Rejected', figures?.rejected)}${number('Unreadable', figures?.unreadable)}${full ? number('Withdrawn', figures?.withdrawn) : ''}
${coverage(figures?.coverage)}
${full ? html`<td data-name="Licence">${outward(source?.licence, source?.licence === undefined ? 'not stated' : licenceName(source.licence))}</td><td data-name="Last visited">${figures?.lastVisited ? momentText(figures.lastVisited) : 'never'}</td>` : ''}</tr>`

/** The table; `full` adds what the page of sources explains. */
export const sourceTable = (
  rows: readonly SourceRow[],
  full: boolean,
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Sources, scrolls sideways">
<table class="sources stack">
<caption class="unseen">Sources and what became of their pages</caption>
<thead><tr><th scope="col">Source</th><th scope="col" class="number">Samples</th>${full ? html`<th scope="col" class="number">Pages listed</th>` : ''}<th scope="col" class="number">Accepted</th><th scope="col" class="number">Rejected</th><th scope="col" class="number">Unreadable</th>${full ? html`<th scope="col" class="number">Withdrawn</th>` : ''}<th scope="col">Coverage</th>${full ? html`<th scope="col">Licence</th><th scope="col">Last visited</th>` : ''}</tr></thead>
<tbody>${rows.map(each => row(each, full))}</tbody>
</table></div>`
