/** Word documents (ECMA-376 part 1, WordprocessingML): body, tables, notes, comments, headers, and the targets of links. */
import { ok, type Result } from '../model/problem.ts'
import { type DocumentText, TextBuilder } from './document-text.ts'
import type { Limits } from './limits.ts'
import { unreadable } from './problem.ts'
import { unpack } from './unpack.ts'
import { walkXml, type XmlHandler } from './xml-events.ts'

const PART = /^word\/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$/
const LINKS = /^word\/_rels\/[^/]+\.xml\.rels$/

/** Elements that stand for one character or none. */
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
  'w:softHyphen': '',
}

/** What is said twice: the fallback of newer drawing forms, for older programs. */
const SAID_TWICE = 'mc:Fallback'

/** Writes paragraphs, cells and rows of one part into the text. */
const partReader = (out: TextBuilder, part: string | undefined, links: Set<string>): XmlHandler => {
  let [paragraph, cells, fallback] = [0, 0, 0]
  let into: 'text' | 'field' | undefined
  let field = ''
  const open: XmlHandler['open'] = (name, attributes) => {
    if (name === SAID_TWICE) fallback++
    if (name === 'w:tr') cells = 0
    if (name === 'w:tc' && cells++ > 0) out.add('\t')
    if (name === 'w:p') {
      paragraph++
      out.mark({ ...(part !== undefined && { part }), paragraph })
    }
    if (name === 'w:t') into = 'text'
    if (name === 'w:instrText') into = 'field'
    if (name === 'w:fldSimple') field += attributes['w:instr'] ?? ''
    if (fallback === 0) out.add(CHARACTERS[name] ?? '')
  }
  const close: XmlHandler['close'] = name => {
    if (name === SAID_TWICE) fallback--
    if (name === 'w:t' || name === 'w:instrText') into = undefined
    // Inside of a table a row is a line; elsewhere a paragraph is.
    if (name === 'w:tr') {
      out.add('\n')
      cells = 0
    } else if (name === 'w:p' && fallback === 0) out.add(cells > 0 ? ' ' : '\n')
    if (name !== 'w:p') return
    for (const [, target] of field.matchAll(/HYPERLINK\s+"([^"]{1,2000})"/g)) links.add(target ?? '')
    field = ''
  }
  const text: XmlHandler['text'] = piece => {
    if (fallback > 0) return
    if (into === 'text') out.add(piece)
    else if (into === 'field' && field.length < 100_000) field += piece
  }
  return { open, close, text }
}

const linkReader = (links: Set<string>): XmlHandler => ({
  open: (name, { TargetMode, Target }) => {
    if (name === 'Relationship' && TargetMode === 'External' && Target) links.add(Target)
  },
})

/** Adds the targets of links, one a line, as a part of their own. */
export const addLinks = (out: TextBuilder, links: ReadonlySet<string>): void => {
  if (links.size === 0) return
  out.add('\n')
  out.mark({ part: 'links' })
  out.add(`${[...links].join('\n')}\n`)
}

/** The body first, then the others by name. */
const inOrder = (a: string, b: string): number =>
  Number(b === 'word/document.xml') - Number(a === 'word/document.xml') || (a < b ? -1 : 1)

/** The text of a .docx file. Problems: those of unpacking, `damaged`, `too-large`. Throws `TooDeep`. */
export const readDocx = (name: string, bytes: Uint8Array, limits: Limits): Result<DocumentText> => {
  const unpacked = unpack(name, bytes, part => PART.test(part) || LINKS.test(part), limits)
  if (!unpacked.ok) return unpacked
  const parts = unpacked.value
  if (!parts.has('word/document.xml'))
    return unreadable(
      'damaged',
      name,
      'the file has no word/document.xml in it: it is no Word document, or was cut short',
    )
  const out = new TextBuilder()
  const links = new Set<string>()
  for (const part of [...parts.keys()].sort(inOrder)) {
    const kind = PART.exec(part)?.[1]
    const content = parts.get(part) ?? new Uint8Array()
    const handler =
      kind === undefined ? linkReader(links) : partReader(out, kind === 'document' ? undefined : kind, links)
    walkXml(content, handler, limits)
    if (out.length > limits.characters)
      return unreadable('too-large', name, `it has more than ${limits.characters} characters of text`)
  }
  addLinks(out, links)
  return ok({ kind: 'docx', text: String(out), marks: out.marks, notes: [] })
}
