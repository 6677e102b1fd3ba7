/** The slowest queries as a page for operators. */

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { SlowQuery } from './slow-queries.ts'

const time = (at: number): string => new Date(at).toISOString().slice(0, 19)

const row = ({ text, times, totalMs, slowest }: SlowQuery) => html`<tr>
<td>${slowest.ms}</td><td>${slowest.outcome}</td><td>${times}</td><td>${Math.round(totalMs / times)}</td>
<td>${time(slowest.at)}</td><td><code>${slowest.client}</code></td><td><pre>${text}</pre></td></tr>`

/** A plain table; nothing in it is run, whatever a query says. */
export const slowPage = (c: Context, queries: readonly SlowQuery[]): Response | Promise<Response> => {
  c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  c.header('cache-control', 'no-store')
  return c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slow queries</title></head><body>
<h1>The slowest queries of the last 24 hours</h1>
<table border="1"><thead><tr><th>Slowest, ms</th><th>Outcome</th><th>Times</th><th>Mean, ms</th><th>When (UTC)</th><th>Client</th><th>Query</th></tr></thead>
<tbody>${queries.map(row)}</tbody></table>
</body></html>`)
}
