/** Samples as a list. */
import { html } from 'hono/html'
import type { Labelled, SampleItem } from '../../catalogue/item.ts'
import { searchBy } from './search-state.ts'
import { type Html, period, plural, samplePath } from './text.ts'

const labels = (concepts: readonly Labelled[]): string =>
  [...new Set(concepts.map(({ label }) => label))].slice(0, 3).join(', ')

const row = (term: string, value: Html | string): Html =>
  value === '' ? '' : html`<div><dt>${term}</dt><dd>${value}</dd></div>`

/** Status of a sample where it is not the ordinary one. */
export const statusBadge = (status: string): Html =>
  status === 'registered' ? '' : html` <span class="badge status-${status}">${status}</span>`

const people = ({ people: involved }: SampleItem): string => {
  const names = [...new Set(involved.map(({ name }) => name))]
  return names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`
    : names.join(', ')
}

/** One sample with what tells it from others. */
export const resultCard = (item: SampleItem, sourceName: (id: string) => string): Html => {
  const publications = new Set(item.publications.map(({ id }) => id)).size
  return html`<li class="result">
<h3><a href="${samplePath(item.id)}">${item.name ?? item.identifier}</a>${statusBadge(item.status)}${item.collection ? html` <span class="badge">collection</span>` : ''}</h3>
<p class="identifier">${item.identifier}</p>
<dl class="facts">
${row('Material', labels(item.materials))}
${row('Type', labels(item.objectTypes))}
${row('Place', item.place ?? '')}
${row('Collected', item.collected ? period(item.collected) : '')}
${row('People', people(item))}
${row('Source', html`<a href="${searchBy('source', item.source)}">${sourceName(item.source)}</a>`)}
${row('Linked', publications > 0 ? plural(publications, 'publication') : '')}
</dl></li>`
}
