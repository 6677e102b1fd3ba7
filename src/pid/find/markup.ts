/** Remains of HTML, Markdown and LaTeX inside identifiers. */

// What an entity stands for; `` for what has no width. Entities that are not listed end the token.
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&#38;': '&',
  '&#x2f;': '/',
  '&#47;': '/',
  '&ndash;': '-',
  '&#8211;': '-',
  '&#8209;': '-',
  '&#8208;': '-',
  '&#45;': '-',
  '&shy;': '',
  '&#173;': '',
  '&#xad;': '',
  '&#8203;': '',
  '&zwnj;': '',
  '&#x200b;': '',
}
const ENTITY = /&#?\w{1,8};/y
const WORD_BREAK = /<wbr ?\/?>/iy
// SICI (ANSI/NISO Z39.56): page and title code in angle brackets, of DOIs until about 2005.
const SICI = /(?:<|&lt;)([\d.L]{1,8}:{1,2}[A-Z][A-Za-z0-9-]{0,20})(?:>|&gt;)/y
const ESCAPED = /\\([_\-.#&%/])/y

const at = (pattern: RegExp, source: string, offset: number): RegExpExecArray | null => {
  pattern.lastIndex = offset
  return pattern.exec(source)
}

/** The letters that mark-up at an offset stands for and its length in the source; length 0 when the token ends there. */
export const markupAt = (source: string, offset: number): { letters: string; length: number } => {
  const sici = at(SICI, source, offset)
  if (sici) return { letters: `<${sici[1] ?? ''}>`, length: sici[0].length }
  const invisible = at(WORD_BREAK, source, offset)
  if (invisible) return { letters: '', length: invisible[0].length }
  const escaped = at(ESCAPED, source, offset)
  if (escaped) return { letters: escaped[1] ?? '', length: escaped[0].length }
  const entity = at(ENTITY, source, offset)?.[0]
  if (entity !== undefined) {
    const letters = ENTITIES[entity.toLowerCase()]
    return letters === undefined ? { letters: '', length: 0 } : { letters, length: entity.length }
  }
  return source[offset] === '&' ? { letters: '&', length: 1 } : { letters: '', length: 0 }
}
