/** The page of a person, organisation or publication: its names, identifiers, samples, and who else has to do with them. */
import { html } from 'hono/html'
import type { Clusters } from '../../catalogue/clusters.ts'
import type { Entity } from '../../catalogue/entities.ts'
import type { Companion } from '../../catalogue/entity-around.ts'
import type { EntityKind } from '../../catalogue/facet-table.ts'
import type { SampleItem } from '../../catalogue/item.ts'
import { relationWords } from '../../links/relations.ts'
import { identify } from '../../pid/identifiers.ts'
import { areaMap, areaText } from './entity-area.ts'
import { isNameOnly } from './name-only.ts'
import { rolesText } from './roles.ts'
import { searchBy } from './search-state.ts'
import { count, entityPath, type Html, outward, plural, samplePath } from './text.ts'

/** Everything that the page shows. `samples` are the first of them, in the order of their identifiers. */
export interface EntityView {
  readonly kind: EntityKind
  readonly entity: Entity
  readonly samples: readonly SampleItem[]
  readonly clusters: Clusters
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

// Names alone stand once for every record that gives them: of one name they are shown together.
const nameOnly = (all: readonly Companion[]): Html => {
  const names = [...new Set(all.filter(({ id }) => isNameOnly(id)).map(({ name }) => name))]
  return html`${names.map(
    name =>
      html`<li><a href="/search?q=${encodeURIComponent(name)}">${name}</a> <span class="note">named without identifier</span></li>`,
  )}`
}

const companions = (kind: EntityKind, title: string, all: readonly Companion[]): Html =>
  all.length === 0
    ? ''
    : html`<h3>${title}</h3><ul class="plain">${all
        .filter(({ id }) => !isNameOnly(id))
        .map(
          ({ id, name, samples }) =>
            html`<li><a href="${entityPath(kind, id)}">${name}</a> <span class="note">${plural(samples, 'sample')} in common</span></li>`,
        )}${nameOnly(all)}</ul>`

const relationsOf = (sample: SampleItem, id: string, kind: EntityKind): string => {
  if (kind === 'publication')
    return sample.publications
      .filter(each => each.id === id)
      .map(({ relation }) => `${relationWords(relation)} this`)
      .join(', ')
  const involved = kind === 'person' ? sample.people : sample.organisations
  return rolesText(involved.find(each => each.id === id)?.roles ?? [])
}

const sampleList = ({ kind, entity, samples }: EntityView): Html => html`<section aria-labelledby="samples">
<h2 id="samples">${plural(entity.samples, 'sample')}</h2>
<p><a href="${searchBy(kind, entity.id)}">All in the search, with filters and downloads</a></p>
<ul class="links entity">${samples.map(
  sample =>
    html`<li><a href="${samplePath(sample.id)}">${sample.name ?? sample.identifier}</a> <span class="note">${relationsOf(sample, entity.id, kind)}</span><span class="identifier">${sample.identifier}</span></li>`,
)}</ul>
${entity.samples > samples.length ? html`<p><a href="${searchBy(kind, entity.id)}">${count(entity.samples - samples.length)} more in the search</a></p>` : ''}</section>`

const citation = ({ entity }: EntityView): Html => {
  const known = identify(entity.id)
  return html`<div><dt>To cite</dt><dd>${entity.name}${/[.?!]$/.test(entity.name) ? '' : '.'} ${outward(entity.id, known?.scheme === 'doi' ? entity.id : (known?.display ?? entity.id))}</dd></div>`
}

const identifier = (id: string): Html => {
  const known = identify(id)
  return html`<dd>${known ? html`<span class="note">${known.scheme.toUpperCase()}</span> ` : ''}${outward(id, known?.display ?? id)}</dd>`
}

const facts = (view: EntityView): Html => {
  const { entity, sourceName, kind } = view
  return html`<dl class="details">
<div><dt>Identifiers</dt>${isNameOnly(entity.id) ? html`<dd>none: this is what one record calls it, and others of the same name may be somebody else. <a href="/search?q=${encodeURIComponent(entity.name)}">Samples in which this name occurs</a></dd>` : entity.identifiers.map(identifier)}</div>
${entity.spellings.length > 1 ? html`<div><dt>Names that records use</dt>${entity.spellings.map(({ name, sources }) => html`<dd>${name} <span class="note">${bySource(sources, sourceName)}</span></dd>`)}</div>` : ''}
<div><dt>Samples by source</dt><dd>${bySource(entity.sources, sourceName)}</dd></div>
${entity.years ? html`<div><dt>Collected</dt><dd>${entity.years.from === entity.years.to ? String(entity.years.from) : `${entity.years.from} – ${entity.years.to}`}</dd></div>` : ''}
${entity.bbox ? html`<div><dt>Area</dt><dd><a href="${`${searchBy(kind, entity.id)}&bbox=${entity.bbox.join(',')}`}">${areaText(entity.bbox)}</a></dd></div>` : ''}
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
${areaMap(view.clusters, searchBy(kind, entity.id))}
<section aria-labelledby="around"><h2 id="around">In connection with the same samples</h2>
${companions('person', 'People', entity.people)}
${companions('organisation', 'Organisations', entity.organisations)}
${companions('publication', 'Publications', entity.publications)}</section>
<section aria-labelledby="data"><h2 id="data">As data</h2><ul class="plain">
<li><a href="/api${entityPath(kind, entity.id)}">JSON</a></li>
${kind === 'publication' ? html`<li><a href="/api${entityPath(kind, entity.id)}/links">Links, with who states them</a></li><li><a href="/api/links?publication=${encodeURIComponent(entity.id)}">Scholix links</a></li>` : ''}
</ul></section></aside></div>`
}
