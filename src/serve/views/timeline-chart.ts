/** The histogram of collection dates: bars that are links, and the same as a form and a table. */
import { html } from 'hono/html'
import type { Bar, Timeline } from '../../catalogue/timeline.ts'
import { carried, setting } from './search-state.ts'
import { count, type Html, plural } from './text.ts'

const HEIGHT = 64

const spanText = ({ from, to }: Bar): string => (from === to ? from : `${from} to ${to}`)

const columns = (bars: readonly Bar[], chosen: string | null, parameters: URLSearchParams): Html[] => {
  const highest = Math.max(1, ...bars.map(bar => bar.count))
  const [from = '', to = from] = chosen?.split('/') ?? []
  return bars.map((bar, index) => {
    if (bar.count === 0) return ''
    const height = Math.max(2, (bar.count / highest) * HEIGHT)
    const outside = chosen !== null && (bar.to < from || (to !== '..' && bar.from > to))
    return html`<a href="${setting(parameters, 'collected', bar.collected)}" tabindex="-1"><title>${spanText(bar)}: ${plural(bar.count, 'sample')}</title><rect class="hit" x="${index * 10}" y="0" width="10" height="${HEIGHT}"/><rect class="${outside ? 'outside' : 'inside'}" x="${index * 10 + 1}" y="${(HEIGHT - height).toFixed(1)}" width="8" height="${height.toFixed(1)}"/></a>`
  })
}

const table = (bars: readonly Bar[], parameters: URLSearchParams): Html => html`<details class="as-table">
<summary>As a table</summary>
<table><caption class="unseen">Samples by time of collection</caption>
<thead><tr><th scope="col">Collected</th><th scope="col" class="number">Samples</th></tr></thead>
<tbody>${bars
  .filter(bar => bar.count > 0)
  .map(
    bar =>
      html`<tr><th scope="row"><a href="${setting(parameters, 'collected', bar.collected)}">${spanText(bar)}</a></th><td class="number">${count(bar.count)}</td></tr>`,
  )}</tbody></table></details>`

const years = (parameters: URLSearchParams): Html => {
  const [from = '', to = from] = (parameters.get('collected') ?? '')
    .split('/')
    .map(part => (part === '..' ? '' : part))
  return html`<form class="years" action="/search" data-collected>
${carried(parameters, ['collected', 'from', 'to']).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label>From <input name="from" value="${from}" placeholder="year" inputmode="numeric" size="6" pattern="-?\\d{1,6}(-\\d\\d){0,2}"></label>
<label>to <input name="to" value="${to}" placeholder="year" inputmode="numeric" size="6" pattern="-?\\d{1,6}(-\\d\\d){0,2}"></label>
<button type="submit" class="quiet">Set</button>
</form>`
}

/** The chart over the whole span of the matching samples; the years in force are marked. */
export const timelineChart = ({ bars, undated, interval }: Timeline, parameters: URLSearchParams): Html => {
  const [first, last] = [bars[0], bars.at(-1)]
  return html`<section class="timeline" aria-labelledby="timeline-title">
<h2 id="timeline-title">When collected</h2>
${
  first && last
    ? html`<svg viewBox="0 0 ${bars.length * 10} ${HEIGHT}" preserveAspectRatio="none" role="group" aria-label="Samples per ${interval}, ${first.from} to ${last.to}">${columns(bars, parameters.get('collected'), parameters)}</svg>
<p class="axis" aria-hidden="true"><span>${first.from}</span><span>${last.to}</span></p>
<div class="under">${years(parameters)}${table(bars, parameters)}</div>`
    : html`<p>None of these samples has a date of collection.</p>`
}
${undated > 0 ? html`<p class="note">${plural(undated, 'sample')} without a date.</p>` : ''}
</section>`
}
