/** /docs: the API as people read it, made from its OpenAPI description. */
import { html } from 'hono/html'
import type { ApiDocument, OperationObject } from '../api/document.ts'
import { PROBLEM_CODES } from '../api/problem-codes.ts'
import { operationPart } from './docs-operation.ts'
import { type Html, withCode } from './text.ts'

interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: OperationObject
}

/** Groups in the order in which people need them; others follow by name. */
const ORDER = ['samples', 'facets', 'people', 'organisations', 'publications', 'identifiers', 'links']

const TITLES: Readonly<Record<string, string>> = {
  queries: 'Stored queries',
  registry: 'Sources, profiles, vocabularies',
  validation: 'Validation',
  mirroring: 'Mirrors',
}

const titleOf = (tag: string): string =>
  TITLES[tag] ?? `${tag[0]?.toUpperCase() ?? ''}${tag.slice(1).replaceAll('-', ' ')}`

const rank = (tag: string): number => (ORDER.includes(tag) ? ORDER.indexOf(tag) : ORDER.length)

const groupsOf = ({ paths }: ApiDocument): [string, Listed[]][] => {
  const groups = new Map<string, Listed[]>()
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'other'
      groups.set(tag, [...(groups.get(tag) ?? []), { method, path, operation }])
    }
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

const group = ([tag, operations]: [string, Listed[]], base: string): Html =>
  html`<section aria-labelledby="g-${tag}"><h2 id="g-${tag}">${titleOf(tag)}</h2>
${operations.map(({ method, path, operation }) => operationPart(method, path, operation, base))}</section>`

const problems = html`<section aria-labelledby="problems"><h2 id="problems">Problems</h2>
<p>Whatever cannot be answered is told as <code>application/problem+json</code> (RFC 9457): <code>type</code> is <code>urn:problem:lodestone:</code> and a code, <code>detail</code> says what to write instead.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Codes of problems"><table class="stack"><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(PROBLEM_CODES).map(([code, [status, meaning]]) => html`<tr><th scope="row"><code>${code}</code></th><td data-name="Status">${status}</td><td>${withCode(meaning)}</td></tr>`)}</tbody></table></div></section>`

/** The page's content; `base` is the public address. */
export const docsPage = (document: ApiDocument, base: string): Html => {
  const groups = groupsOf(document)
  return html`<h1>API</h1>
<p class="lead">Everything that the portal shows can be had as data. Answers are JSON; errors say what to write instead; any origin may ask.</p>
<p>The same for machines: <a href="/openapi.json">openapi.json</a>. In TypeScript take the client of the repository, <code>client/lodestone.ts</code>: one file, no dependencies. Each answer names its <em>generation</em> in the header <code>Lodestone-Generation</code>: cite it, and send the <code>ETag</code> back to hear whether anything has changed.</p>
<nav aria-label="Parts of the API"><ul class="jump">${groups.map(([tag]) => html`<li><a href="#g-${tag}">${titleOf(tag)}</a></li>`)}<li><a href="#problems">Problems</a></li></ul></nav>
<div class="docs">${groups.map(each => group(each, base))}
${problems}</div>`
}
