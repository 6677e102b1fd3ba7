/** What another version of a profile would change, as table, JSON and HTML. */
import { html } from 'hono/html'
import { plainTable } from '../serve/views/source-charts.ts'
import { count, type Html, outward, plural } from '../serve/views/text.ts'
import type { Threshold } from '../validate/check-request.ts'
import type { Change, ConstraintChange, CorpusDiff } from '../validate/workbench/corpus-diff.ts'
import { printable } from './printable.ts'
import { reportPage } from './report-page.ts'
import { table } from './table.ts'

/** A diff, and what was asked for. */
export interface NamedDiff {
  /** The versions as they were named. */
  readonly before: string
  readonly after: string
  readonly threshold: Threshold
  readonly budget: number
  readonly diff: CorpusDiff
}

/** Constraints that are other ones now, or whose records are; the others changed nothing. */
const changed = ({ constraints }: CorpusDiff): readonly ConstraintChange[] =>
  constraints
    .filter(
      ({ newlyFailing, newlyFixed, status, before }) =>
        newlyFailing + newlyFixed > 0 || status !== 'kept' || before !== undefined,
    )
    .sort((a, b) => b.newlyFailing - a.newlyFailing || b.newlyFixed - a.newlyFixed)

const verdict = ({ diff, budget, threshold }: NamedDiff): string => {
  const { all, newlyFailing, newlyFixed, stillFailing, stillPassing } = diff.records
  const within =
    newlyFailing > budget ? `more than the budget of ${budget}` : `within the budget of ${budget}`
  return (
    `${plural(all, 'record')}: ${count(newlyFailing)} newly failing (${within}), ${count(newlyFixed)} newly fixed, ` +
    `${count(stillFailing)} still failing, ${count(stillPassing)} still passing; a record fails by results of severity ${threshold}${threshold === 'violation' ? '' : ' or above'}` +
    (diff.incomplete > 0 ? `; ${plural(diff.incomplete, 'record')} could not be checked to the end` : '') +
    (diff.others > 0 ? `; neither version is about ${count(diff.others)} others` : '')
  )
}

const statusText = ({ status, before }: ConstraintChange): string =>
  before === undefined ? (status === 'kept' ? '' : status) : `was ${before}`

const numbers = ({ newlyFailing, newlyFixed, stillFailing, stillPassing }: Change) => ({
  newlyFailing,
  newlyFixed,
  stillFailing,
  stillPassing,
})

/** What changed for records of each source, as `demo-a 3`. */
const sourcesText = ({ bySource }: ConstraintChange, of: 'newlyFailing' | 'newlyFixed'): string =>
  [...bySource].flatMap(([source, each]) => (each[of] > 0 ? [`${source} ${each[of]}`] : [])).join(', ')

const right = (title: string) => ({ title, align: 'right' as const })
const cells = ({ newlyFailing, newlyFixed, stillFailing, stillPassing }: Change): readonly number[] => [
  newlyFailing,
  newlyFixed,
  stillFailing,
  stillPassing,
]
const TITLES = ['newly failing', 'newly fixed', 'still failing', 'still passing']

/** The verdict, then sources, constraints and records. */
export const diffTable = (named: NamedDiff): string => {
  const { diff } = named
  const rows = changed(diff).map(each => [
    each.known.owner,
    `${each.known.severity} ${each.known.text}`,
    each.known.path ?? '',
    statusText(each),
    ...cells(each).map(String),
    sourcesText(each, 'newlyFailing'),
  ])
  const columns = [
    ...[
      { title: 'shape' },
      { title: 'constraint', most: 50 },
      { title: 'path', most: 50 },
      { title: 'change', most: 50 },
    ],
    ...TITLES.map(right),
    { title: 'newly failing by source', most: 80 },
  ]
  const samples = (title: string, urls: readonly string[]): readonly string[] =>
    urls.length === 0 ? [] : ['', `${title}, for example`, ...urls.map(url => `  ${printable(url, 200)}`)]
  const sources = [...diff.bySource].map(([source, each]) => [source, ...cells(each).map(String)])
  return [
    `${named.before} -> ${named.after}`,
    verdict(named),
    ...(sources.length > 0 ? ['', table([{ title: 'source' }, ...TITLES.map(right)], sources)] : []),
    ...(rows.length > 0
      ? ['', table(columns, rows)]
      : ['', 'No constraint is another one, or finds other records.']),
    ...samples('newly failing', diff.newlyFailingSamples),
    ...samples('newly fixed', diff.newlyFixedSamples),
  ].join('\n')
}

/** The diff as JSON. */
export const diffRecord = ({ before, after, threshold, budget, diff }: NamedDiff) => ({
  ...{ before, after, threshold, budget },
  isWithinBudget: diff.records.newlyFailing <= budget,
  records: diff.records,
  others: diff.others,
  incomplete: diff.incomplete,
  sources: Object.fromEntries(diff.bySource),
  samples: { newlyFailing: diff.newlyFailingSamples, newlyFixed: diff.newlyFixedSamples },
  constraints: diff.constraints.map(each => ({
    profile: each.profile,
    shape: each.known.owner,
    constraint: each.known.text,
    ...(each.known.path !== undefined && { path: each.known.path }),
    severity: each.known.severity,
    status: each.status,
    ...(each.before !== undefined && { was: each.before }),
    ...numbers(each),
    sources: Object.fromEntries([...each.bySource].map(([source, tally]) => [source, numbers(tally)])),
    samples: { newlyFailing: each.newlyFailingSamples, newlyFixed: each.newlyFixedSamples },
  })),
})

const links = (urls: readonly string[]): Html =>
  urls.length === 0 ? '' : html`<ul>${urls.map(url => html`<li>${outward(url, url)}</li>`)}</ul>`

/** The diff as a document of its own. */
export const diffHtml = (named: NamedDiff): string => {
  const { before, after, diff } = named
  const sections = [
    html`<section class="source"><h2>Sources</h2>${plainTable(
      'Sources',
      ['Source', ...TITLES],
      [...diff.bySource].map(([source, each]) => [source, ...cells(each)]),
    )}</section>`,
    html`<section class="source"><h2>Constraints that changed</h2>${plainTable(
      'Constraints that changed',
      ['Shape', 'Constraint', 'Change', ...TITLES, 'By source', 'Newly failing', 'Newly fixed'],
      changed(diff).map(each => [
        each.known.owner,
        html`${each.known.severity} ${each.known.text}${each.known.path === undefined ? '' : html`<span class="sub">${each.known.path}</span>`}`,
        statusText(each),
        ...cells(each),
        sourcesText(each, 'newlyFailing'),
        links(each.newlyFailingSamples),
        links(each.newlyFixedSamples),
      ]),
    )}</section>`,
  ]
  return reportPage({ title: `${before} → ${after}`, lead: html`${verdict(named)}`, sections })
}
