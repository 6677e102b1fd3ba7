/** HTML files that commands write: one document by itself, no script, nothing loaded from anywhere, styles inside. */
import { html, raw } from 'hono/html'
import { programVersion } from '../registry/bundled.ts'
import type { Html } from '../serve/views/text.ts'
import { REPORT_STYLE } from './report-style.ts'

/** What a document is made of. */
export interface ReportPage {
  readonly title: string
  /** BCP 47; `en` by default. */
  readonly language?: 'en' | 'de'
  /** Below the heading. */
  readonly lead?: Html
  readonly sections: Html | readonly Html[]
  /** A sentence for the end, after the name of the program. */
  readonly note?: string
}

/** The document as text. Its content security policy allows the styles inside and nothing else (CSP level 3). */
export const reportPage = ({ title, language = 'en', lead = '', sections, note }: ReportPage): string =>
  String(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(REPORT_STYLE)}</style>
</head>
<body><main>
<h1>${title}</h1>
${lead === '' ? '' : html`<p>${lead}</p>`}
${sections}
<footer><p class="note">${language === 'de' ? 'Erzeugt von' : 'Made by'} Lodestone ${programVersion()}.${note === undefined ? '' : ` ${note}`}</p></footer>
</main></body></html>
`)
