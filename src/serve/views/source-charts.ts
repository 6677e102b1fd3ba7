/** Charts of harvests as inline SVG that needs no style sheet, each with a title on every mark and a table to read instead. */
import { html } from 'hono/html'
import type { HarvestRun } from '../../model/harvest-run.ts'
import { shareBar } from './bars.ts'
import { coverageOfRun } from './source-history.ts'
import { count, type Html, momentText, percent, plural } from './text.ts'

/** A kind of ending with its colour; variables are those of the portal's style sheet, the report brings its own. */
interface Kind {
  readonly name: string
  readonly title: string
  readonly colour: string
}

/** Endings of visits in the order in which they are stacked. */
export const ENDINGS: readonly Kind[] = [
  { name: 'written', title: 'Written', colour: 'var(--accent)' },
  { name: 'unchanged', title: 'Unchanged', colour: 'var(--strong-line)' },
  { name: 'failed', title: 'Failed', colour: 'var(--warm)' },
  { name: 'missed', title: 'Missed', colour: 'var(--bad, #b3261e)' },
  { name: 'withdrawn', title: 'Withdrawn', colour: 'var(--ink)' },
]

const HEIGHT = 60
const STEP = 10
/** Few runs are drawn as narrow as many, at the right: the newest is always at the same place. */
export const LEAST_STEPS = 12

/** What a drawing shows: a name for those who cannot see it, and the SVG marks, from left to right. */
const chart = (label: string, steps: number, marks: readonly Html[]): Html => {
  const width = Math.max(LEAST_STEPS, steps) * STEP
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${width} ${HEIGHT}" width="100%" height="96" preserveAspectRatio="none"><g transform="translate(${width - steps * STEP} 0)">${marks}</g><rect x="0" y="${HEIGHT - 0.5}" width="${width}" height="0.5" fill="var(--strong-line)"/></svg>`
}

/** The legend of the endings: a swatch and a word each. */
export const endingsLegend = (): Html =>
  html`<p class="note">${ENDINGS.map(
    ({ title, colour }) =>
      html`<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" rx="2" fill="${colour}"/></svg> ${title} &nbsp; `,
  )}</p>`

const dateOf = ({ startedAt }: HarvestRun): string => momentText(startedAt)

const LISTINGS = {
  complete: { height: HEIGHT, colour: 'var(--good)', text: 'listing complete' },
  partial: { height: HEIGHT * 0.6, colour: 'var(--warm)', text: 'listing read in part' },
  failed: { height: HEIGHT * 0.25, colour: 'var(--bad, #b3261e)', text: 'listing could not be read' },
  none: { height: HEIGHT * 0.1, colour: 'var(--strong-line)', text: 'no listing was read' },
} as const

/** What became of the listing of a run, in words. */
export const listingText = ({ listing }: HarvestRun): string => LISTINGS[listing ?? 'none'].text

/** A column per run, oldest first: as high as its listing was complete. */
export const availabilityChart = (runs: readonly HarvestRun[]): Html =>
  chart(
    `Listings of ${plural(runs.length, 'run')}, oldest first: ${plural(runs.filter(({ listing }) => listing === 'complete').length, 'complete one', 'complete ones')}`,
    runs.length,
    runs.map((run, i) => {
      const { height, colour, text } = LISTINGS[run.listing ?? 'none']
      return html`<rect x="${i * STEP + 1}" y="${(HEIGHT - height).toFixed(1)}" width="${STEP - 2}" height="${height.toFixed(1)}" fill="${colour}"><title>${dateOf(run)}: ${text}</title></rect>`
    }),
  )

/** The share of values that reached the graph, a line over the runs that converted anything. */
export const coverageChart = (runs: readonly HarvestRun[]): Html => {
  const points = runs.flatMap((run, i) => {
    const share = coverageOfRun(run.figures)
    return share === undefined
      ? []
      : [{ run, share, x: i * STEP + STEP / 2, y: 3 + (HEIGHT - 4) * (1 - share) }]
  })
  const line = points.map(({ x, y }) => `${x},${y.toFixed(1)}`).join(' ')
  const newest = points.at(-1)
  return chart(`Coverage over time${newest ? `, ${percent(newest.share)} at last` : ''}`, runs.length, [
    html`<polyline points="${line}" fill="none" stroke="var(--accent)" stroke-width="2" vector-effect="non-scaling-stroke"/>`,
    ...points.map(
      ({ run, share, x, y }) =>
        html`<rect x="${x - 1.5}" y="${Math.max(0, y - 2).toFixed(1)}" width="3" height="4" fill="var(--accent)"><title>${dateOf(run)}: ${percent(share)}</title></rect>`,
    ),
  ])
}

/** A stacked column per run: how its visits ended. */
export const endingsChart = (runs: readonly HarvestRun[]): Html => {
  const total = (run: HarvestRun): number =>
    ENDINGS.reduce((sum, { name }) => sum + (run.figures.endings[name] ?? 0), 0)
  const highest = Math.max(1, ...runs.map(total))
  return chart(
    `How visits ended, ${plural(runs.length, 'run')}, oldest first, at most ${plural(highest, 'page')}`,
    runs.length,
    runs.flatMap((run, i) => {
      let top = HEIGHT
      return ENDINGS.map(({ name, title, colour }) => {
        const pages = run.figures.endings[name] ?? 0
        if (pages === 0) return ''
        // A single failed page among thousands must be seen.
        const height = Math.max(1, (pages / highest) * (HEIGHT - 2))
        top -= height
        return html`<rect x="${i * STEP + 1}" y="${Math.max(0, top).toFixed(1)}" width="${STEP - 2}" height="${height.toFixed(1)}" fill="${colour}"><title>${dateOf(run)}: ${plural(pages, 'page')} ${title.toLowerCase()}</title></rect>`
      })
    }),
  )
}

/** One horizontal bar, stacked: how the visits of one run ended. */
export const endingsBar = (label: string, endings: Readonly<Record<string, number>>): Html => {
  const total = ENDINGS.reduce((sum, { name }) => sum + (endings[name] ?? 0), 0)
  let left = 0
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 100 6" width="100%" height="18" preserveAspectRatio="none">${ENDINGS.map(
    ({ name, title, colour }) => {
      const pages = endings[name] ?? 0
      if (pages === 0) return ''
      const width = (100 * pages) / total
      const x = left
      left += width
      return html`<rect x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="6" fill="${colour}"><title>${plural(pages, 'page')} ${title.toLowerCase()}</title></rect>`
    },
  )}</svg>`
}

type Cell = string | number | Html

const isNumber = (cell: Cell | undefined): boolean =>
  typeof cell === 'number' || (typeof cell === 'string' && /^(?:–|\d+ %)$/.test(cell))

const cellOf = (cell: Cell, name = ''): Html =>
  html`<td class="${isNumber(cell) ? 'number' : ''}" data-name="${name}">${typeof cell === 'number' ? count(cell) : cell}</td>`

/** A table that scrolls by itself on a narrow screen; `head` names the columns, the first cell of a row is its heading. */
export const plainTable = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}, scrolls sideways"><table${head.length > 2 ? html` class="stack"` : ''}>
<caption class="unseen">${caption}</caption>
<thead><tr>${head.map((title, i) => html`<th scope="col" class="${i > 0 && isNumber(rows[0]?.[i]) ? 'number' : ''}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell, i) => cellOf(cell, head[i + 1]))}</tr>`)}</tbody></table></div>`

/** A table whose rows are drawn as bars as well, the longest first. */
export const barTable = (
  caption: string,
  head: readonly [string, string],
  rows: readonly (readonly [string, number])[],
): Html => {
  const longest = Math.max(1, ...rows.map(([, value]) => value))
  return plainTable(
    caption,
    head,
    rows.map(([label, value]) => [html`${label}${shareBar(value / longest)}`, value]),
  )
}
