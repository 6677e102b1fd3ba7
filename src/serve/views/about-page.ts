/** /about: how to use what is here from programs, and how to cite it. */
import { html } from 'hono/html'
import { count, type Html } from './text.ts'

const command = (text: string, name: string): Html =>
  html`<pre tabindex="0" aria-label="${name}"><code>${text}</code></pre>`

/** The page's content; `base` is the public address. */
export const aboutPage = (
  base: string,
  generation: number,
  seconds: number,
): Html => html`<h1>About & API</h1>
<p class="lead">Lodestone harvests the JSON-LD that sample repositories embed in their landing pages, checks it, and serves one linked graph of samples, publications, people and organisations.</p>
<section aria-labelledby="api"><h2 id="api">API</h2>
<p>The search page and the API take the same parameters: put <code>/api/samples</code> in place of <code>/search</code> in any address. Everything is described, with examples to try, at <a href="/docs">API</a>, and for machines in <a href="/openapi.json">openapi.json</a>.</p>
${command(`curl '${base}/api/samples?q=core&has=location&facets=material,source&limit=5'`, 'A search')}
<ul class="plain">
<li><code>/api/samples</code>: search with facets; <code>/api/samples/{id}</code> with <code>/links</code>, <code>/family</code>, <code>/validation</code>, <code>/record</code></li>
<li><code>/api/publications</code>, <code>/api/people</code>, <code>/api/organisations</code>: the other side of the links</li>
<li><code>/api/clusters</code> and <code>/api/timeline</code>: samples in space and time, under the same filters</li>
<li><code>/api/sources</code>, <code>/api/profiles</code>, <code>/api/vocabularies</code>: who publishes, and what is expected</li>
<li><code>/api/validate</code>: checks a document that is sent to it, as the <a href="/profiles/playground">playground</a> does; <code>/api/changes</code>: what changed, for mirrors</li>
</ul></section>
<section aria-labelledby="sparql-about"><h2 id="sparql-about">SPARQL</h2>
<p>The endpoint <a href="/sparql"><code>${base}/sparql</code></a> answers SPARQL 1.1 queries within ${count(seconds)} seconds, in every W3C format. The default graph holds the statements of all accepted records in one shape; each record as its publisher wrote it is a graph named by its landing page.</p>
${command(
  `curl '${base}/sparql' -H 'Accept: text/csv' --data-urlencode \\
  'query=PREFIX sosa: <http://www.w3.org/ns/sosa/> SELECT (COUNT(*) AS ?samples) { ?s a sosa:Sample }'`,
  'A query',
)}</section>
<section aria-labelledby="ids"><h2 id="ids">Identifiers</h2>
<p>Every spelling of an identifier leads to the thing: <code>${base}/id/</code> followed by an IGSN, DOI, ORCID, ROR or the address of a landing page. The answer is a page, JSON or RDF, as the <code>Accept</code> header asks.</p>
${command(`curl -L -H 'Accept: text/turtle' '${base}/id/…'`, 'A sample as Turtle')}</section>
<section aria-labelledby="quality"><h2 id="quality">Quality</h2>
<p>Every record is checked against the <em>kernel</em>, a few rules without which a record cannot be used, and against the profiles of its community. A record that breaks a kernel rule is kept out, with its report. Community profiles never keep a record out: what they find is shown with it, as advice to its publisher. <em>Coverage</em> tells how much of what a page says reached the graph.</p></section>
<section aria-labelledby="cite"><h2 id="cite">Citing</h2>
<p>Cite samples by their own identifiers. To cite the state of the whole, give the address and the number of the last change: the answers of the API and the SPARQL endpoint carry it in the header <code>Lodestone-Generation</code>.</p>
<blockquote>Lodestone, ${base}, state after change ${count(generation)}.</blockquote>
<p>Metadata stay under the licences that their sources state: see <a href="/sources">Sources</a>, and each sample’s page. The program is free software under the Apache License 2.0.</p></section>`
