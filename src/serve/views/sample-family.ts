/** What a sample is part of, what was made of it, and what shares its parents. */
import { html } from 'hono/html'
import type { Family, Relative } from '../../catalogue/families.ts'
import type { Asserter } from '../../catalogue/link-asserters.ts'
import type { Link } from '../../catalogue/links.ts'
import { linkWords } from '../../links/relations.ts'
import { searchBy } from './search-state.ts'
import { count, type Html, momentText, outward, plural, samplePath, shownIdentifier } from './text.ts'

/** Descendants seen at once: the rest is folded. */
const UNFOLDED = 15

/** Relatives drawn of each kind: more are found by the search. */
const MAX_DRAWN = 100
const MAX_SIBLINGS = 20

type Told = (relative: Relative) => string

const link = ({ id, name, known }: Relative): Html =>
  known
    ? html`<a href="${samplePath(id)}">${name ?? shownIdentifier(id)}</a>`
    : html`<span title="${id}">${outward(id, name ?? shownIdentifier(id))}</span> <span class="note">(not harvested)</span>`

const tree = (
  parent: string,
  children: ReadonlyMap<string, readonly Relative[]>,
  told: Told,
  depth = 0,
): Html => {
  const own = depth < 50 ? (children.get(parent) ?? []) : []
  const list = (some: readonly Relative[]): Html =>
    html`<ul>${some.map(
      each =>
        html`<li>${link(each)} <span class="note">${linkWords(each.relation, 'out')} this${depth === 0 ? told(each) : ''}</span>${tree(each.id, children, told, depth + 1)}</li>`,
    )}</ul>`
  if (own.length === 0) return ''
  const rest = own.slice(UNFOLDED)
  return html`${list(own.slice(0, UNFOLDED))}${rest.length === 0 ? '' : html`<details><summary>${count(rest.length)} more</summary>${list(rest)}</details>`}`
}

const who = (assertedBy: readonly Asserter[], sourceName: (id: string) => string): string | undefined => {
  const [first] = assertedBy
  const names = [...new Set(assertedBy.map(({ source }) => sourceName(source)))]
  return first ? `stated by ${names.join(', ')} on ${momentText(first.at)}` : undefined
}

const siblingList = ({ siblings, counts }: Family): Html =>
  siblings.length === 0
    ? ''
    : html`<details><summary>${plural(counts.siblings, 'sibling')}: of the same parent</summary><ul>${siblings.slice(0, MAX_SIBLINGS).map(each => html`<li>${link(each)}</li>`)}</ul>
${counts.siblings > MAX_SIBLINGS ? html`<p class="note">${count(counts.siblings - MAX_SIBLINGS)} more: <a href="${searchBy('parent', siblings[0]?.via ?? '')}">all that have this parent</a></p>` : ''}</details>`

const summary = ({ counts }: Family): string =>
  [
    ...(counts.ancestors > 0 ? [plural(counts.ancestors, 'ancestor')] : []),
    ...(counts.descendants > 0 ? [plural(counts.descendants, 'descendant')] : []),
  ].join(', ')

/** The section, empty when the sample stands alone. `links` tell who states the relation to its nearest relatives. */
export const familySection = (
  id: string,
  name: string,
  family: Family,
  links: readonly Link[],
  sourceName: (id: string) => string,
): Html => {
  const { ancestors, descendants, counts } = family
  if (ancestors.length + descendants.length === 0) return ''
  const said = new Map(
    links.map(({ target, relation, assertedBy }) => [`${target}\n${relation}`, who(assertedBy, sourceName)]),
  )
  const nearest = [...ancestors, ...descendants].filter(({ distance }) => distance === 1)
  const all = new Set(nearest.map(({ id: relative, relation }) => said.get(`${relative}\n${relation}`)))
  const [common] = all
  // What is true of every line is said once, above them.
  const once = all.size === 1 && nearest.length > 1 && common !== undefined
  const told: Told = ({ id: relative, relation }) => {
    const stated = once ? undefined : said.get(`${relative}\n${relation}`)
    return stated === undefined ? '' : `, ${stated}`
  }
  const drawn = descendants.slice(0, MAX_DRAWN)
  const children = new Map<string, Relative[]>()
  for (const each of drawn) children.set(each.via, [...(children.get(each.via) ?? []), each])
  return html`<section aria-labelledby="family"><h2 id="family">Family</h2>
<p class="note">${summary(family)}${once ? `, ${common}` : ''}</p>
<ul class="family">
${ancestors
  .slice(0, MAX_DRAWN)
  .reverse()
  .map(
    each =>
      html`<li>${link(each)} <span class="note">${each.distance === 1 ? html`this ${linkWords(each.relation, 'out')} it${told(each)}` : `${each.distance} steps up`}</span></li>`,
  )}
<li class="self" aria-current="true"><strong>${name}</strong> <span class="note">this sample</span>${tree(id, children, told)}</li></ul>
${siblingList(family)}
${counts.descendants > drawn.length ? html`<p>${count(drawn.length)} of ${count(counts.descendants)} descendants are drawn. <a href="${searchBy('parent', id)}">All that have this parent</a></p>` : ''}
</section>`
}
