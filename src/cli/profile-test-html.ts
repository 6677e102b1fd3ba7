/** Tested profiles as one HTML file. */
import { html } from 'hono/html'
import { plainTable } from '../serve/views/source-charts.ts'
import { count, type Html, plural } from '../serve/views/text.ts'
import { kindsOf, kindText } from '../validate/workbench/expectation.ts'
import { type ProfileTest, withoutExample } from '../validate/workbench/test-profile.ts'
import { placeText } from './profile-test-table.ts'
import { reportPage } from './report-page.ts'

const list = (items: readonly string[]): Html =>
  items.length === 0 ? '' : html`<ul>${items.map(item => html`<li>${item}</li>`)}</ul>`

const section = ({ profile, outcomes, problems, coverage }: ProfileTest): Html => {
  const missing = withoutExample(coverage)
  return html`<section class="source" aria-labelledby="${profile.id}">
<h2 id="${profile.id}">${profile.title}</h2>
<p class="note">${placeText(profile.shapes.file, undefined)}</p>
${problems.length > 0 ? html`<h3 class="bad">Could not be checked</h3>${list(problems.map(({ subject, detail }) => `${subject}: ${detail}`))}` : ''}
${plainTable(
  `Examples of ${profile.title}`,
  ['Example', 'Kind', 'Outcome', 'Found'],
  outcomes.map(({ example, differences, results }) => [
    example.name,
    example.kind,
    differences.length === 0
      ? html`<span class="good">as expected</span>`
      : html`<span class="bad">different</span>${list(differences)}`,
    list(kindsOf(results).map(kindText)),
  ]),
)}
${
  missing.length > 0
    ? html`<h3>Constraints that no example fails</h3>${plainTable(
        'Constraints that no example fails',
        ['Shape', 'Constraint', 'Path', 'Severity', 'Line'],
        missing.map(({ owner, text, path, severity, line }) => [
          owner,
          text,
          path ?? '',
          severity,
          line ?? '',
        ]),
      )}`
    : ''
}
</section>`
}

/** The document. */
export const testHtml = (tests: readonly ProfileTest[]): string => {
  const all = tests.flatMap(({ outcomes }) => outcomes)
  const different = all.filter(({ isAsExpected }) => !isAsExpected).length
  return reportPage({
    title: 'Profiles and their examples',
    lead: html`${plural(all.length, 'example')} of ${plural(tests.length, 'profile')}; ${different === 0 ? 'all as expected' : `${count(different)} different`}.`,
    sections: tests.map(section),
  })
}
