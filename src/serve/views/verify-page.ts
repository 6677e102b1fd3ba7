/** /verify: a form for a text or file and, once something was sent, the report. */
import { html } from 'hono/html'
import type { Html } from './text.ts'
import { markedText, reportHead, resultTable } from './verify-parts.ts'
import type { ShownReport } from './verify-report.ts'

/** What the form holds. */
export interface VerifyForm {
  readonly text: string
  readonly publication: string
}

/** The result below the form. */
export const verifyResult = ({
  report,
  text,
}: ShownReport): Html => html`<h2 id="result-title" tabindex="-1">Report</h2>
${reportHead(report)}
<p id="filters" class="filters" hidden></p>
${resultTable(report, '')}
${text === undefined ? '' : markedText(text, report)}`

/** Why there is no report. */
export const verifyRefusal = (detail: string): Html =>
  html`<h2 id="result-title" tabindex="-1">It could not be verified</h2><p class="error">${detail}</p>`

/** The page. */
export const verifyPage = (form: VerifyForm, result: Html): Html => html`<h1>Verify sample identifiers</h1>
<p class="lead">For reviewers, editors and authors: every identifier of a manuscript or table, and whether a sample is registered under it. Nothing that you send is kept or passed on.</p>
<form id="verify" class="verify" method="post" action="/verify" enctype="multipart/form-data">
<p class="drop" id="drop"><label for="document">File</label> <input type="file" id="document" name="document" accept=".pdf,.docx,.odt,.xlsx,.csv,.tsv,.txt,.md,.tex,.bib,.ris,.html,.json"> <span class="note">PDF, Word, OpenDocument, Excel, CSV or text, at most 20 MB; or drop it here</span></p>
<label for="text">or text</label>
<textarea id="text" name="text" rows="8" spellcheck="false" autocapitalize="off" placeholder="… sample IGSN 10.5072/DEMO-SOIL-0001 …">
${form.text}</textarea>
<p><label for="publication">Publication (DOI)</label> <input id="publication" name="publication" value="${form.publication}" placeholder="10.1234/…" autocomplete="off"> <span class="note">to see which samples name it; left empty, it is guessed from the first page</span></p>
<p class="act"><button type="submit" id="run">Verify</button>
<button type="submit" class="quiet" formaction="/api/verify?format=html">Report as HTML</button>
<button type="submit" class="quiet" formaction="/api/verify?format=csv">CSV</button>
<button type="submit" class="quiet" formaction="/api/verify?format=json">JSON</button></p>
</form>
<p id="status" role="status" aria-live="polite" class="unseen"></p>
<div id="result">${result}</div>
<p class="note">The same for programs: <code>POST /api/verify</code> (<a href="/docs">API</a>), and <code>lodestone verify FILE</code> on the command line.</p>`
