/** Horizontal bars with their numbers as text: a chart that can also be read. */
import { html } from 'hono/html'
import { count, type Html } from './text.ts'

/** One bar. */
export interface BarRow {
  readonly label: string
  readonly count: number
  readonly href: string
}

/** A drawn share of a whole, without text of its own; `share` is between 0 and 1. */
export const shareBar = (share: number, kind = ''): Html =>
  html`<svg class="share ${kind}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="1"/><rect class="value" width="${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}" height="1"/></svg>`

/** A list of bars scaled to the longest. */
export const barList = (rows: readonly BarRow[]): Html => {
  const longest = Math.max(1, ...rows.map(row => row.count))
  return html`<ol class="bars">${rows.map(
    row =>
      html`<li><a href="${row.href}">${row.label}</a><span class="count">${count(row.count)}</span>${shareBar(row.count / longest)}</li>`,
  )}</ol>`
}
