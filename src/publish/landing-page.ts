/** The landing page of a sample: for people, with the JSON-LD for machines inside. */

import type { JsonObject } from '../model/json-ld-document.ts'
import { PREFIXES } from '../rdf/namespaces.ts'
import type { Fault } from './faults.ts'
import { middle } from './geometry.ts'
import { escapeHtml, Html, html, scriptJson } from './html.ts'
import { anchor, fact, facts, page } from './page-frame.ts'
import type { Party, Publication, Relative, SampleRow, Surroundings } from './sample-row.ts'
import { linkElements, type SignpostingLink } from './signposting.ts'

/** More children than this are counted, not listed. */
const MAX_CHILDREN = 200

const STATUS_NOTICES = {
  registered: undefined,
  deprecated: 'This identifier is deprecated: it stays resolvable, but should no longer be cited.',
  destroyed: 'The sample no longer exists. Its description stays, because others cite it.',
} as const

const degrees = (value: number, positive: string, negative: string): string =>
  `${Number(Math.abs(value).toFixed(5))}° ${value < 0 ? negative : positive}`

const coordinates = (sample: SampleRow): string | undefined => {
  const { geometry } = sample
  if (!geometry) return undefined
  const [longitude, latitude] = middle(geometry)
  const text = `${degrees(latitude, 'N', 'S')}, ${degrees(longitude, 'E', 'W')}`
  return geometry.kind === 'point' ? text : `around ${text}`
}

const mapOf = (sample: SampleRow): Html | undefined => {
  const { geometry } = sample
  const where = coordinates(sample)
  if (!geometry || !where) return undefined
  const [longitude, latitude] = middle(geometry)
  const [x, y] = [longitude + 180, 90 - latitude]
  return html`<figure class="map"><svg viewBox="0 0 360 180" role="img" aria-label="World map with a mark at ${where}"><image href="../assets/land.svg" width="360" height="180"/><circle class="halo" cx="${x}" cy="${y}" r="9"/><circle class="dot" cx="${x}" cy="${y}" r="3"/></svg><figcaption>${where}${sample.elevation === undefined ? undefined : html` · ${sample.elevation.toLocaleString('en')} m elevation`}</figcaption></figure>`
}

const party = ({ name, iri, contact }: Party): Html => {
  const linked = anchor(iri, name)
  if (!contact) return linked
  return contact.includes('@')
    ? html`${linked}<br><a href="mailto:${contact}">${contact}</a>`
    : html`${linked}<br>${anchor(contact, 'Ask for this sample')}`
}

/** Pages of this site are linked relatively, so that a copy of the site works anywhere. */
const relative = (sample: Relative): Html => {
  const href = sample.page?.slice(sample.page.lastIndexOf('/') + 1)
  const label = sample.name ?? sample.text
  return html`${href ? html`<a href="${href}">${label}</a>` : anchor(sample.iri, label)}${sample.name ? html` <small>${sample.text}</small>` : undefined}`
}

/** `IsReferencedBy` -> `is referenced by`. */
const words = (relation: string): string => relation.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

const publication = ({ iri, relation, title }: Publication): Html =>
  html`${anchor(iri, title ?? iri)} <small>this sample ${words(relation)} it</small>`

const childrenOf = (children: readonly Relative[]): Html[] => [
  ...children.slice(0, MAX_CHILDREN).map(relative),
  ...(children.length > MAX_CHILDREN ? [html`and ${children.length - MAX_CHILDREN} more`] : []),
]

const collected = ({ collectedStart: start, collectedEnd: end }: SampleRow): string[] =>
  start && end && start !== end ? [`${start} to ${end}`] : [start ?? end ?? ''].filter(text => text !== '')

const given = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

const sectionsOf = (sample: SampleRow, around: Surroundings): Html => html`
${facts('The sample', [
  fact('Object type', sample.objectTypes),
  fact('Material', sample.materials),
  fact('Sampled feature', sample.sampledFeatures),
  ...sample.properties.map(({ label, value, unit }) => fact(label, [`${value}${unit ? ` ${unit}` : ''}`])),
  fact('Other names', sample.alternateNames),
])}${facts('Where, when, how', [
  fact('Place', given(sample.place)),
  fact('Coordinates', given(coordinates(sample))),
  fact('Elevation', sample.elevation === undefined ? [] : [`${sample.elevation} m`]),
  fact('Collected', collected(sample)),
  fact('Method', sample.methods),
])}${facts('People and organisations', [
  fact('Collector', sample.collectors.map(party)),
  ...sample.contributions.map(({ person, role }) => fact(words(role), [party(person)])),
  fact('Kept by', given(sample.custodian).map(party)),
  fact('Owner', given(sample.owner).map(party)),
  fact('Funder', given(sample.funder).map(party)),
])}${facts('Related samples', [
  fact('Part of', around.parents.map(relative)),
  fact('Collection', given(around.collection).map(relative)),
  fact('Made from', around.derivedFrom.map(relative)),
  fact(`Parts (${around.children.length})`, childrenOf(around.children)),
])}${facts('Publications and data', [fact('Linked works', sample.publications.map(publication))])}${facts(
  'Rights and record',
  [
    fact(
      'Licence',
      given(sample.licence).map(licence => anchor(licence, licence)),
    ),
    fact('Access', given(sample.access)),
    fact('Status', [sample.status]),
    fact('Registered', given(sample.registered)),
    fact('Description changed', given(sample.updated)),
  ],
)}`

/** The page's script elements, after the fault of demos. */
const scriptsOf = (jsonLd: JsonObject, around: Surroundings, fault: Fault | undefined): Html | undefined => {
  const script = (json: Html) => html`<script type="application/ld+json">\n${json}\n</script>\n`
  if (fault === 'no-json-ld') return undefined
  if (fault === 'invalid-json')
    return script(new Html(scriptJson(jsonLd).text.replace(/\n\}$/, ',\n "comment": \n}')))
  if (fault === 'escaped-entities') return script(new Html(escapeHtml(JSON.stringify(jsonLd))))
  if (fault !== 'two-blocks') return script(scriptJson(jsonLd))
  const site = {
    '@context': PREFIXES.schema,
    '@type': 'WebSite',
    name: around.agent.name,
    url: around.pageUrl.replace(/samples\/[^/]*$/, ''),
  }
  return html`${script(scriptJson(site))}${script(scriptJson(jsonLd))}`
}

/** Makes the landing page: `links` for its head, `jsonLd` embedded, `jsonLdHref` the file beside it (if there is one). */
export const landingPage = (
  sample: SampleRow,
  around: Surroundings,
  machine: {
    readonly jsonLd: JsonObject
    readonly jsonLdHref: string | undefined
    readonly links: readonly SignpostingLink[]
  },
): string => {
  const notice = STATUS_NOTICES[sample.status]
  const language = sample.language ? new Html(` lang="${escapeHtml(sample.language)}"`) : undefined
  const { iri } = sample.identifier
  return page({
    title: sample.name,
    ...(sample.description && { description: sample.description }),
    agent: around.agent,
    root: '../',
    head: html`${linkElements(machine.links)}\n${scriptsOf(machine.jsonLd, around, sample.fault)}`,
    content: html`<p class="kind">${[...sample.objectTypes, ...sample.materials].join(' · ') || 'Sample'}</p>
<h1>${sample.name}</h1>
<p class="pid"><span>IGSN</span> <a href="${iri}">${sample.identifier.text}</a></p>
${notice ? html`<p class="notice" role="note">${notice}</p>` : undefined}
<div class="intro">${sample.description ? html`<p class="lead"${language}>${sample.description}</p>` : html`<p class="lead none">No description.</p>`}${mapOf(sample)}</div>
<div class="sections">${sectionsOf(sample, around)}</div>
${machine.jsonLdHref ? html`<p class="machine"><a href="${machine.jsonLdHref}">This description as JSON-LD</a></p>` : undefined}`,
  })
}
