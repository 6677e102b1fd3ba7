/** /profiles: all profiles, as the tree of what builds on what. */
import { html } from 'hono/html'
import type { Profile } from '../../model/profile.ts'
import { searchBy } from './search-state.ts'
import { type Html, plural } from './text.ts'

const branch = (
  parent: string | undefined,
  profiles: readonly Profile[],
  samples: ReadonlyMap<string, number>,
): Html => {
  const here = profiles.filter(({ inherits }) =>
    parent === undefined ? inherits.length === 0 : inherits.includes(parent),
  )
  if (here.length === 0) return ''
  return html`<ul class="${parent === undefined ? 'tree' : 'tree depth-1'}">${here.map(
    ({
      id,
      title,
      description,
    }) => html`<li class="result"><h3><a href="/profiles/${id}">${title}</a> <span class="note">${id}</span></h3>
<p>${description}</p>
<p class="note">${samples.has(id) ? html`<a href="${searchBy('profile', id)}">${plural(samples.get(id) ?? 0, 'sample')}</a> meet it` : 'No sample meets it yet'}</p>
${branch(id, profiles, samples)}</li>`,
  )}</ul>`
}

/** The page's content; `samples` are how many meet a profile, by its id. */
export const profilesPage = (
  profiles: readonly Profile[],
  samples: ReadonlyMap<string, number>,
): Html => html`<h1>Profiles</h1>
<p class="lead">What records are checked against. Each profile builds on the one above it and adds rules (SHACL); only the kernel decides what is accepted, the others advise.</p>
<p><a class="button" href="/profiles/playground">Check a document in the playground</a></p>
<h2>What builds on what</h2>
${branch(undefined, profiles, samples)}
<p class="note">The same as data: <a href="/api/profiles">JSON</a></p>`
