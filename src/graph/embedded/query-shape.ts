/** What queries have in common that ask the same of different things. */

/** What is not closed goes on to the end, so that no text is looked at twice. */
const PARTS =
  /<[^<>"{}|^`\\\s]*>|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|#[^\n]*|[?$]\w+|\d+(?:\.\d+)?|\s+/g

/**
 * A query without its comments, texts and numbers, and with its variables numbered: forms that fill in a name or an identifier
 * give the same shape each time. Digits within IRIs do not count either.
 */
export const shapeOf = (text: string): string => {
  const variables = new Map<string, number>()
  return text
    .replace(PARTS, part => {
      const first = part.charAt(0)
      if (first === '<') return part.replace(/\d+/g, '0')
      if (first === '"' || first === "'") return '""'
      if (first === '?' || first === '$') {
        const number = variables.get(part.slice(1)) ?? variables.size
        variables.set(part.slice(1), number)
        return `?${number}`
      }
      return first === '#' || first.trim() === '' ? ' ' : '0'
    })
    .replace(/ +/g, ' ')
}
