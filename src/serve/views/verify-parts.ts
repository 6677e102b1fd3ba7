/** What is shown of a report, on the page of the portal and in the file to download. */
import { html } from 'hono/html'
import { placeText } from '../../verify/place-text.ts'
import { VERDICTS, type Verdict, type VerifyReport, type VerifyResult } from '../../verify/report.ts'
import { count, type Html, outward, percent, plural } from './text.ts'

/** Verdicts in words, and what an author is to do. */
export const VERDICT_WORDS: Readonly<Record<Verdict, readonly [name: string, advice: string]>> = {
  registered: ['Registered', 'nothing to do'],
  alias: ['Known under another form', 'cite the suggested form'],
  ambiguous: ['Ambiguous', 'write the whole identifier'],
  malformed: ['Malformed', 'correct it'],
  unknown: ['Unknown here', 'check it with the repository'],
  withdrawn: ['Withdrawn', 'ask the repository'],
  'not-a-sample': ['Not a sample', 'nothing to do'],
}

const PATTERNS: Readonly<Record<Verdict, string>> = {
  registered: '✓',
  alias: '≈',
  ambiguous: '?',
  malformed: '✗',
  unknown: '○',
  withdrawn: '†',
  'not-a-sample': '·',
}

const badge = (verdict: Verdict): Html =>
  html`<span class="verdict v-${verdict}"><span aria-hidden="true">${PATTERNS[verdict]}</span> ${VERDICT_WORDS[verdict][0]}</span>`

/** One bar in as many parts as there are verdicts, and a legend that says the same in numbers. */
const verdictBar = ({ summary, results }: VerifyReport): Html => {
  const present = VERDICTS.filter(verdict => summary[verdict] > 0)
  let x = 0
  const parts = present.map(verdict => {
    const width = (summary[verdict] / Math.max(1, results.length)) * 100
    x += width
    return html`<rect class="v-${verdict}" x="${(x - width).toFixed(2)}" width="${width.toFixed(2)}" height="4"/>`
  })
  return html`<svg class="verdicts" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul class="legend" aria-label="Verdicts">${present.map(
    verdict =>
      html`<li data-verdict="${verdict}">${badge(verdict)} <strong>${count(summary[verdict])}</strong></li>`,
  )}</ul>`
}

const linkText = (linksBack: boolean | null): string => (linksBack === null ? '–' : linksBack ? 'yes' : 'no')

const sampleCell = (
  { sample, name, suggestion, landingPage, detail, status }: VerifyResult,
  base: string,
): Html =>
  html`${
    sample === null
      ? ''
      : html`<a href="${base}/samples/${encodeURIComponent(sample)}">${name ?? suggestion ?? sample}</a>${landingPage === null ? '' : html` <span class="sub">${outward(landingPage, 'landing page')}</span>`}`
  }${suggestion === null ? '' : html`<span class="sub">Write <code>${suggestion}</code></span>`}<span class="sub">${detail}${status === null || status === 'registered' ? '' : ` (${status})`}</span>`

const row = (result: VerifyResult, index: number, base: string): Html => {
  const { verdict, text, before, behind, place, linksBack, completeness } = result
  return html`<tr id="r${index}" data-verdict="${verdict}"><td>${badge(verdict)}</td>
<td><code>${text}</code><span class="sub">${placeText(place)}</span><span class="sub context">${before}<b>${text}</b>${behind}</span></td>
<td>${sampleCell(result, base)}</td><td data-name="Names the publication">${linkText(linksBack)}</td>
<td data-name="Metadata">${completeness === null ? '–' : html`${percent(completeness.share)}${completeness.missing.length === 0 ? '' : html`<span class="sub">without ${completeness.missing.join(', ')}</span>`}`}</td></tr>`
}

/** The table of results. Links to samples go to `base`. */
export const resultTable = ({ results }: VerifyReport, base: string): Html =>
  results.length === 0
    ? html`<p>No identifier was found.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Results"><table class="verify"><thead><tr><th scope="col">Verdict</th><th scope="col">In the document</th><th scope="col">Sample</th><th scope="col">Names the publication</th><th scope="col">Metadata</th></tr></thead>
<tbody>${results.map((result, index) => row(result, index, base))}</tbody></table></div>`

/** The text of the document with every identifier marked; each leads to its row. */
export const markedText = (text: string, { results }: VerifyReport): Html => {
  const pieces: Html[] = []
  let at = 0
  for (const [index, { start, end, verdict }] of results.entries()) {
    pieces.push(
      html`${text.slice(at, start)}<a class="mark v-${verdict}" href="#r${index}" title="${VERDICT_WORDS[verdict][0]}">${text.slice(start, end)}</a>`,
    )
    at = end
  }
  return html`<details class="marked"${text.length < 20_000 ? html` open` : ''}><summary>The text with its identifiers</summary><pre tabindex="0">${pieces}${text.slice(at)}</pre></details>`
}

const publicationLine = ({ publication, samples }: VerifyReport): Html => {
  if (!publication)
    return html`<p class="note">No publication was named or found: whether records link back is not said.</p>`
  const { linkingBack, distinct } = samples
  return html`<p>Publication: ${outward(publication.id, publication.id)}${publication.guessed ? ' (guessed from the first page)' : ''}. ${distinct === 0 ? '' : `${count(linkingBack ?? 0)} of ${plural(distinct, 'sample')} name it.`}</p>`
}

/** The head of a report: how many, which verdicts, what to know. */
export const reportHead = (report: VerifyReport): Html => {
  const { document, results, samples, notes } = report
  const size =
    document.pages === undefined ? `${count(document.characters)} characters` : plural(document.pages, 'page')
  return html`<p>${document.name} (${document.kind}, ${size}): ${plural(results.length, 'identifier')}, ${plural(samples.distinct, 'registered sample')}${samples.completeness === null ? '' : `, metadata ${percent(samples.completeness)} complete`}.</p>
${publicationLine(report)}
${notes.map(note => html`<p class="note">${note}</p>`)}
${results.length === 0 ? '' : verdictBar(report)}`
}
