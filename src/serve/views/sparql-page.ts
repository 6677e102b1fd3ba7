/** /sparql for browsers: an editor, examples and results. */
import { html } from 'hono/html'
import { examplesList, type ShownExample } from './sparql-examples.ts'
import type { Html } from './text.ts'

const FORMATS = [
  ['', 'as the browser shows it'],
  ['csv', 'CSV'],
  ['tsv', 'TSV'],
  ['json', 'JSON'],
  ['xml', 'XML'],
  ['turtle', 'Turtle'],
] as const

const aside = (examples: readonly ShownExample[]): Html => html`<aside aria-labelledby="examples-title">
<details class="filters" id="filters" open><summary>Examples</summary>
<h2 id="examples-title">Examples</h2>
<p class="scripted-only" hidden><label for="find-example" class="unseen">Search examples</label><input type="search" id="find-example" placeholder="Search ${examples.length} examples" autocomplete="off"></p>
<p id="found-examples" class="note" role="status"></p>
<form id="examples" action="/sparql" method="post">${examplesList(examples)}</form>
<p class="note">Each has an address for programs too: <a href="/api/queries">/api/queries</a></p></details>
<details id="history" hidden><summary>Your last queries</summary><ul></ul><p class="note">Kept in this browser only. <button type="button" class="quiet" id="forget">Forget them</button></p></details>
</aside>`

const form = (first: string, prefixes: Readonly<Record<string, string>>, seconds: number): Html =>
  html`<form id="sparql" action="/sparql" method="post" data-prefixes="${JSON.stringify(prefixes)}" data-seconds="${seconds}">
<label for="query" class="unseen">Query</label>
<textarea id="query" name="query" rows="14" spellcheck="false">${first}</textarea>
<div id="editor" hidden></div>
<noscript><p><label for="format">Answer</label> <select id="format" name="format">${FORMATS.map(([value, name]) => html`<option value="${value}">${name}</option>`)}</select></p></noscript>
<div class="under"><p><button type="submit" id="run">Run</button> <button type="button" class="quiet" id="stop" hidden>Stop</button> <span class="keys scripted-only" hidden>Ctrl+Enter runs, Ctrl+Space completes</span></p>
<p class="scripted-only" hidden><button type="button" class="quiet" id="tidy">Tidy</button> <button type="button" class="quiet" id="copy-link">Copy link</button> <a id="permalink" href="/sparql">Link to this query</a></p></div>
<details id="code" class="scripted-only" hidden><summary>Use this query in a program</summary>
<div class="tabs" role="tablist" aria-label="Language"></div>
<div class="program"><pre tabindex="0" id="code-text"><code></code></pre><button type="button" class="quiet copy">Copy</button></div></details>
</form>`

const answer = html`<section aria-labelledby="answer-title" id="answer-section" hidden>
<h2 id="answer-title" class="unseen">Answer</h2>
<p id="answer-status" class="state" role="status" aria-live="polite"></p>
<div class="answer-head"><div id="views" class="tabs" role="tablist" aria-label="Views of the answer"></div><p id="downloads"></p></div>
<div id="answer" role="tabpanel" tabindex="-1"></div>
</section>`

/** The page's content. Prefixes and examples travel in data attributes, so that no script is inline. */
export const sparqlEditorPage = (
  examples: readonly ShownExample[],
  prefixes: Readonly<Record<string, string>>,
  seconds: number,
): Html => html`<h1>SPARQL</h1>
<p class="intro">Ask the whole graph: choose an example, change it, run it. A query may take ${seconds} seconds; its answer comes whole or not at all. Programs send queries to <code>/sparql</code> too, see <a href="/docs">the API</a>.</p>
<div class="columns sparql">
${aside(examples)}
<div class="ask">${form(examples[0]?.query ?? 'SELECT * WHERE { ?s ?p ?o } LIMIT 10', prefixes, seconds)}</div>
</div>
${answer}`
