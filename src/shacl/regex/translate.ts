/** XPath regular expressions (F&O 3.1, 5.6.1; XSD 1.1 part 2, G) -> JavaScript's, for sh:pattern and its sh:flags. */
import { character, readClass, readEscape } from './classes.ts'
import { Reader, RegexError } from './reader.ts'

const MAX_DEPTH = 200
const MAX_LENGTH = 20_000

/** Compiles a pattern with XPath flags (any of `smixq`). Gives a sentence about what is wrong when it cannot. */
export const compileRegex = (pattern: string, flags = ''): RegExp | string => {
  const unknown = /[^smixq]/.exec(flags)?.[0]
  if (unknown !== undefined) return `the flags "${flags}" hold "${unknown}"; XPath knows s, m, i, x and q`
  if (pattern.length > MAX_LENGTH)
    return `a pattern of ${pattern.length} characters is longer than ${MAX_LENGTH}`
  try {
    const source = flags.includes('q')
      ? [...pattern].map(character).join('')
      : new Translation(pattern, flags).alternatives()
    return new RegExp(source, flags.includes('i') ? 'vi' : 'v')
  } catch (error) {
    if (error instanceof RegexError) return `the pattern "${pattern}" ${error.message}`
    // The translation lets nothing through that JavaScript refuses, except quantities beyond its limits.
    if (error instanceof SyntaxError) return `the pattern "${pattern}" cannot be used: ${error.message}`
    throw error
  }
}

/** Whitespace of the `x` flag goes, except inside character classes. */
const withoutSpace = (pattern: string): string => {
  let bare = ''
  let depth = 0
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    if (char === '\\') {
      const next = pattern[i + 1] ?? ''
      bare += char
      // Space is gone before anything is read, so "\\ $" is "\\$".
      if (!/[\t\n\r ]/.test(next)) bare += pattern[++i] ?? ''
      continue
    }
    if (char === '[') depth++
    if (char === ']') depth--
    if (depth > 0 || !/[\t\n\r ]/.test(char)) bare += char
  }
  return bare
}

class Translation {
  readonly #reader: Reader
  readonly #dot: string
  readonly #start: string
  readonly #end: string
  readonly #capturing: boolean
  #opened = 0
  readonly #closed = new Set<number>()
  #depth = 0

  constructor(pattern: string, flags: string) {
    const text = flags.includes('x') ? withoutSpace(pattern) : pattern
    this.#reader = new Reader(text)
    this.#dot = flags.includes('s') ? '[\\u{0}-\\u{10ffff}]' : '[^\\n\\r]'
    // JavaScript's own m would take \r, U+2028 and U+2029 for ends of lines, XPath only \n.
    this.#start = flags.includes('m') ? '(?<![^\\n])' : '^'
    this.#end = flags.includes('m') ? '(?![^\\n])' : '$'
    // Groups that nothing refers back to need not be remembered.
    this.#capturing = /\\[1-9]/.test(text)
  }

  /** The whole expression, or the inside of a group. */
  alternatives(): string {
    let out = ''
    const reader = this.#reader
    while (!reader.ended) {
      if (reader.at(')')) {
        if (this.#depth > 0) return out
        throw new RegexError('has a ")" without "("')
      }
      out += reader.skip('|') ? '|' : this.#piece()
    }
    if (this.#depth > 0) throw new RegexError('has a "(" without ")"')
    return out
  }

  #piece(): string {
    const reader = this.#reader
    if (reader.skip('^')) return this.#start
    if (reader.skip('$')) return this.#end
    const atom = this.#atom()
    return atom + this.#quantifier()
  }

  #atom(): string {
    const char = this.#reader.take()
    switch (char) {
      case '.':
        return this.#dot
      case '[':
        return readClass(this.#reader)
      case '(':
        return this.#group()
      case '\\':
        return /^[1-9]$/.test(this.#reader.peek()) ? this.#backReference() : this.#escape()
      case '?':
      case '*':
      case '+':
        throw new RegexError(`has a "${char}" with nothing before it to repeat`)
      case '{':
      case '}':
      case ']':
        throw new RegexError(`has an unescaped "${char}": write "\\${char}"`)
      default:
        return character(char)
    }
  }

  #escape(): string {
    const escaped = readEscape(this.#reader)
    return 'set' in escaped ? escaped.set : character(escaped.char)
  }

  #group(): string {
    const reader = this.#reader
    const plain = reader.skip('?:')
    if (!plain && reader.at('?'))
      throw new RegexError(
        'has a group that begins with "(?": XPath regular expressions have no look-around and no inline flags (use sh:flags)',
      )
    if (++this.#depth > MAX_DEPTH) throw new RegexError(`nests groups deeper than ${MAX_DEPTH} levels`)
    const number = plain ? 0 : ++this.#opened
    const inside = this.alternatives()
    reader.skip(')')
    this.#depth--
    this.#closed.add(number)
    return `${plain || !this.#capturing ? '(?:' : '('}${inside})`
  }

  /** As many digits as make the number of a group that is already closed; the others stand for themselves. */
  #backReference(): string {
    let number = this.#reader.take()
    while (/^[0-9]$/.test(this.#reader.peek()) && Number(number + this.#reader.peek()) <= this.#opened)
      number += this.#reader.take()
    if (!this.#closed.has(Number(number)))
      throw new RegexError(`refers back to group ${number}, which is not closed before it`)
    return `(?:\\${number})`
  }

  #quantifier(): string {
    const reader = this.#reader
    let quantity = ''
    if (reader.at('?') || reader.at('*') || reader.at('+')) quantity = reader.take()
    else if (reader.skip('{')) {
      const least = reader.digits()
      const most = reader.skip(',') ? `,${reader.digits()}` : ''
      if (least === '' || !reader.skip('}'))
        throw new RegexError('has a "{" that begins no quantity such as {2}, {2,} or {2,5}: write "\\{"')
      if (most.length > 1 && Number(most.slice(1)) < Number(least))
        throw new RegexError(`has the quantity {${least}${most}}, which runs backwards`)
      quantity = `{${least}${most}}`
    }
    return quantity !== '' && reader.skip('?') ? `${quantity}?` : quantity
  }
}
