/** What a sample is part of, and what was made of it. */
import { html } from 'hono/html'
import type { Family, Relative } from '../../catalogue/families.ts'
import { searchBy } from './search-state.ts'
import { count, type Html, outward, plural, relationText, samplePath } from './text.ts'

/** Relatives drawn below a sample: more are found by the search. */
const MAX_DRAWN = 100

const link = ({ id, name, known }: Relative): Html =>
  known
    ? html`<a href="${samplePath(id)}">${name ?? id}</a>`
    : html`${outward(id, id)} <span class="note">not harvested</span>`

const tree = (parent: string, children: ReadonlyMap<string, readonly Relative[]>, depth = 0): Html => {
  const own = depth < 50 ? (children.get(parent) ?? []) : []
  return own.length === 0
    ? ''
    : html`<ul>${own.map(
        each =>
          html`<li>${link(each)} <span class="note">${each.relation.endsWith('wasDerivedFrom') ? 'derived' : ''}</span>${tree(each.id, children, depth + 1)}</li>`,
      )}</ul>`
}

/** The section, empty when the sample stands alone. */
export const familySection = (id: string, name: string, family: Family): Html => {
  const { ancestors, descendants, truncated } = family
  if (ancestors.length + descendants.length === 0) return ''
  const drawn = descendants.slice(0, MAX_DRAWN)
  const children = new Map<string, Relative[]>()
  for (const each of drawn) children.set(each.via, [...(children.get(each.via) ?? []), each])
  return html`<section aria-labelledby="family"><h2 id="family">Family</h2>
<p class="note">${[
    ...(ancestors.length > 0 ? [plural(ancestors.length, 'ancestor')] : []),
    ...(descendants.length > 0 ? [plural(descendants.length, 'descendant')] : []),
  ].join(', ')}${truncated ? ' (more than can be listed)' : ''}</p>
<ul class="family">
${[...ancestors].reverse().map(each => html`<li>${link(each)} <span class="note">${each.distance === 1 ? relationText(each.relation).replace(/^is |^was /, '') : `${each.distance} steps up`}</span></li>`)}
<li class="self" aria-current="true"><strong>${name}</strong> <span class="note">this sample</span>${tree(id, children)}</li></ul>
${descendants.length > drawn.length ? html`<p><a href="${searchBy('parent', id)}">All ${count(descendants.length)} descendants</a></p>` : ''}
</section>`
}
