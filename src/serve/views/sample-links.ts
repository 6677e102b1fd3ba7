/** Publications, data and other things that a sample is linked to, with the exact relation and who states it. */
import { html } from 'hono/html'
import type { Link } from '../../catalogue/links.ts'
import { dcterms, prov } from '../../rdf/namespaces.ts'
import { searchBy } from './search-state.ts'
import { type Html, outward, relationText } from './text.ts'

const FAMILY = [dcterms('isPartOf').value, prov('wasDerivedFrom').value]
const GENERAL = dcterms('isReferencedBy').value
const MAX_SHOWN = 200

interface Target {
  readonly target: string
  readonly title: string
  readonly publication: boolean
  readonly relations: Set<string>
  readonly sources: Set<string>
}

/** Joins the links by their target; the general relation is left out where an exact one is given. */
const byTarget = (links: readonly Link[]): Target[] => {
  const targets = new Map<string, Target>()
  for (const { target, title = target, relation, kind, assertedBy } of links) {
    if (FAMILY.includes(relation)) continue
    const known = targets.get(target) ?? {
      target,
      title,
      publication: kind === 'publication',
      relations: new Set<string>(),
      sources: new Set<string>(),
    }
    known.relations.add(relation)
    for (const { source } of assertedBy) known.sources.add(source)
    targets.set(target, known)
  }
  for (const { relations } of targets.values()) if (relations.size > 1) relations.delete(GENERAL)
  return [...targets.values()]
}

/** The section, empty when there is nothing linked. */
export const linkSection = (links: readonly Link[], sourceName: (id: string) => string): Html => {
  const targets = byTarget(links)
  if (targets.length === 0) return ''
  return html`<section aria-labelledby="links"><h2 id="links">Publications and other links</h2>
<ul class="links">${targets.slice(0, MAX_SHOWN).map(
    ({ target, title, publication, relations, sources }) =>
      html`<li><p class="title">${outward(target, title)}</p>
<p class="note">${[...relations].map(relation => html`<span class="badge">${relationText(relation)}</span> `)} stated by ${[...sources].map(sourceName).join(', ')}${publication ? html` · <a href="${searchBy('publication', target)}">all its samples</a>` : ''}</p></li>`,
  )}</ul>
${targets.length > MAX_SHOWN ? html`<p class="note">${targets.length - MAX_SHOWN} more are in the API.</p>` : ''}
</section>`
}
