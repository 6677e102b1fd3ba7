/** Reads one token of running text as the author meant it: without line breaks, hyphenation, ligatures and mark-up. */
import { lettersOf } from '../characters.ts'
import { markupAt } from './markup.ts'

/** A token, its characters mapped to the text they were read from. */
export interface Reading {
  readonly text: string
  /** For each character of `text`, the offset in the source where it ends (UTF-16). */
  readonly ends: readonly number[]
  /** Indices in `text` of hyphens at the end of a line, which hyphenation may have put there. */
  readonly breaks: readonly number[]
}

// The longest DOIs in use have about 200 characters.
const LIMIT = 400
const LINE_BREAK = /[ \t]{0,40}(?:\r\n?|[\n\f])[ \t]{0,40}/y
const STOP = /["'`*|^~{<>]/
const HYPHEN = /[-\u2010\u2011\u2212\ufe63\uff0d]/
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/
const EN_DASH = /[\u2012\u2013]/
const SLASH = /[\u2044\u2215]/
const LETTER = /[\u00c0-\u024f]/
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
const NEXT_IDENTIFIER = /\s?(?:10\.\d{4,9}\/|https?:\/\/)/y
const CONTINUATION = /[a-z]{1,12}[.-]?\d{2,}/y
const BEHIND_RESOLVER = /\.(?:org|net)\/$/i

const at = (pattern: RegExp, source: string, offset: number): string | undefined => {
  pattern.lastIndex = offset
  return pattern.exec(source)?.[0]
}

/** The token that begins at an offset of the source; it ends at white space, quotes, or an unbalanced bracket. */
export const readToken = (source: string, from: number): Reading => {
  const reading = new Reader(source, from)
  reading.read()
  return reading
}

const GROUPS = /\d{4}\s{1,9}\d{4}\s{1,9}\d{4}\s{1,9}\d{3}[\dX](?![A-Z0-9])/iy

/** Sixteen digits in four groups with white space between them; undefined where there are none. */
export const readGroups = (source: string, from: number): Reading | undefined => {
  const written = at(GROUPS, source, from)
  if (written === undefined) return undefined
  const kept = [...written].flatMap((c, index) => (/\s/.test(c) ? [] : [{ c, end: from + index + 1 }]))
  return { text: kept.map(({ c }) => c).join(''), ends: kept.map(({ end }) => end), breaks: [] }
}

class Reader implements Reading {
  text = ''
  readonly ends: number[] = []
  readonly breaks: number[] = []
  readonly #source: string
  readonly #open: string[] = []
  #offset: number

  constructor(source: string, from: number) {
    this.#source = source
    this.#offset = from
  }

  read(): void {
    while (this.text.length < LIMIT && this.#offset < this.#source.length) if (!this.#step()) return
  }

  #push(letters: string, length: number): true {
    this.#offset += length
    for (const letter of letters) {
      this.text += letter
      this.ends.push(this.#offset)
    }
    return true
  }

  #skip(length: number): true {
    this.#offset += length
    return true
  }

  /** Reads one character; false at the end of the token. */
  #step(): boolean {
    const c = this.#source[this.#offset] ?? ''
    if (/[A-Za-z0-9]/.test(c)) return this.#letter(c)
    if (/\s/.test(c)) return this.#space()
    if (INVISIBLE.test(c)) return this.#invisible(c)
    if (c === '<' || c === '&' || c === '\\') {
      const { letters, length } = markupAt(this.#source, this.#offset)
      return length > 0 && this.#push(letters, length)
    }
    if (c === '(' || c === '[' || c === '{') return this.#opener(c)
    if (c in CLOSERS) return this.#open.pop() === CLOSERS[c] && this.#push(c, 1)
    // A comma parts lists; but `10,58052/` is a misspelt prefix.
    if (c === ',' && this.#open.length === 0) return /^10$/.test(this.text) && this.#push(c, 1)
    // Of old DOIs only: `3.0.CO;2-2`.
    if (c === ';' && !(/co$/i.test(this.text) && /\d/.test(this.#source[this.#offset + 1] ?? '')))
      return false
    if (HYPHEN.test(c) || EN_DASH.test(c)) return !this.#isRange(c) && this.#push('-', 1)
    return this.#other(c)
  }

  /** Whether a dash parts two identifiers, whole ones or, behind an en dash, the codes of a range. */
  #isRange(dash: string): boolean {
    if (at(NEXT_IDENTIFIER, this.#source, this.#offset + 1) !== undefined) return true
    const code = /[A-Z][A-Z0-9]{4,40}$/i.exec(this.text)?.[0]
    if (code === undefined || !EN_DASH.test(dash) || !this.text.includes('/')) return false
    const other = this.#source.slice(this.#offset + 1, this.#offset + 1 + code.length)
    return /^[A-Z][A-Z0-9]*\d$/i.test(other) && other.slice(0, 3) === code.slice(0, 3)
  }

  #letter(c: string): boolean {
    // Two addresses without space between them; but resolvers may be nested.
    const follows = c === 'h' && this.#source.startsWith('http', this.#offset) && /[^/:]$/.test(this.text)
    if (follows && at(NEXT_IDENTIFIER, this.#source, this.#offset) !== undefined) return false
    return this.#push(c, 1)
  }

  #opener(c: string): boolean {
    if (c === '{') return false
    this.#open.push(c)
    return this.#push(c, 1)
  }

  #other(c: string): boolean {
    const ligature = lettersOf(c)
    if (ligature !== undefined) return this.#push(ligature, 1)
    if (SLASH.test(c)) return this.#push('/', 1)
    if (c === '~' && /[A-Za-z0-9]/.test(this.#source[this.#offset + 1] ?? '')) return this.#push(c, 1)
    return !STOP.test(c) && (/[\x21-\x7e]/.test(c) || LETTER.test(c)) && this.#push(c, 1)
  }

  /** A soft hyphen at the end of a line goes with the line break. */
  #invisible(c: string): true {
    const end = c === '\u00ad' ? at(LINE_BREAK, this.#source, this.#offset + 1) : undefined
    return this.#skip(1 + (end?.length ?? 0))
  }

  /** White space ends the token, except where a line was broken inside of it. */
  #space(): boolean {
    const space = at(LINE_BREAK, this.#source, this.#offset)
    if (space === undefined) {
      const next = this.#source.slice(this.#offset + 1, this.#offset + 4)
      return BEHIND_RESOLVER.test(this.text) && /^(?:10[.2]|\d{3})/.test(next) && this.#skip(1)
    }
    const next = this.#offset + space.length
    const last = this.text.at(-1) ?? ''
    const goesOn = /[A-Za-z0-9(]/.test(this.#source[next] ?? '')
    if (last === '-' && goesOn) {
      const behind = this.text.at(-2) ?? ''
      // Hyphenation parts words, not numbers.
      const isWord = /[a-z]/i.test(behind) && /[a-z]/i.test(this.#source[next] ?? '')
      if (isWord) this.breaks.push(this.text.length - 1)
      return this.#skip(space.length)
    }
    if ((last === '/' || last === '_') && goesOn) return this.#skip(space.length)
    if (last === '.' && at(CONTINUATION, this.#source, next) !== undefined) return this.#skip(space.length)
    const isCut = this.#source[next] === '/' && /(?:^|\/|:)10\.\d{4,9}$|\.(?:org|net)$/i.test(this.text)
    return isCut && this.#skip(space.length)
  }
}

/** The token without what does not belong to it at its end: punctuation, footnote marks, a bracket left open. */
export const trimmed = (text: string): string => {
  let rest = text
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(/[.,;:!?&=_/\\-]+$/, '').replace(/\[\d{1,3}\]$/, '')
    rest = withoutOpen(rest)
  }
  return rest
}

/** Cut at the first bracket that is never closed. */
const withoutOpen = (text: string): string => {
  const open: { index: number; character: string }[] = []
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? ''
    if (character === '(' || character === '[') open.push({ index, character })
    else if (character in CLOSERS) open.pop()
  }
  const [first] = open
  return first ? text.slice(0, first.index) : text
}
