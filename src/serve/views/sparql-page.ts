/** /sparql for browsers: an editor, examples and results. */
import { html } from 'hono/html'
import type { ExampleQuery } from '../../graph/examples.ts'
import type { Html } from './text.ts'

/** The page's content. Prefixes and examples travel in data attributes, so that no script is inline. */
export const sparqlEditorPage = (
  examples: readonly ExampleQuery[],
  prefixes: Readonly<Record<string, string>>,
  seconds: number,
): Html => html`<h1>SPARQL</h1>
<p>Ask the whole graph. Choose an example, change it, run it. The endpoint is <code>/sparql</code>; queries may take ${seconds} seconds.</p>
<div class="columns sparql">
<aside aria-labelledby="examples-title">
<details class="filters" id="filters" open><summary>Examples</summary>
<h2 id="examples-title">Examples</h2>
<ul class="examples">${examples.map(
  ({ id, title, description, query }) =>
    html`<li><button type="button" class="example" id="example-${id}" data-query="${query}" aria-describedby="about-${id}">${title}</button><span class="note" id="about-${id}">${description}</span></li>`,
)}</ul></details>
</aside>
<div class="found">
<form id="sparql" action="/sparql" method="get" data-prefixes="${JSON.stringify(prefixes)}">
<label for="query" class="unseen">Query</label>
<textarea id="query" name="query" rows="14" spellcheck="false">${examples[0]?.query ?? 'SELECT * WHERE { ?s ?p ?o } LIMIT 10'}</textarea>
<div id="editor" hidden></div>
<div class="under"><p><button type="submit" id="run">Run</button> <span class="keys">or Ctrl+Enter</span></p>
<p><a id="permalink" href="/sparql" hidden>Link to this query</a></p></div>
</form>
<section aria-labelledby="answer-title" id="answer-section" hidden>
<div class="heading"><h2 id="answer-title" tabindex="-1">Answer</h2><p id="downloads" class="note"></p></div>
<p id="answer-status" role="status" aria-live="polite"></p>
<div id="answer"></div>
</section>
</div></div>`
