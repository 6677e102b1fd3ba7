/** Why a document does not pass, as nested lists: profile, result, branch, and what to do at each. */
import { html } from 'hono/html'
import type { Branch, ProfileExplanation, ResultExplanation } from '../../validate/explanation.ts'
import type { Html } from './text.ts'

type Language = 'en' | 'de'

const WORDS = {
  en: {
    fix: 'To do',
    closest: 'closest branch',
    passes: 'passes',
    line: 'line',
    owner: { kernel: 'the kernel decides', community: 'a community advises', given: 'pasted shapes' },
    inherits: 'builds on',
  },
  de: {
    fix: 'Zu tun',
    closest: 'nächstliegender Zweig',
    passes: 'erfüllt',
    line: 'Zeile',
    owner: { kernel: 'der Kern entscheidet', community: 'eine Gemeinschaft rät', given: 'eingefügte Formen' },
    inherits: 'baut auf',
  },
} as const

const branchItem = (branch: Branch, language: Language): Html => {
  const words = WORDS[language]
  const mark = branch.passed ? words.passes : branch.closest ? words.closest : undefined
  return html`<li><code>${branch.shape}</code>${mark ? html` <span class="badge">${mark}</span>` : ''}${branch.results.length > 0 ? html`<ul>${branch.results.map(result => resultItem(result, language))}</ul>` : ''}</li>`
}

const resultItem = (
  result: ResultExplanation,
  language: Language,
  lines: readonly (number | null)[] = [],
): Html => {
  const words = WORDS[language]
  const line = result.result === undefined ? null : lines[result.result]
  const loud = result.severity === 'Violation' ? ' violation' : ''
  return html`<li><span class="badge${loud}">${result.severity}</span> ${result.message}
${line ? html`<a class="to-line" href="#line-${line}">${words.line} ${line}</a>` : ''}
<span class="sub">${result.path ? html`<code>${result.path}</code> ` : ''}${result.value ? html`<code>${result.value}</code>` : ''}</span>
<span class="sub fix"><strong>${words.fix}:</strong> ${result.fix}</span>${result.branches ? html`<ul>${result.branches.map(branch => branchItem(branch, language))}</ul>` : ''}</li>`
}

/** The tree. With `lines` (parallel to the report's results) each result links to `#line-N`. */
export const explanationTree = (
  explanation: readonly ProfileExplanation[],
  language: Language,
  lines: readonly (number | null)[] = [],
): Html => {
  const words = WORDS[language]
  return html`${explanation.map(
    ({
      profile,
      title,
      owner,
      inherits,
      results,
    }) => html`<section class="explained"><h3>${title} <span class="note">${profile === title ? '' : `${profile}, `}${words.owner[owner]}${inherits.length > 0 ? `; ${words.inherits} ${inherits.join(', ')}` : ''}</span></h3>
<ul class="tree">${results.map(result => resultItem(result, language, lines))}</ul></section>`,
  )}`
}
