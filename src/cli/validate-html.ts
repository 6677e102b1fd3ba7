/** Outcomes of `lodestone validate` as one HTML file. */
import { html } from 'hono/html'
import { severityName } from '../rdf/severity.ts'
import { explanationTree } from '../serve/views/explanation-tree.ts'
import type { Html } from '../serve/views/text.ts'
import type { CheckReport, Language } from '../validate/check-request.ts'
import { pathTextName } from '../validate/explain-names.ts'
import { reportPage } from './report-page.ts'
import { codeOf, type FileOutcome, howValidated } from './validate-outcome.ts'

const WORDS = {
  en: {
    conforms: 'Conforms',
    fails: 'Does not conform',
    unchecked: 'Could not be checked',
    line: 'Line',
    severity: 'Severity',
    profile: 'Profile',
    path: 'Path',
    message: 'Message',
  },
  de: {
    conforms: 'Konform',
    fails: 'Nicht konform',
    unchecked: 'Konnte nicht geprüft werden',
    line: 'Zeile',
    severity: 'Schwere',
    profile: 'Profil',
    path: 'Pfad',
    message: 'Meldung',
  },
} as const

const resultTable = ({ results, lines }: CheckReport, language: Language): Html => {
  const words = WORDS[language]
  if (results.length === 0) return ''
  return html`<div class="scroll"><table><thead><tr><th scope="col" class="number">${words.line}</th><th scope="col">${words.severity}</th><th scope="col">${words.profile}</th><th scope="col">${words.path}</th><th scope="col">${words.message}</th></tr></thead>
<tbody>${results.map(
    ({ severity, profile, path, message, value }, i) =>
      html`<tr><td class="number">${lines[i] ?? ''}</td><td>${severityName(severity)}</td><td>${profile}</td><td><code>${path === undefined ? '' : pathTextName(path)}</code></td><td>${message}${value ? html` <span class="sub"><code>${value.value.slice(0, 300)}</code></span>` : ''}</td></tr>`,
  )}</tbody></table></div>`
}

const section = (outcome: FileOutcome, language: Language): Html => {
  const { file, answer } = outcome
  const words = WORDS[language]
  if (!answer.ok)
    return html`<section class="source"><h2>${file}</h2><p><strong>${words.unchecked}</strong></p>
<ul class="links">${answer.problems.map(({ detail, line }) => html`<li>${line ? `${words.line} ${line}: ` : ''}${detail}</li>`)}</ul></section>`
  const report = answer.value
  const verdict = codeOf(outcome) === 2 ? words.unchecked : report.conforms ? words.conforms : words.fails
  return html`<section class="source"><h2>${file}</h2><p><strong>${verdict}</strong> <span class="note">${howValidated(report, language)}</span></p>
${report.warnings.map(({ detail }) => html`<p class="note">${detail}</p>`)}
${resultTable(report, language)}
${report.explanation ? explanationTree(report.explanation, language) : ''}</section>`
}

/** The document. */
export const htmlOf = (outcomes: readonly FileOutcome[], language: Language): string =>
  reportPage({
    title: 'lodestone validate',
    language,
    sections: outcomes.map(outcome => section(outcome, language)),
  })
