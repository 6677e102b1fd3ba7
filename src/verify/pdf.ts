/** The text layer of PDF files, page by page, and the targets of their links. */
import { getDocumentProxy } from 'unpdf'
import { ok, type Result } from '../model/problem.ts'
import { type DocumentText, TextBuilder } from './document-text.ts'
import { addLinks } from './docx.ts'
import type { Limits } from './limits.ts'
import { unreadable } from './problem.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

// Errors only, and they are thrown: warnings would go to the console.
const QUIET = {
  verbosity: 0,
  isEvalSupported: false,
  useSystemFonts: false,
  disableFontFace: true,
  maxImageSize: 0,
}

const refusal = (name: string, error: unknown): Result<never> => {
  const [kind, message] = error instanceof Error ? [error.name, error.message] : ['', String(error)]
  if (kind === 'PasswordException')
    return unreadable(
      'encrypted',
      name,
      'the PDF is protected by a password; remove the protection and send it again',
    )
  return unreadable(
    'damaged',
    name,
    `the PDF cannot be read (${message.slice(0, 200)}); print it to a new PDF and send that`,
  )
}

/** Adds the text of one page; says whether it has any. */
const addPage = async (pdf: Pdf, number: number, out: TextBuilder, links: Set<string>): Promise<boolean> => {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  out.mark({ page: number })
  let hasText = false
  for (const item of items) {
    if (!('str' in item)) continue
    hasText ||= item.str.trim() !== ''
    out.add(item.hasEOL ? `${item.str}\n` : item.str)
  }
  out.add('\n\n')
  for (const { url } of (await page.getAnnotations()) as { url?: string }[]) if (url) links.add(url)
  page.cleanup()
  return hasText
}

const withoutText = (pages: readonly number[]): string =>
  `${pages.length === 1 ? 'page' : 'pages'} ${pages.slice(0, 20).join(', ')}${pages.length > 20 ? ', …' : ''} without text: pictures of text are not read`

/** The text of a PDF. Problems: `encrypted`, `damaged`, `no-text-layer` (scanned pages), `too-large`. */
export const readPdf = async (
  name: string,
  bytes: Uint8Array,
  limits: Limits,
): Promise<Result<DocumentText>> => {
  const out = new TextBuilder()
  const links = new Set<string>()
  const silent: number[] = []
  try {
    const pdf = await getDocumentProxy(bytes, QUIET)
    const { numPages: pages } = pdf
    if (pages > limits.pages)
      return unreadable('too-large', name, `it has ${pages} pages; at most ${limits.pages} are read`)
    for (let number = 1; number <= pages; number++) {
      if (!(await addPage(pdf, number, out, links))) silent.push(number)
      if (out.length > limits.characters)
        return unreadable('too-large', name, `it has more than ${limits.characters} characters of text`)
    }
    if (silent.length === pages)
      return unreadable(
        'no-text-layer',
        name,
        'the PDF has no text layer: its pages are pictures, as of a scan; run text recognition (OCR) over it and send the result',
      )
    addLinks(out, links)
    const notes = silent.length > 0 ? [withoutText(silent)] : []
    return ok({ kind: 'pdf', text: String(out), marks: out.marks, pages, notes })
  } catch (error) {
    return refusal(name, error)
  }
}
