/** /profiles/{id}: everything that a profile says, made from its shapes. */
import { html } from 'hono/html'
import type { Profile } from '../../model/profile.ts'
import type { ProfileExample, ProfileSource } from '../../registry/profile-files.ts'
import { shareBar } from './bars.ts'
import { profileDiagram } from './profile-diagram.ts'
import type { PropertyRow, ShapeBox } from './profile-properties.ts'
import { searchBy } from './search-state.ts'
import { count, type Html, outward, percent, plural } from './text.ts'

/** How the samples of one source fare. */
export interface SourceFigures {
  readonly id: string
  readonly name: string
  readonly samples: number
  readonly conforming: number
  /** Whether the source says that its records should meet the profile. */
  readonly isListed: boolean
}

/** A profile with what its own shapes ask for. */
export interface ProfilePart {
  readonly profile: Profile
  readonly boxes: readonly ShapeBox[]
}

/** What the page shows. */
export interface ProfileView extends ProfilePart {
  /** The profiles it builds on, the nearest first. */
  readonly ancestors: readonly ProfilePart[]
  readonly children: readonly Profile[]
  readonly sources: readonly ProfileSource[]
  readonly examples: readonly ProfileExample[]
  readonly figures: readonly SourceFigures[]
  readonly hasSelection: boolean
}

const link = ({ id, title }: Profile): Html => html`<a href="/profiles/${id}">${title}</a>`

const joined = (parts: readonly Html[]): Html =>
  html`${parts.map((part, i) => html`${i > 0 ? ', ' : ''}${part}`)}`

const DUTY: Readonly<Record<string, string>> = {
  Violation: 'required',
  Warning: 'recommended',
  Info: 'suggested',
}

const duty = ({ severity, count: howMany }: PropertyRow): Html =>
  html`<span class="badge ${severity === 'Violation' ? 'violation' : ''}">${howMany === undefined ? 'if given' : (DUTY[severity] ?? severity)}</span>${howMany === undefined ? '' : html` <span class="note">${howMany}</span>`}`

/** A text that may be broken after its separators: paths and IRIs have no blanks, and phones are narrow. */
const breakable = (text: string): Html =>
  html`${text.split(/(?<=[/|:])(?!\/)/).map((part, i) => html`${i > 0 ? html`<wbr>` : ''}${part}`)}`

// What is inherited may have the name of what refines it: only one of them can be what an address points to.
const row = (each: PropertyRow, before: string): Html => html`<tr>
<th scope="row" id="${before}${each.key}"><strong>${each.name}</strong> ${duty(each)}<span class="sub">${each.path === undefined ? 'the thing itself' : html`<code>${breakable(each.path)}</code>`}</span><span class="sub">${each.description}</span></th>
<td data-name="Values">${each.values.length > 0 ? breakable(each.values.join('; ')) : html`<span class="note">any value</span>`}<span class="sub">${each.severity}: “${each.message}”</span></td></tr>`

const propertyTable = ({ profile, boxes }: ProfilePart, inherited: boolean): Html => {
  const rows = boxes.flatMap(box => box.rows)
  const title = inherited ? html`From ${link(profile)}` : html`Of this profile`
  return html`<h3 id="of-${profile.id}">${title} <span class="note">${plural(rows.length, 'rule')}</span></h3>
<div class="scroll" tabindex="0" role="region" aria-labelledby="of-${profile.id}"><table class="stack">
<thead><tr><th scope="col">Property, and how much it is asked for</th><th scope="col">Its values; severity and message</th></tr></thead>
<tbody>${rows.map(each => row(each, inherited ? `${profile.id}-` : ''))}</tbody></table></div>`
}

const example = (id: string, { kind, name, title, expected, turtle }: ProfileExample): Html => html`<details>
<summary>${title.replace(/[.]$/, '')} <span class="note">${name}</span></summary>
${expected.length > 0 ? html`<ul class="plain">${expected.map(line => html`<li><code>${line}</code></li>`)}</ul>` : ''}
<pre tabindex="0" aria-label="${name} as Turtle"><code>${turtle}</code></pre>
<p class="note"><a href="/api/profiles/${id}/examples/${kind}/${name}.ttl">Turtle</a></p></details>`

const exampleSection = (id: string, examples: readonly ProfileExample[]): Html => {
  const of = (kind: ProfileExample['kind']) => examples.filter(each => each.kind === kind)
  return html`<section aria-labelledby="examples"><h2 id="examples">Examples</h2>
<p>Records in kernel form, made up. Every rule above has one that breaks it; a rule that is dropped or changed shows at once.</p>
<div class="pair"><div><h3>Meet the profile</h3>${of('valid').map(each => example(id, each))}</div>
<div><h3>Do not, or not quite</h3>${of('invalid').map(each => example(id, each))}</div></div></section>`
}

const figureRow = (
  profile: string,
  { id, name, samples, conforming, isListed }: SourceFigures,
): Html => html`<tr>
<th scope="row"><a href="${searchBy('source', id)}">${name}</a></th><td data-name="Lists the profile">${isListed ? 'yes' : 'no'}</td><td class="number" data-name="Samples">${count(samples)}</td>
<td class="number" data-name="Meet it"><a href="${searchBy('source', id)}&amp;profile=${encodeURIComponent(profile)}">${count(conforming)}</a></td>
<td class="measure" data-name="Share">${samples > 0 ? html`${shareBar(conforming / samples)}<span>${percent(conforming / samples)}</span>` : '–'}</td></tr>`

const figureSection = ({
  profile,
  figures,
}: ProfileView): Html => html`<section aria-labelledby="harvest"><h2 id="harvest">In what was harvested</h2>
${
  figures.length === 0
    ? html`<p class="empty">No source lists this profile, and no sample was checked against it.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="harvest"><table class="stack">
<thead><tr><th scope="col">Source</th><th scope="col">Lists the profile</th><th scope="col" class="number">Samples</th><th scope="col" class="number">Meet it</th><th scope="col">Share</th></tr></thead>
<tbody>${figures.map(each => figureRow(profile.id, each))}</tbody></table></div>
<p class="note">Samples with a record that meets the profile. Where a source lists several profiles, a record is checked against those that are about it, so the rest need not be faulty.</p>`
}</section>`

const downloads = ({ profile: { id }, hasSelection }: ProfileView): Html =>
  html`<p><a href="/api/profiles/${id}/shapes.ttl">Shapes (Turtle)</a> · <a href="/api/profiles/${id}/shapes.jsonld">Shapes (JSON-LD)</a> · ${hasSelection ? html`<a href="/api/profiles/${id}/selection.ttl">Selection (Turtle)</a> · ` : ''}<a href="/api/profiles/${id}/profile.ttl">Description (Turtle, PROF)</a> · <a href="/api/profiles/${id}">JSON</a></p>`

/** The page's content. */
export const profilePage = (view: ProfileView): Html => {
  const { profile, ancestors, children, boxes, sources, examples } = view
  const diagram = { title: profile.title, ancestors: ancestors.map(each => each.profile.title), boxes }
  return html`<p class="crumbs"><a href="/profiles">Profiles</a></p>
<h1>${profile.title}</h1>
<p class="lead">${profile.description}</p>
<dl class="details narrow">
<div><dt>Name</dt><dd><code>${profile.id}</code> <span class="sub"><code>${profile.iri}</code></span></dd></div>
<div><dt>Builds on</dt><dd>${ancestors.length > 0 ? joined(ancestors.map(each => link(each.profile))) : 'nothing: every record is checked against it, and a violation keeps the record out'}</dd></div>
${children.length > 0 ? html`<div><dt>Built on by</dt><dd>${joined(children.map(link))}</dd></div>` : ''}
<div><dt>Follows</dt><dd>${joined(sources.map(({ title, iri }) => outward(iri, title)))}</dd></div>
<div><dt>Version</dt><dd><code>${profile.digest.slice(0, 12)}</code></dd></div>
</dl>
${downloads(view)}
<p><a class="button" href="/profiles/playground?profile=${profile.id}">Try it in the playground</a></p>
<section aria-labelledby="drawing"><h2 id="drawing">At a glance</h2>${profileDiagram(diagram)}</section>
<section aria-labelledby="rules"><h2 id="rules">Rules</h2>
${propertyTable(view, false)}
${ancestors.map(each => html`<details${ancestors.length === 1 ? html` open` : ''}><summary>What it inherits from ${each.profile.title}</summary>${propertyTable(each, true)}</details>`)}</section>
${figureSection(view)}
${exampleSection(profile.id, examples)}`
}
