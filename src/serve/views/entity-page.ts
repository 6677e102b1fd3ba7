/** The page of a person, organisation or publication: its names, identifiers, samples, and who else has to do with them. */
import { html } from 'hono/html'
import type { Entity } from '../../catalogue/entities.ts'
import type { Companion } from '../../catalogue/entity-around.ts'
import type { EntityKind } from '../../catalogue/facet-table.ts'
import type { SampleItem } from '../../catalogue/item.ts'
import { identify } from '../../pid/identifiers.ts'
import { searchBy } from './search-state.ts'
import { count, entityPath, type Html, outward, plural, samplePath } from './text.ts'

/** Everything that the page shows. `samples` are the first of them, in the order of their identifiers. */
export interface EntityView {
  readonly kind: EntityKind
  readonly entity: Entity
  readonly samples: readonly SampleItem[]
  readonly sourceName: (id: string) => string
}

const HEADINGS: Readonly<Record<EntityKind, string>> = {
  person: 'People',
  organisation: 'Organisations',
  publication: 'Publications and data',
}

const bySource = (sources: Readonly<Record<string, number>>, sourceName: (id: string) => string): string =>
  Object.entries(sources)
    .map(([source, samples]) => `${sourceName(source)} ${count(samples)}`)
    .join(', ')

const companions = (kind: EntityKind, title: string, all: readonly Companion[]): Html =>
  all.length === 0
    ? ''
    : html`<h3>${title}</h3><ul class="plain">${all.map(
        ({ id, name, samples }) =>
          html`<li><a href="${entityPath(kind, id)}">${name}</a> <span class="note">${plural(samples, 'sample')} in common</span></li>`,
      )}</ul>`

const relationsOf = (sample: SampleItem, id: string, kind: EntityKind): string => {
  if (kind === 'publication')
    return sample.publications
      .filter(each => each.id === id)
      .map(({ relation }) => relation.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
      .join(', ')
  const involved = kind === 'person' ? sample.people : sample.organisations
  return involved.find(each => each.id === id)?.roles.join(', ') ?? ''
}

const sampleList = ({ kind, entity, samples }: EntityView): Html => html`<section aria-labelledby="samples">
<h2 id="samples">${plural(entity.samples, 'sample')}</h2>
<p><a href="${searchBy(kind, entity.id)}">All on the map, with filters</a></p>
<ul class="plain">${samples.map(
  sample =>
    html`<li><a href="${samplePath(sample.id)}">${sample.name ?? sample.identifier}</a> <span class="identifier">${sample.identifier}</span> <span class="note">${relationsOf(sample, entity.id, kind)}</span></li>`,
)}</ul>
${entity.samples > samples.length ? html`<p class="note">${count(entity.samples - samples.length)} more are in the search.</p>` : ''}</section>`

const citation = ({ entity }: EntityView): Html => {
  const known = identify(entity.id)
  return html`<div><dt>To cite</dt><dd>${entity.name}${/[.?!]$/.test(entity.name) ? '' : '.'} ${outward(entity.id, known?.scheme === 'doi' ? entity.id : (known?.display ?? entity.id))}</dd></div>`
}

const facts = (view: EntityView): Html => {
  const { entity, sourceName, kind } = view
  return html`<dl class="details">
<div><dt>Identifiers</dt>${entity.identifiers.map(id => html`<dd>${outward(id, identify(id)?.display ?? id)}</dd>`)}</div>
${entity.spellings.length > 1 ? html`<div><dt>Names that records use</dt>${entity.spellings.map(({ name, sources }) => html`<dd>${name} <span class="note">${bySource(sources, sourceName)}</span></dd>`)}</div>` : ''}
<div><dt>Samples by source</dt><dd>${bySource(entity.sources, sourceName)}</dd></div>
${entity.years ? html`<div><dt>Collected</dt><dd>${entity.years.from === entity.years.to ? String(entity.years.from) : `${entity.years.from} – ${entity.years.to}`}</dd></div>` : ''}
${entity.bbox ? html`<div><dt>Area</dt><dd><a href="${`${searchBy(kind, entity.id)}&bbox=${entity.bbox.join(',')}`}">${entity.bbox.map(each => each.toFixed(1)).join(', ')}</a> <span class="note">west, south, east, north</span></dd></div>` : ''}
${kind === 'publication' ? citation(view) : ''}</dl>`
}

/** The page's content. */
export const entityPage = (view: EntityView): Html => {
  const { kind, entity } = view
  return html`<p class="crumbs"><a href="/search">Samples</a> · ${HEADINGS[kind]}</p>
<h1>${entity.name} <span class="badge">${entity.type}</span></h1>
<div class="sample"><div>
${facts(view)}
${sampleList(view)}
</div>
<aside aria-label="Connections and data">
<section aria-labelledby="around"><h2 id="around">In connection with the same samples</h2>
${companions('person', 'People', entity.people)}
${companions('organisation', 'Organisations', entity.organisations)}
${companions('publication', 'Publications', entity.publications)}</section>
<section aria-labelledby="data"><h2 id="data">As data</h2><ul class="plain">
<li><a href="/api${entityPath(kind, entity.id)}">JSON</a></li>
${kind === 'publication' ? html`<li><a href="/api/links?publication=${encodeURIComponent(entity.id)}">Scholix links</a></li>` : ''}
</ul></section></aside></div>`
}
