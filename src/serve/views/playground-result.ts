/** What a check found: the verdict, how each profile fared, the document with its results beside their lines, the explanation. */
import { html } from 'hono/html'
import { severityName } from '../../rdf/severity.ts'
import type { CheckReport, PlacedProblem } from '../../validate/check-request.ts'
import { pathTextName } from '../../validate/explain-names.ts'
import { explanationTree } from './explanation-tree.ts'
import { count, type Html, plural } from './text.ts'

/** Lines of a document that are shown, and results told at one line. */
const MOST_LINES = 3_000
const MOST_AT_LINE = 50
const LONGEST_LINE = 2_000

const verdict = (report: CheckReport): Html => {
  if (report.nothingChecked)
    return html`<h2 id="result-title" class="verdict unknown" tabindex="-1">Nothing was checked</h2><p>No shape found anything in the document to look at. That is not the same as conforming: look at the classes and properties that the shapes name as their targets.</p>`
  return report.conforms
    ? html`<h2 id="result-title" class="verdict met" tabindex="-1">Conforms</h2>`
    : html`<h2 id="result-title" class="verdict failed" tabindex="-1">Does not conform</h2>`
}

const how = ({ validated, statements }: CheckReport): Html =>
  validated === 'kernel'
    ? html`<p>The document went through the whole pipeline; the kernel graph that came of it (${plural(statements, 'statement')}) was checked, as in a harvest.</p>`
    : html`<p>The document was checked as it is (${plural(statements, 'statement')}).</p>`

const profileTable = ({
  profiles,
}: CheckReport): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Profiles, scrolls sideways"><table class="stack"><caption class="unseen">How each profile fared</caption>
<thead><tr><th scope="col">Checked with</th><th scope="col" class="number">Nodes looked at</th><th scope="col" class="number">Results</th><th scope="col">Outcome</th></tr></thead>
<tbody>${profiles.map(
  ({ id, title, targets, results, conforms }) =>
    html`<tr><th scope="row">${title}${title === id ? '' : html` <span class="note">${id}</span>`}</th><td class="number" data-name="Nodes looked at">${count(targets)}</td><td class="number" data-name="Results">${count(results)}</td><td data-name="Outcome">${targets === 0 ? 'nothing was checked' : conforms ? html`<span class="badge met">conforms</span>` : html`<span class="badge violation">does not conform</span>`}</td></tr>`,
)}</tbody></table></div>`

const DOWNLOADS = [
  ['turtle', 'Turtle'],
  ['jsonld', 'JSON-LD'],
  ['json', 'JSON'],
] as const

const downloads: Html = html`<p class="downloads">Save the report: ${DOWNLOADS.map(
  ([name, title]) =>
    html`<button type="submit" form="check" formaction="/api/validate" name="report" value="${name}" class="quiet">${title}</button> `,
)}</p>`

type Result = CheckReport['results'][number]

const note = ({ severity, message, path, profile }: Result): Html =>
  html`<li><span class="badge${severityName(severity) === 'Violation' ? ' violation' : ''}">${severityName(severity)}</span> ${message} <span class="note">${path === undefined ? '' : html`<code>${pathTextName(path)}</code> `}${profile}</span></li>`

const noted = (results: readonly Result[]): Html => {
  if (results.length === 0) return ''
  const left = results.length - MOST_AT_LINE
  return html`<ul class="line-notes">${results.slice(0, MOST_AT_LINE).map(note)}${left > 0 ? html`<li>and ${plural(left, 'more result')}</li>` : ''}</ul>`
}

const LEVELS = ['Violation', 'Warning']

const sourceLines = ({ results, lines }: CheckReport, text: string): Html => {
  const at = new Map<number, Result[]>()
  results.forEach((result, i) => {
    const line = lines[i]
    if (line) at.set(line, [...(at.get(line) ?? []), result])
  })
  const all = text.split(/\r\n|\n|\r/)
  const shown = all.slice(0, MOST_LINES)
  const elsewhere = results.filter((_, i) => !lines[i] || (lines[i] ?? 0) > shown.length)
  return html`<section aria-labelledby="source-title"><h3 id="source-title">The document, with what was found</h3>
<ol class="source-lines">${shown.map((line, i) => {
    const found = at.get(i + 1) ?? []
    const level = LEVELS.find(name => found.some(({ severity }) => severityName(severity) === name))
    const kind =
      found.length === 0 ? '' : level === 'Violation' ? 'violation' : level === 'Warning' ? 'warning' : 'info'
    return html`<li id="line-${i + 1}"${kind ? html` class="${kind}" tabindex="-1"` : ''}><code>${line.slice(0, LONGEST_LINE)}${line.length > LONGEST_LINE ? '…' : ''}</code>${noted(found)}</li>`
  })}</ol>
${all.length > shown.length ? html`<p class="note">${plural(all.length - shown.length, 'more line')}</p>` : ''}
${elsewhere.length > 0 ? html`<h4>About the document as a whole</h4>${noted(elsewhere)}` : ''}</section>`
}

/** A report beside the text of its document; `sample` says which page it is when it was not pasted. */
export const playgroundResult = (
  report: CheckReport,
  text: string,
  page?: string,
): Html => html`<section aria-labelledby="result-title" class="outcome" data-conforms="${String(report.conforms)}">
${verdict(report)}
${how(report)}
${page === undefined ? '' : html`<p class="note">As it was harvested from ${page}</p>`}
${report.warnings.map(({ code, detail }) => (code === 'nothing-targeted' && report.nothingChecked ? '' : html`<p class="note">${detail}</p>`))}
${profileTable(report)}
${report.omitted > 0 ? html`<p class="note">${plural(report.omitted, 'more result')} left out</p>` : ''}
${downloads}
<div class="beside">
${report.results.length > 0 ? html`<section aria-labelledby="why-title"><h3 id="why-title">Why, and what to do</h3>${report.explanation ? explanationTree(report.explanation, 'en', report.lines) : ''}</section>` : ''}
${text === '' ? '' : sourceLines(report, text)}
</div></section>`

/** Problems in place of a report. */
export const playgroundProblems = (
  problems: readonly Pick<PlacedProblem, 'detail' | 'line' | 'of'>[],
): Html => html`<section aria-labelledby="result-title" class="outcome">
<h2 id="result-title" class="verdict unknown" tabindex="-1">It could not be checked</h2>
<ul class="problem">${problems
  .slice(0, MOST_AT_LINE)
  .map(
    ({ detail, line, of }) =>
      html`<li>${line === undefined ? '' : html`<strong>${of === 'shapes' ? 'Shapes, line' : 'Line'} ${line}:</strong> `}${detail}</li>`,
  )}</ul></section>`
