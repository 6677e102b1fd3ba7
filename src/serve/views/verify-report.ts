/** Reports as one HTML file by itself: no script, nothing loaded from anywhere. */
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import { bundled, programVersion } from '../../registry/bundled.ts'
import type { VerifyReport } from '../../verify/report.ts'
import { markedText, reportHead, resultTable } from './verify-parts.ts'

/** A report, and the text that it is about when that is to be shown. */
export interface ShownReport {
  readonly report: VerifyReport
  readonly text?: string
}

const FRAME = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 3rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
.note, .sub { opacity: .8; font-size: .875rem; } .scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid; }
`

/** The document as text. Links to samples go to the Lodestone at `base`. */
export const verifyReportPage = (shown: readonly ShownReport[], base: string): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Sample identifiers: report</title>
<style>${raw(FRAME + readFileSync(bundled('assets/verify.css'), 'utf8'))}</style>
</head>
<body><main>
<h1>Sample identifiers</h1>
${shown.map(
  ({ report, text }) => html`<section><h2>${report.document.name}</h2>
${reportHead(report)}
${resultTable(report, base)}
${text === undefined ? '' : markedText(text, report)}</section>`,
)}
<footer><p class="note">Made by Lodestone ${programVersion()} at ${base}. “Unknown” means not harvested here.</p></footer>
</main></body></html>
`)
