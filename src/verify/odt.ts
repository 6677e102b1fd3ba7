/** OpenDocument texts (ODF 1.3 part 3): paragraphs, tables, notes and links of content.xml. */
import { ok, type Result } from '../model/problem.ts'
import { type DocumentText, TextBuilder } from './document-text.ts'
import { addLinks } from './docx.ts'
import type { Limits } from './limits.ts'
import { unreadable } from './problem.ts'
import { unpack } from './unpack.ts'
import { walkXml } from './xml-events.ts'

const CHARACTERS: Readonly<Record<string, string>> = {
  'text:tab': '\t',
  'text:line-break': '\n',
  'text:s': ' ',
}
const PARAGRAPH = /^text:[ph]$/

/** The text of an .odt file. Problems: those of unpacking, `damaged`. Throws `TooDeep`. */
export const readOdt = (name: string, bytes: Uint8Array, limits: Limits): Result<DocumentText> => {
  const unpacked = unpack(name, bytes, part => part === 'content.xml', limits)
  if (!unpacked.ok) return unpacked
  const content = unpacked.value.get('content.xml')
  if (!content)
    return unreadable('damaged', name, 'the file has no content.xml in it; save it anew and send it again')
  const out = new TextBuilder()
  const links = new Set<string>()
  let [paragraph, inside, deleted] = [0, 0, 0]
  walkXml(
    content,
    {
      open: (element, attributes) => {
        if (element === 'text:tracked-changes') deleted++
        if (PARAGRAPH.test(element) && inside++ === 0) out.mark({ paragraph: ++paragraph })
        if (inside > 0) out.add(CHARACTERS[element] ?? '')
        const target = attributes['xlink:href']
        if (element === 'text:a' && target) links.add(target)
      },
      text: piece => {
        if (inside > 0 && deleted === 0) out.add(piece)
      },
      close: element => {
        if (element === 'text:tracked-changes') deleted--
        if (PARAGRAPH.test(element)) inside--
        if (PARAGRAPH.test(element) || element === 'table:table-row') out.add('\n')
        else if (element === 'table:table-cell') out.add('\t')
      },
    },
    limits,
  )
  addLinks(out, links)
  return ok({ kind: 'odt', text: String(out), marks: out.marks, notes: [] })
}
