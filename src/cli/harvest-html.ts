/** The report of a harvest as one HTML file, every chart beside its numbers. */
import { html } from 'hono/html'
import { shareBar } from '../serve/views/bars.ts'
import { barTable, ENDINGS, endingsBar, endingsLegend, plainTable } from '../serve/views/source-charts.ts'
import { mostFrequent } from '../serve/views/source-history.ts'
import { count, type Html, momentText, outward, percent, plural } from '../serve/views/text.ts'
import type { RunReport, SourceReport } from './harvest-account.ts'
import { durationText } from './harvest-progress.ts'
import { reportPage } from './report-page.ts'

/** Rows of one table: what comes after is in the JSON report. */
const MOST_ROWS = 20

const histogram = (
  title: string,
  what: string,
  counts: Readonly<Record<string, number>>,
  label: string,
): Html => {
  const rows = mostFrequent(counts, MOST_ROWS)
  if (rows.length === 0) return ''
  const left = Object.keys(counts).length - rows.length
  return html`<section><h3>${title}</h3><p class="note">${what}${left > 0 ? ` The ${rows.length} most frequent of ${count(rows.length + left)}.` : ''}</p>
${barTable(title, [label, 'Records'], rows)}</section>`
}

const endings = ({ source, figures }: SourceReport): Html => {
  const rows = ENDINGS.flatMap(({ name, title }): [string, number][] => {
    const pages = figures.endings[name] ?? 0
    return pages > 0 ? [[title, pages]] : []
  })
  if (rows.length === 0) return html`<p>No page was visited.</p>`
  return html`<section><h3>How visits ended</h3>${endingsBar(`How visits of ${source} ended`, figures.endings)}
${plainTable(`How visits of ${source} ended`, ['Ending', 'Pages'], rows)}</section>`
}

const states = ({ pages }: SourceReport): Html => {
  const rows = (['accepted', 'rejected', 'unreadable'] as const).flatMap((state): [string, number][] =>
    pages[state] > 0 ? [[state, pages[state]]] : [],
  )
  if (rows.length === 0) return ''
  return html`<section><h3>What became of the records</h3><p class="note">As they are in the archive now.</p>
${barTable('What became of the records', ['State', 'Records'], rows)}</section>`
}

const problems = (report: SourceReport): Html => {
  if (report.problems.length === 0) return ''
  const most = report.problems[0]?.count ?? 1
  const rows = report.problems
    .slice(0, MOST_ROWS)
    .map(({ code, count: times, example }) => [
      html`<code>${code}</code>${shareBar(times / most)}`,
      times,
      example
        ? html`${outward(example.subject, example.subject)}<span class="sub">${example.detail}</span>`
        : '',
    ])
  return html`<section class="wide"><h3>Problems</h3>
${plainTable('Problems by code', ['Code', 'How often', 'One of them'], rows)}</section>`
}

const contexts = ({ contexts: unknown }: SourceReport): Html =>
  unknown.length === 0
    ? ''
    : html`<section class="wide"><h3>Unknown contexts</h3>
<p class="note">Records that use them are held back, for contexts are never fetched while harvesting. Look at each, then pin it.</p>
${plainTable(
  'Unknown contexts',
  ['Context', 'Records held back', 'Command'],
  unknown
    .slice(0, MOST_ROWS)
    .map(({ url, records, command }) => [
      url,
      records,
      command === undefined
        ? 'no http or https address: it cannot be pinned'
        : html`<code class="command">${command}</code>`,
    ]),
)}</section>`

const deadLinks = ({ source, figures, pages }: SourceReport): Html => {
  const links = figures.deadLinks
  if (links.length === 0) return ''
  return html`<section class="wide"><h3>Dead links</h3>
<p class="note">${plural(pages.failed + pages.gone, 'page')} could not be had${pages.failed + pages.gone > links.length ? `; the first ${links.length}` : ''}. What failed is tried again by <code class="command">lodestone harvest --source ${source} --retry-failed</code></p>
<ul class="links">${links.map(link => html`<li>${outward(link, link)}</li>`)}</ul></section>`
}

const section = (
  report: SourceReport,
): Html => html`<section class="source" aria-labelledby="${report.source}">
<h2 id="${report.source}">${report.name}</h2>
<p class="note">${report.source} · ${plural(report.pages.listed, 'page')}${report.coverage === undefined ? '' : html` · ${percent(report.coverage)} of the values reached the graph`} · ${report.pages.ending}</p>
<div class="grid">
${endings(report)}${states(report)}${contexts(report)}${problems(report)}
${histogram('Why records were rejected', 'Rules of the kernel profile that were broken.', report.violations, 'Rule')}
${histogram('Repairs', 'What had to be mended before a page could be read.', report.figures.repairs, 'Rule')}
${histogram('Keys that do not reach the graph', 'JSON paths whose values were lost.', report.figures.unmapped, 'Path')}
${histogram('Texts that name no known concept', 'They stay texts: no facet finds them under a concept.', report.figures.strings, 'Text')}
${deadLinks(report)}
</div></section>`

const overview = ({ sources }: RunReport): Html =>
  plainTable(
    'Sources',
    ['Source', 'Pages', 'Accepted', 'Rejected', 'Unreadable', 'Failed', 'Gone', 'Withdrawn', 'Coverage'],
    sources.map(({ source, name, pages, figures, coverage }) => [
      html`<a href="#${source}">${name}</a>${endingsBar(`How visits of ${name} ended`, figures.endings)}`,
      ...[pages.listed, pages.accepted, pages.rejected, pages.unreadable],
      ...[pages.failed, pages.gone, pages.withdrawn],
      coverage === undefined ? '–' : percent(coverage),
    ]),
  )

/** The whole report as a document of its own. */
export const harvestHtml = (run: RunReport): string => {
  const seconds = Math.max(0, (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)
  const pages = run.sources.reduce((sum, one) => sum + one.pages.listed, 0)
  return reportPage({
    title: `Harvest of ${momentText(run.startedAt)}`,
    lead: html`${plural(pages, 'page')} of ${plural(run.sources.length, 'source')} in ${durationText(seconds)}${run.interrupted ? '; interrupted: the same command goes on' : ''}.`,
    sections: html`${run.sources.length === 0 ? html`<p>No source was harvested.</p>` : html`${endingsLegend()}${overview(run)}`}
${run.sources.map(section)}`,
    note: 'The same as data: --report FILE.json; every visit: --report FILE.jsonl.',
  })
}
