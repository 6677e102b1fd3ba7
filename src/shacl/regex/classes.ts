/** Character classes of XPath regular expressions as classes of JavaScript's `v` mode (XSD 1.1 part 2, G.4.2). */
import { BLOCKS } from './blocks.ts'
import { type Reader, RegexError } from './reader.ts'

const NAME_START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const NAME_CHAR = `\\-.0-9\\u{b7}${NAME_START}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}`

const SHORTHANDS: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  // Not JavaScript's \w: XSD means all but punctuation, separators and control characters, so "ä" but not "_".
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: `[${NAME_START}]`,
  I: `[^${NAME_START}]`,
  c: `[${NAME_CHAR}]`,
  C: `[^${NAME_CHAR}]`,
}

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

/** One character, as JavaScript writes it wherever a class or an atom can hold it. */
export const character = (char: string): string =>
  /^[A-Za-z0-9 ]$/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`

const SINGLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const ESCAPABLE = '\\|.?*+(){}-[]^$'

/** What stands after a backslash: one character, or a class of several (as text for `v` mode). */
export type Escape = { readonly char: string } | { readonly set: string }

/** Reads an escape; the backslash is already consumed. */
export const readEscape = (reader: Reader): Escape => {
  const next = reader.take()
  const set = SHORTHANDS[next]
  if (set !== undefined) return { set }
  if (next === 'p' || next === 'P') return { set: property(reader, next) }
  const single = SINGLE[next]
  if (single !== undefined) return { char: single }
  // XPath allows the first few only, but "\/" and its like are in every second shapes file and mean one thing.
  if ((next !== '' && ESCAPABLE.includes(next)) || /^[!-/:-@[-`{-~]$/.test(next)) return { char: next }
  throw new RegexError(
    next === ''
      ? 'ends in a backslash'
      : `has the escape "\\${next}", which XPath regular expressions do not know`,
  )
}

const property = (reader: Reader, letter: string): string => {
  const name = reader.braced()
  if (CATEGORY.test(name)) return `\\${letter}{${name}}`
  const block = name.startsWith('Is') ? BLOCKS.get(name.slice(2)) : undefined
  if (!block)
    throw new RegexError(`names "\\${letter}{${name}}", which is no Unicode category or known block`)
  const [first, last] = block
  return `[${letter === 'P' ? '^' : ''}\\u{${first.toString(16)}}-\\u{${last.toString(16)}}]`
}

/** Reads a class expression behind its `[`, with negation, ranges and subtraction (`[a-z-[aeiou]]`). */
export const readClass = (reader: Reader, depth = 0): string => {
  if (depth > 20) throw new RegexError('nests character classes deeper than 20 levels')
  const negated = reader.skip('^')
  const parts: string[] = []
  let without = ''
  for (;;) {
    if (reader.ended) throw new RegexError('has a "[" without "]"')
    if (parts.length > 0 && reader.skip(']')) break
    if (parts.length > 0 && reader.skip('-[')) {
      without = readClass(reader, depth + 1)
      if (!reader.skip(']')) throw new RegexError('has something behind the class that another one subtracts')
      break
    }
    parts.push(readMember(reader, parts.length === 0))
  }
  const own = `[${negated ? '^' : ''}${parts.join('')}]`
  return without ? `[${own}--${without}]` : own
}

const readMember = (reader: Reader, isFirst: boolean): string => {
  const from = readOne(reader, isFirst)
  if ('set' in from) return from.set
  // A hyphen is a range only between two characters; before "]" and before a subtraction it is itself.
  if (!reader.at('-') || reader.at('-]') || reader.at('-[')) return character(from.char)
  reader.skip('-')
  const to = readOne(reader, false)
  if ('set' in to) throw new RegexError(`has a range from "${from.char}" to a class of characters`)
  if ((to.char.codePointAt(0) ?? 0) < (from.char.codePointAt(0) ?? 0))
    throw new RegexError(`has the range "${from.char}-${to.char}", which runs backwards`)
  return `${character(from.char)}-${character(to.char)}`
}

const readOne = (reader: Reader, isFirst: boolean): Escape => {
  const char = reader.take()
  if (char === '\\') return readEscape(reader)
  if (char === '[' || (char === ']' && isFirst))
    throw new RegexError(`has an unescaped "${char}" in a character class: write "\\${char}"`)
  return { char }
}
