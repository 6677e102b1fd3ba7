/** A corpus report as table, JSON, CSV and HTML. */
import { html } from 'hono/html'
import { plainTable } from '../serve/views/source-charts.ts'
import { count, type Html, outward, percent, plural } from '../serve/views/text.ts'
import type { ConstraintReport, CorpusReport, Tally } from '../validate/workbench/corpus-report.ts'
import { writeCsv } from '../validate/workbench/formats/csv.ts'
import type { WorkProfile } from '../validate/workbench/work-profile.ts'
import { printable } from './printable.ts'
import { reportPage } from './report-page.ts'
import { table } from './table.ts'

/** A report and whose it is. */
export interface NamedReport {
  readonly profile: WorkProfile
  readonly report: CorpusReport
}

/** Constraints by how many records fail them; ties stay in the order of the shapes. */
const ranked = ({ constraints }: CorpusReport): readonly ConstraintReport[] =>
  [...constraints].sort((a, b) => b.records - a.records)

const summary = ({ profile, report }: NamedReport): string =>
  `${profile.id}: ${plural(report.records, 'record')}, ${count(report.conforming)} without a violation` +
  (report.incomplete > 0 ? `, ${count(report.incomplete)} given up` : '') +
  (report.others > 0 ? `; it is not about ${count(report.others)} others` : '')

const tableOf = (named: NamedReport): string => {
  const { report } = named
  if (report.records === 0) return `${summary(named)}: there is nothing to report on`
  const rows = ranked(report).map(({ known, targets, evaluated, failed, records, badValues }) => [
    ...[known.owner, known.text, known.path ?? '', known.severity],
    ...[targets, evaluated, failed, records].map(String),
    badValues
      .map(({ text, count: times }) => `${printable(text, 40)} (${times})`)
      .slice(0, 3)
      .join(', '),
  ])
  const right = (title: string) => ({ title, align: 'right' as const })
  const columns = [
    ...[
      { title: 'shape' },
      { title: 'constraint', most: 40 },
      { title: 'path', most: 50 },
      { title: 'severity' },
    ],
    ...['targets', 'evaluated', 'failed', 'records'].map(right),
    { title: 'most frequent bad values', most: 90 },
  ]
  const sources = [...report.bySource].map(([source, { records, conforming }]) => [
    source,
    String(records),
    String(conforming),
    percent(conforming / records),
  ])
  const failing = ranked(report).filter(({ samples }) => samples.length > 0)
  return [
    summary(named),
    '',
    table(columns, rows),
    '',
    table([{ title: 'source' }, right('records'), right('without violation'), right('share')], sources),
    ...(failing.length > 0 ? ['', 'for example'] : []),
    ...failing.map(
      ({ known, samples }) =>
        `  ${known.owner} ${printable(known.text, 40)}: ${printable(samples[0] ?? '', 200)}`,
    ),
  ].join('\n')
}

/** One table per profile, by how many records fail. */
export const reportTable = (reports: readonly NamedReport[]): string => reports.map(tableOf).join('\n\n')

const numbers = ({ targets, evaluated, failed, records }: Tally) => ({ targets, evaluated, failed, records })

/** One report as JSON. */
export const reportRecord = ({ profile, report }: NamedReport) => ({
  profile: profile.id,
  shapes: profile.shapes.file,
  records: report.records,
  others: report.others,
  conforming: report.conforming,
  incomplete: report.incomplete,
  sources: Object.fromEntries(report.bySource),
  constraints: report.constraints.map(each => ({
    shape: each.known.owner,
    constraint: each.known.text,
    ...(each.known.path !== undefined && { path: each.known.path }),
    severity: each.known.severity,
    ...(each.known.line !== undefined && { line: each.known.line }),
    ...numbers(each),
    sources: Object.fromEntries([...each.bySource].map(([source, tally]) => [source, numbers(tally)])),
    samples: each.samples,
    badValues: each.badValues,
    ...(each.isEstimate && { badValuesAreEstimates: true }),
  })),
})

const TITLES = [
  'profile',
  'source',
  'shape',
  'constraint',
  'path',
  'severity',
  'targets',
  'evaluated',
  'failed',
  'records',
  'sample',
]

/** A row per constraint and source. */
export const reportCsv = (reports: readonly NamedReport[]): string =>
  writeCsv(
    TITLES,
    reports.flatMap(({ profile, report }) =>
      report.constraints.flatMap(({ known, bySource, samples }) =>
        [...bySource].map(([source, { targets, evaluated, failed, records }]) => [
          ...[profile.id, source, known.owner, known.text, known.path ?? '', known.severity],
          ...[targets, evaluated, failed, records],
          records > 0 ? (samples[0] ?? '') : '',
        ]),
      ),
    ),
  )

const section = (named: NamedReport): Html => {
  const { profile, report } = named
  return html`<section class="source" aria-labelledby="${profile.id}">
<h2 id="${profile.id}">${profile.title}</h2>
<p class="note">${summary(named)}</p>
${plainTable(
  `Sources under ${profile.title}`,
  ['Source', 'Records', 'Without violation', 'Share'],
  [...report.bySource].map(([source, each]) => [
    source,
    each.records,
    each.conforming,
    percent(each.conforming / each.records),
  ]),
)}
${plainTable(
  `Constraints of ${profile.title}`,
  [
    'Shape',
    'Constraint',
    'Severity',
    'Evaluated',
    'Failed',
    'Records',
    'By source',
    'Bad values',
    'Records that fail',
  ],
  ranked(report).map(({ known, evaluated, failed, records, bySource, badValues, samples }) => [
    known.owner,
    html`${known.text}${known.path === undefined ? '' : html`<span class="sub">${known.path}</span>`}`,
    known.severity,
    evaluated,
    failed,
    records,
    [...bySource]
      .flatMap(([source, each]) => (each.records > 0 ? [`${source} ${each.records}`] : []))
      .join(', '),
    badValues.length === 0
      ? ''
      : html`<ul>${badValues.map(({ text, count: times }) => html`<li>${text} <span class="sub">${plural(times, 'time')}</span></li>`)}</ul>`,
    samples.length === 0 ? '' : html`<ul>${samples.map(url => html`<li>${outward(url, url)}</li>`)}</ul>`,
  ]),
)}
</section>`
}

/** One document for all. */
export const reportHtml = (reports: readonly NamedReport[]): string =>
  reportPage({
    title: 'Profiles over the harvested records',
    lead: html`${plural((reports[0]?.report.records ?? 0) + (reports[0]?.report.others ?? 0), 'record')} checked against ${plural(reports.length, 'profile')}.`,
    sections: reports.map(section),
  })
