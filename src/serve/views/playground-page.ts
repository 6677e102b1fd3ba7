/** /profiles/playground: a document, what it is checked with, and below it what was found. */
import { html } from 'hono/html'
import type { Profile } from '../../model/profile.ts'
import type { Html } from './text.ts'

/** What the form holds: what was sent, or nothing yet. */
export interface PlaygroundForm {
  readonly profiles: readonly string[]
  readonly document: string
  readonly format: string
  readonly shapes: string
  readonly sample: string
  readonly language: 'en' | 'de'
  readonly raw: boolean
}

/** The form before anything was sent. */
export const EMPTY_FORM: PlaygroundForm = {
  ...{ profiles: ['kernel'], document: '', format: '', shapes: '', sample: '', language: 'en', raw: false },
}

const FORMATS = [
  ['', 'Tell by its content'],
  ['jsonld', 'JSON-LD'],
  ['html', 'HTML page'],
  ['turtle', 'Turtle'],
  ['nt', 'N-Triples'],
  ['nq', 'N-Quads'],
] as const

const EXAMPLE = `{
  "@context": "https://schema.org/",
  "@type": "Product",
  "identifier": "igsn:10.5072/DEMO-1",
  "name": "Demo sample",
  "material": "basalt",
  "creator": "Demo Person"
}
`

const profileChoice = (
  profiles: readonly Profile[],
  chosen: readonly string[],
): Html => html`<fieldset class="profiles">
<legend>Profiles</legend>
${profiles.map(
  ({ id, title, description }) =>
    html`<label title="${description.slice(0, 300)}"><input type="checkbox" name="profile" value="${id}"${chosen.includes(id) ? html` checked` : ''}> ${title}</label>`,
)}
<p class="note">What a profile builds on is checked as well. Unless you paste shapes, the kernel always is.</p>
</fieldset>`

const options = (known: readonly (readonly [string, string])[], chosen: string): Html =>
  html`${known.map(([value, name]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${name}</option>`)}`

/** The form and, once something was sent, the result. */
export const playgroundPage = (
  profiles: readonly Profile[],
  form: PlaygroundForm,
  result: Html,
): Html => html`<h1>Profile playground</h1>
<p class="lead">Check a landing page, JSON-LD or RDF against profiles, or against SHACL shapes of your own. Nothing that you paste is kept or passed on.</p>
<form id="check" class="playground" method="post" action="/profiles/playground" enctype="multipart/form-data">
<div class="document">
<label for="document">Document</label>
<textarea id="document" name="document" rows="16" spellcheck="false" autocapitalize="off" placeholder="${EXAMPLE}" aria-describedby="document-note">
${form.document}</textarea>
<p class="note" id="document-note">JSON-LD and pages go the whole way of a harvest, and the graph that comes of it is checked; Turtle, N-Triples and N-Quads are checked as they are. At most 1 MB.</p>
<p><label for="sample">or a harvested sample</label> <input id="sample" name="sample" value="${form.sample}" placeholder="10.60510/…" autocomplete="off"> <span class="note">identifier; used when the document is empty</span></p>
</div>
<div class="against">
${profileChoice(profiles, form.profiles)}
<details${form.shapes === '' ? '' : html` open`}><summary>Shapes of your own</summary>
<label for="shapes" class="unseen">Shapes (Turtle)</label>
<textarea id="shapes" name="shapes" rows="10" spellcheck="false" autocapitalize="off" placeholder="@prefix sh: &lt;http://www.w3.org/ns/shacl#&gt; . …">
${form.shapes}</textarea>
<p class="note">SHACL in Turtle, rules in SPARQL included; untick all profiles to check these shapes alone.</p></details>
<p><label for="format">The document is</label> <select id="format" name="format">${options(FORMATS, form.format)}</select></p>
<p><label for="language">Messages in</label> <select id="language" name="language">${options(
  [
    ['en', 'English'],
    ['de', 'Deutsch'],
  ],
  form.language,
)}</select></p>
<p><label><input type="checkbox" name="raw" value="true"${form.raw ? html` checked` : ''}> JSON-LD as it is, not as a harvest reads it</label></p>
<p class="act"><button type="submit" id="run">Check</button> <button type="button" class="quiet" id="example" data-example="${EXAMPLE}" hidden>Example</button> <a id="permalink" href="/profiles/playground" hidden>Link to this check</a></p>
</div>
</form>
<p id="status" role="status" aria-live="polite" class="unseen"></p>
<div id="result">${result}</div>
<p class="note">The same for programs: <code>POST /api/validate</code> (<a href="/docs">API</a>), and <code>lodestone validate</code> on the command line.</p>`
