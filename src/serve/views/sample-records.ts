/** The records that describe a sample: where they are, how they were read, how they fare against the profiles. */
import { html } from 'hono/html'
import type { StoredRecord } from '../../model/record.ts'
import type { ValidationReport, ValidationResult } from '../../model/validation-report.ts'
import { type Html, momentText, outward, percent, plural, relationText } from './text.ts'

const MAX_RESULTS = 50

const severityOf = ({ severity }: ValidationResult): string => relationText(severity)

const finding = (result: ValidationResult): Html =>
  html`<li><span class="badge ${severityOf(result)}">${severityOf(result)}</span> ${result.message}${result.path === undefined ? '' : html` <code>${result.path.replaceAll(/<[^>]*[/#]([^/#>]+)>/g, '$1').replace(/^https?:\S*[/#]/, '')}</code>`}${result.value === undefined ? '' : html`: <q>${result.value.value.slice(0, 200)}</q>`}</li>`

const reportOf = (report: ValidationReport, title: (profile: string) => string): Html => {
  const { results, conforms, profile } = report
  const verdict = conforms ? (results.length === 0 ? 'met' : 'met, with remarks') : 'not met'
  return html`<div class="report"><p><strong>${title(profile)}</strong> <span class="badge ${conforms ? 'met' : 'violation'}">${verdict}</span></p>
${results.length > 0 ? html`<ul>${results.slice(0, MAX_RESULTS).map(finding)}</ul>` : ''}
${results.length > MAX_RESULTS ? html`<p class="note">and ${results.length - MAX_RESULTS} more</p>` : ''}</div>`
}

const reading = ({ coverage, repairs, problems }: StoredRecord): Html => html`
${coverage && coverage.present > 0 ? html`<p>${percent(coverage.reached / coverage.present)} of its ${plural(coverage.present, 'value')} reached the graph.${coverage.lost.length > 0 ? html` Not understood: ${coverage.lost.slice(0, 10).map((lost, index) => html`${index > 0 ? ', ' : ''}<code>${lost}</code>`)}.` : ''}</p>` : ''}
${repairs.length > 0 ? html`<details><summary>${plural(repairs.length, 'repair')} when reading</summary><ul>${repairs.slice(0, MAX_RESULTS).map(({ rule, detail }) => html`<li><code>${rule}</code> ${detail}</li>`)}</ul></details>` : ''}
${problems.map(({ detail }) => html`<p class="problem">${detail}</p>`)}`

const recordCard = (
  record: StoredRecord,
  sourceName: (id: string) => string,
  title: (id: string) => string,
): Html => html`<li class="record">
<h3>${outward(record.url, record.url)}${record.state === 'accepted' ? '' : html` <span class="badge violation">${record.state}</span>`}</h3>
<p class="note">${sourceName(record.source)} · fetched ${momentText(record.fetchedAt)}${record.withdrawnBecause === undefined ? '' : html` · withdrawn: ${record.withdrawnBecause}`}</p>
${reading(record)}
${record.reports.map(report => reportOf(report, title))}</li>`

/** The section over all records, of any state. */
export const recordSection = (
  records: readonly StoredRecord[],
  sourceName: (id: string) => string,
  profileTitle: (id: string) => string,
): Html => html`<section aria-labelledby="records"><h2 id="records">${records.length === 1 ? 'Its record' : 'Its records'}</h2>
<p class="note">The pages this is known from, and how they fare against the profiles. <a href="/about#quality">What this means</a></p>
<ul class="records">${records.map(record => recordCard(record, sourceName, profileTitle))}</ul></section>`
