/** /samples/{iri}: everything known about one sample. */
import { html } from 'hono/html'
import type { Assertion } from '../../catalogue/assertions.ts'
import type { FacetName } from '../../catalogue/facet-table.ts'
import type { Family } from '../../catalogue/families.ts'
import type { Involved, Labelled, SampleItem } from '../../catalogue/item.ts'
import type { Link } from '../../catalogue/links.ts'
import type { StoredRecord } from '../../model/record.ts'
import { RESOLVERS } from '../../rdf/namespaces.ts'
import { graphSection } from './link-graph.ts'
import { statusBadge } from './results.ts'
import { rolesText } from './roles.ts'
import { copyButton } from './sample-cite.ts'
import type { Contact, SampleFacts } from './sample-facts.ts'
import { familySection } from './sample-family.ts'
import { linkSection } from './sample-links.ts'
import { sampleMap } from './sample-map.ts'
import { recordSection } from './sample-records.ts'
import { sourcesSection } from './sample-sources.ts'
import { searchBy } from './search-state.ts'
import { elevationText, entityPath, type Html, licenceName, outward, period } from './text.ts'

/** Everything that the page shows. */
export interface SampleView {
  readonly item: SampleItem
  readonly facts: SampleFacts
  readonly links: readonly Link[]
  readonly family: Family
  readonly assertions: readonly Assertion[]
  readonly records: readonly StoredRecord[]
  readonly sourceName: (id: string) => string
  readonly profileTitle: (id: string) => string
  /** How to cite it; absent when that is not known. */
  readonly cite?: Html
}

const row = (term: string, values: readonly (Html | string)[]): Html => {
  const given = values.filter(value => value !== '')
  return given.length === 0
    ? ''
    : html`<div><dt>${term}</dt>${given.map(value => html`<dd>${value}</dd>`)}</div>`
}

const concepts = (facet: FacetName, values: readonly Labelled[]): Html[] =>
  values.map(({ id, label }) => html`<a href="${searchBy(facet, id)}">${label}</a>`)

const identity = ({ id }: Involved): Html => {
  if (id.startsWith(RESOLVERS.orcid))
    return html` ${outward(id, `ORCID ${id.slice(RESOLVERS.orcid.length)}`)}`
  return id.startsWith(RESOLVERS.ror) ? html` ${outward(id, `ROR ${id.slice(RESOLVERS.ror.length)}`)}` : ''
}

const contactText = ({ name, email, url }: Contact): Html =>
  html`<span class="contact">Contact: ${name ?? ''} ${email === undefined || !/^[^\s@?&:<>"]+@[^\s@?&:<>"]+$/.test(email) ? '' : html`<a href="mailto:${email}">${email}</a>`} ${outward(url, url ?? '')}</span>`

const involved = (facet: 'person' | 'organisation', all: readonly Involved[], facts: SampleFacts): Html =>
  html`<ul class="people">${all.map(
    each =>
      html`<li><a href="${entityPath(facet, each.id)}">${each.name}</a>${identity(each)} <span class="note">${rolesText(each.roles)}${(facts.affiliations.get(each.id) ?? []).map(name => html` · ${name}`)}</span>${(facts.contacts.get(each.id) ?? []).map(contactText)}</li>`,
  )}</ul>`

const peopleSection = ({ item, facts }: SampleView): Html =>
  item.people.length + item.organisations.length === 0
    ? ''
    : html`<section aria-labelledby="people"><h2 id="people">People and organisations</h2>
${item.people.length > 0 ? involved('person', item.people, facts) : ''}${item.organisations.length > 0 ? involved('organisation', item.organisations, facts) : ''}</section>`

// Whoever wants to see or borrow the sample asks them first.
const holders = ({ item, facts }: SampleView): Html[] =>
  item.organisations
    .filter(({ roles }) => roles.some(role => /custodian$/i.test(role)))
    .map(
      ({ id, name }) =>
        html`<a href="${entityPath('organisation', id)}">${name}</a>${(facts.contacts.get(id) ?? []).map(contactText)}`,
    )

const aboutSection = (view: SampleView): Html => {
  const { item, facts, sourceName } = view
  return html`<section aria-label="About this sample">
${facts.descriptions.map(({ text, language }) => html`<p class="description"${language === '' ? '' : html` lang="${language}"`}>${text}</p>`)}
<dl class="details">
${row('Material', concepts('material', item.materials))}
${row('Object type', concepts('objectType', item.objectTypes))}
${row('Sampled feature', concepts('sampledFeature', item.sampledFeatures))}
${row('Method', concepts('method', item.methods))}
${row('Collected', [item.collected ? period(item.collected) : ''])}
${row('Collected by', [...new Set(facts.samplings.flatMap(({ collectors }) => collectors))])}
${row('Place', [item.place ?? ''])}
${row('Elevation', [item.elevation === undefined ? '' : elevationText(item.elevation)])}
${row('Held by', holders(view))}
${row('Status', [item.status])}
${row(
  'Licence',
  facts.licences.map(licence => outward(licence, licenceName(licence))),
)}
${row('Access', facts.access)}
${row(
  'Source',
  item.sources.map(source => html`<a href="${searchBy('source', source)}">${sourceName(source)}</a>`),
)}
</dl></section>`
}

const names = ({
  item,
  facts,
}: SampleView): Html => html`<section aria-labelledby="identifiers"><h2 id="identifiers">Identifiers</h2>
<dl class="details narrow">
${row('IRI', [html`${outward(item.id, item.id)}${copyButton(item.id, 'the IRI')}`])}
${row('As written', facts.identifiers)}
${row('Other names', facts.otherNames)}
${row(
  'Same as',
  facts.sameAs.map(iri => outward(iri, iri)),
)}
${row('Landing page', item.landingPage === undefined ? [] : [outward(item.landingPage, item.landingPage)])}
</dl></section>`

const asData = ({ item }: SampleView): Html => {
  const id = encodeURIComponent(item.id)
  const query = `SELECT ?property ?value WHERE { <${item.id}> ?property ?value }`
  return html`<section aria-labelledby="data"><h2 id="data">As data</h2><ul class="plain">
<li><a href="/api/samples/${id}">JSON</a></li>
<li><a href="/samples/${id}/turtle" type="text/turtle">Turtle</a></li>
<li><a href="/id/${id}?format=jsonld" type="application/ld+json">JSON-LD</a></li>
<li><a href="/id/${id}?format=linkset" type="application/linkset+json">Links</a></li>
<li><a href="/api/samples/${id}/record">Records as harvested</a></li>
<li><a href="/sparql#query=${encodeURIComponent(query)}">In SPARQL</a></li></ul></section>`
}

/** On a phone the second column comes after everything else: these lead there. */
const jumps = ({ item, cite }: SampleView): Html => html`<nav class="jumps" aria-label="On this page"><ul>
${item.geometry ? html`<li><a href="#place">Place</a></li>` : ''}<li><a href="#identifiers">Identifiers</a></li>${cite ? html`<li><a href="#cite">Cite</a></li>` : ''}<li><a href="#data">As data</a></li><li><a href="#records">Provenance</a></li></ul></nav>`

/** The page's content. */
export const samplePage = (view: SampleView): Html => {
  const { item, links, family, records, sourceName, profileTitle } = view
  const name = item.name ?? item.identifier
  return html`<p class="crumbs"><a href="/search">Samples</a></p>
<h1>${name}${statusBadge(item.status)}${item.collection ? html` <span class="badge">collection</span>` : ''}</h1>
<p class="identifier">${item.identifier}</p>
${jumps(view)}
<div class="sample">
<div>
${aboutSection(view)}
${peopleSection(view)}
${linkSection(links, sourceName)}
${familySection(item.id, name, family, links, sourceName)}
${graphSection(item, family)}
${sourcesSection(item.id, view.assertions, sourceName)}
${recordSection(records, sourceName, profileTitle)}
</div>
<aside aria-label="Place, identifiers and data">
${item.geometry ? sampleMap(item.geometry) : ''}
${names(view)}
${view.cite ?? ''}
${asData(view)}
</aside>
</div>`
}
