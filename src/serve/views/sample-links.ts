/** Publications, data and other things that a sample is linked to, in both directions, with who states it and when. */
import { html } from 'hono/html'
import type { Asserter } from '../../catalogue/link-asserters.ts'
import type { Link } from '../../catalogue/links.ts'
import { linkWords } from '../../links/relations.ts'
import { dcterms, prov } from '../../rdf/namespaces.ts'
import { count, entityPath, type Html, momentText, outward, samplePath } from './text.ts'

const FAMILY = [dcterms('isPartOf').value, prov('wasDerivedFrom').value]
const GENERAL = dcterms('isReferencedBy').value
const MAX_SHOWN = 200
/** Records named for one link: of a collection's link there may be thousands. */
const MAX_ASSERTERS = 5

interface Target {
  readonly target: string
  readonly title: string
  readonly kind: Link['kind']
  /** What to say of it, by property and direction. */
  readonly words: Map<string, string>
  readonly assertedBy: Map<string, Asserter>
}

/** Joins the links by their target; the general relation is left out where an exact one is given. */
const byTarget = (links: readonly Link[]): Target[] => {
  const targets = new Map<string, Target>()
  for (const { target, title = target, relation, direction, kind, assertedBy } of links) {
    if (FAMILY.includes(relation)) continue
    const known = targets.get(target) ?? { target, title, kind, words: new Map(), assertedBy: new Map() }
    known.words.set(relation, linkWords(relation, direction))
    for (const each of assertedBy) known.assertedBy.set(each.record, each)
    targets.set(target, known)
  }
  for (const { words } of targets.values()) if (words.size > 1) words.delete(GENERAL)
  return [...targets.values()]
}

const asserters = (all: readonly Asserter[], sourceName: (id: string) => string): Html =>
  html`${all
    .slice(0, MAX_ASSERTERS)
    .map(
      ({ record, source, at }, index) =>
        html`${index > 0 ? ', ' : ''}${outward(record, sourceName(source))} on ${momentText(at)}`,
    )}${all.length > MAX_ASSERTERS ? ` and ${count(all.length - MAX_ASSERTERS)} more` : ''}`

const titleOf = ({ target, title, kind }: Target): Html =>
  kind === 'sample' ? html`<a href="${samplePath(target)}">${title}</a>` : outward(target, title)

/** The section, empty when there is nothing linked. */
export const linkSection = (links: readonly Link[], sourceName: (id: string) => string): Html => {
  const targets = byTarget(links)
  if (targets.length === 0) return ''
  return html`<section aria-labelledby="links"><h2 id="links">Publications and other links</h2>
<ul class="links">${targets.slice(0, MAX_SHOWN).map(
    each =>
      html`<li><p class="title">${[...new Set(each.words.values())].map(words => html`<span class="badge">${words}</span> `)} ${titleOf(each)}</p>
<p class="note">stated by ${asserters([...each.assertedBy.values()], sourceName)}${each.kind === 'publication' ? html` · <a href="${entityPath('publication', each.target)}">all its samples</a>` : ''}</p></li>`,
  )}</ul>
${targets.length > MAX_SHOWN ? html`<p class="note">${count(targets.length - MAX_SHOWN)} more are in the API.</p>` : ''}
</section>`
}
