/** /sources/{id}: how a source fared over time, and what would make it better. */
import { html } from 'hono/html'
import type { HarvestRun } from '../../model/harvest-run.ts'
import { searchBy } from './search-state.ts'
import {
  availabilityChart,
  barTable,
  coverageChart,
  ENDINGS,
  endingsChart,
  endingsLegend,
  LEAST_STEPS,
  listingText,
  plainTable,
} from './source-charts.ts'
import {
  coverageOfRun,
  historyOf,
  listedInRun,
  mostFrequent,
  pinCommand,
  type SourceHistory,
  secondsOfRun,
} from './source-history.ts'
import type { SourceRow } from './source-table.ts'
import { count, type Html, licenceName, momentText, outward, percent, plural } from './text.ts'

const MOST_ROWS = 15

const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const facts = ({ id, source, statistics, samples }: SourceRow, history: SourceHistory): Html => {
  const { availability, coverage } = history
  return html`<dl class="details narrow">
${fact('Samples', html`<a href="${searchBy('source', id)}">${count(samples)}</a>`)}
${statistics ? fact('Records', `${count(statistics.accepted)} accepted, ${count(statistics.rejected)} rejected, ${count(statistics.unreadable)} unreadable, ${count(statistics.withdrawn)} withdrawn`) : ''}
${availability === undefined ? '' : fact('Availability', `${percent(availability)} of the listings were complete`)}
${coverage ? fact('Coverage', `${percent(coverage.last)} at the newest harvest that converted pages${coverage.first === coverage.last ? '' : `, ${percent(coverage.first)} at the oldest shown`}`) : ''}
${source?.licence === undefined ? '' : fact('Licence', outward(source.licence, licenceName(source.licence)))}
${source?.homepage === undefined ? '' : fact('Homepage', outward(source.homepage, source.homepage))}
</dl>`
}

const asTable = (content: Html): Html =>
  html`<details class="as-table"><summary>As a table</summary>${content}</details>`

const figure = (id: string, title: string, note: string, drawing: Html, table: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="note">${note}</p>${drawing}${asTable(table)}</section>`

const shareText = (share: number | undefined): string => (share === undefined ? '–' : percent(share))

const charts = (newestFirst: readonly HarvestRun[]): Html => {
  const runs = newestFirst.toReversed()
  const span = html`<p class="axis" aria-hidden="true"><span>${runs.length < LEAST_STEPS ? '' : momentText(runs[0]?.startedAt ?? '')}</span><span>${momentText(runs.at(-1)?.startedAt ?? '')}</span></p>`
  const date = ({ startedAt }: HarvestRun): string => momentText(startedAt)
  return html`<div class="pair">
${figure(
  'availability',
  'Availability',
  'A column per harvest: high when the listing was complete, lower when it could be read in part, a stub when it could not.',
  html`${availabilityChart(runs)}${span}`,
  plainTable(
    'Availability',
    ['Harvest', 'Listing'],
    newestFirst.map(run => [date(run), listingText(run)]),
  ),
)}
${figure(
  'coverage',
  'Coverage',
  'The share of the values of converted pages that reached the graph; the top is all of them.',
  html`${coverageChart(runs)}${span}`,
  plainTable(
    'Coverage',
    ['Harvest', 'Coverage'],
    newestFirst.map(run => [date(run), shareText(coverageOfRun(run.figures))]),
  ),
)}
</div>
${figure(
  'visits',
  'How visits ended',
  'A column per harvest. Written: new or changed; missed: gone, but kept for now; withdrawn: gone for good.',
  html`${endingsLegend()}${endingsChart(runs)}${span}`,
  plainTable(
    'How visits ended',
    ['Harvest', 'Listed', ...ENDINGS.map(({ title }) => title), 'Seconds'],
    newestFirst.map(run => [
      ...[date(run), listedInRun(run.figures)],
      ...ENDINGS.map(({ name }) => run.figures.endings[name] ?? 0),
      secondsOfRun(run) === undefined ? 'not ended' : Math.round(secondsOfRun(run) ?? 0),
    ]),
  ),
)}`
}

const histogram = (
  [id, title, label]: readonly [string, string, string],
  note: string,
  counts: Readonly<Record<string, number>>,
  unit = 'Records',
): Html => {
  const rows = mostFrequent(counts, MOST_ROWS)
  if (rows.length === 0) return ''
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="note">${note}</p>
${barTable(title, [label, unit], rows)}</section>`
}

const contexts = ({ contexts: unknown }: SourceHistory): Html => {
  const rows = mostFrequent(unknown, MOST_ROWS)
  if (rows.length === 0) return ''
  return html`<section aria-labelledby="contexts"><h2 id="contexts">Unknown contexts</h2>
<p class="note">They held records back, for contexts are never fetched while harvesting. An operator can look at them and pin them.</p>
<ul class="cards">${rows.map(([url, records]) => {
    const command = pinCommand(url)
    return html`<li><code>${url}</code><span>held back ${plural(records, 'record')}</span>${command === undefined ? html`<span>It is no http or https address, so it cannot be pinned.</span>` : html`<pre tabindex="0" aria-label="Command that pins the context"><code>${command}</code></pre>`}</li>`
  })}</ul></section>`
}

const deadLinks = ({ id }: SourceRow, { deadLinks: links }: SourceHistory): Html =>
  links.length === 0
    ? ''
    : html`<section aria-labelledby="dead-links"><h2 id="dead-links">Dead links</h2>
<p class="note">${plural(links.length, 'page')} could not be had at the newest harvest${links.length >= 50 ? ' (only the first are kept)' : ''}. To try again: <code>lodestone harvest --source ${id} --retry-failed</code></p>
<ul>${links.map(link => html`<li>${outward(link, link)}</li>`)}</ul></section>`

/** The page's content; `runs` newest first. */
export const sourcePage = (row: SourceRow, runs: readonly HarvestRun[]): Html => {
  const history = historyOf(runs)
  const of = `In the records that ${runs.length === 1 ? 'the only harvest so far' : `the last ${count(runs.length)} harvests`} converted.`
  return html`<p class="crumbs"><a href="/sources">Sources</a></p>
<h1>${row.name}${row.source?.demo ? html` <span class="badge">demo</span>` : ''}</h1>
<p class="lead">How its harvests went, and what would make its records better.</p>
${facts(row, history)}
${
  runs.length === 0
    ? html`<p class="empty">No harvest of this source was noted yet.</p>`
    : html`${charts(runs)}
${contexts(history)}
<div class="pair">
${histogram(['problems', 'Problems', 'Code'], 'Of listings and pages.', history.problems, 'Times')}
${histogram(['repairs', 'Repairs', 'Rule'], `What had to be mended. ${of}`, history.repairs)}
${histogram(['unmapped', 'Keys that do not reach the graph', 'Path'], `JSON paths whose values were lost. ${of}`, history.unmapped)}
${histogram(['strings', 'Texts that name no known concept', 'Text'], `They stay texts. ${of}`, history.strings)}
</div>
${deadLinks(row, history)}`
}
<p class="note">The same as data: <a href="/api/sources/${encodeURIComponent(row.id)}/runs">harvests</a> · <a href="/api/sources/${encodeURIComponent(row.id)}">source</a></p>`
}
