/** The lowest level of reading JSON: white space, words, numbers, strings, and the log of repairs. */

import type { TextRepairName } from '../registry/repairs.ts'

/** What was changed while reading; `count` times, first at `line`. */
export interface TextRepair {
  readonly rule: TextRepairName
  readonly sample: string
  readonly line: number
  count: number
}

/** Where and why reading ended; `line` and `column` count from 1. */
export interface JsonError {
  readonly code: 'invalid-json' | 'json-too-deep'
  readonly message: string
  readonly line: number
  readonly column: number
}

/** Thrown while scanning and caught by `parseJsonText` only; `at` is an offset into the text. */
export class Unreadable extends Error {
  readonly code: JsonError['code']
  readonly at: number
  constructor(code: JsonError['code'], at: number, message: string) {
    super(message)
    this.code = code
    this.at = at
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
// More kinds of repair than these do not help anyone to mend the document.
const MAX_REPAIRS = 50
const BACKSLASH = 0x5c
const SPACE = 0x20
const SLASH = 0x2f
const APOSTROPHE = 0x27
// “ ” „: word processors and blog engines put them in place of plain ones.
const CURLY: ReadonlySet<number> = new Set([0x201c, 0x201d, 0x201e])

/** How a text is read. `off` names repairs that must not be made. */
export interface ReadingMode {
  readonly tolerant: boolean
  readonly off?: ReadonlySet<string>
}

/** Line and column (from 1) of an offset. */
export const lineOf = (text: string, at: number): { line: number; column: number } => {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', start)) {
    line++
    start = next + 1
  }
  return { line, column: at - start + 1 }
}

/** Walks over one text; `tolerant` repairs what it can name. */
export class JsonScanner {
  readonly repairs = new Map<string, TextRepair>()
  protected at = 0
  protected readonly text: string
  private readonly tolerant: boolean
  private readonly off: ReadonlySet<string> | undefined

  constructor(text: string, { tolerant, off }: ReadingMode) {
    this.text = text
    this.tolerant = tolerant
    this.off = off
  }

  /** Whether a repair may be made. */
  protected may(rule: TextRepair['rule']): boolean {
    return this.tolerant && !this.off?.has(rule)
  }

  protected fail(message: string, at = this.at): never {
    throw new Unreadable('invalid-json', at, message)
  }

  protected repaired(rule: TextRepair['rule'], sample: string, at: number): void {
    const key = `${rule} ${sample}`
    const known = this.repairs.get(key)
    if (known) known.count++
    else if (this.repairs.size < MAX_REPAIRS)
      this.repairs.set(key, { rule, sample: sample.slice(0, 80), line: lineOf(this.text, at).line, count: 1 })
  }

  protected space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.at++
      // No-break spaces and inner byte-order marks come from copying out of word processors.
      else if (this.tolerant && (code === 0xa0 || code === 0xfeff)) this.at++
      else if (code !== SLASH || !this.comment()) return
    }
  }

  /** Skips a comment of JavaScript; false when there is none. */
  private comment(): boolean {
    const { text, at } = this
    const isBlock = text[at + 1] === '*'
    if (!this.may('comment-removed') || (!isBlock && text[at + 1] !== '/')) return false
    const end = isBlock ? text.indexOf('*/', at + 2) : text.indexOf('\n', at)
    if (end < 0 && isBlock) this.fail('a comment is not closed')
    this.at = end < 0 ? text.length : end + (isBlock ? 2 : 1)
    this.repaired('comment-removed', text.slice(at, this.at).trim(), at)
    return true
  }

  protected word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('expected a value')
    this.at += word.length
    return value
  }

  protected number(): number {
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (!match) this.fail(this.at >= this.text.length ? 'ends where a value is expected' : 'expected a value')
    this.at = NUMBER.lastIndex
    return Number(match[0])
  }

  protected taken(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  /** Whether a string in other than plain quotes begins here, and may. */
  protected otherQuote(): boolean {
    const code = this.text.charCodeAt(this.at)
    if ((code !== APOSTROPHE && !CURLY.has(code)) || !this.may('other-quotes-read')) return false
    this.repaired('other-quotes-read', this.text[this.at] ?? '', this.at)
    return true
  }

  protected string(): string {
    const { text } = this
    const open = this.at++
    const quote = text.charCodeAt(open)
    const isCurly = CURLY.has(quote)
    let start = this.at
    let value = ''
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code === quote || (isCurly && CURLY.has(code))) {
        value += text.slice(start, this.at++)
        return value
      }
      if (code === BACKSLASH) {
        value += text.slice(start, this.at)
        value += this.escape()
        start = this.at
      } else if (code < SPACE) this.controlCharacter()
      else if (Number.isNaN(code)) this.fail('a string is not closed', open)
      else this.at++
    }
  }

  private controlCharacter(): void {
    const character = this.text[this.at] ?? ''
    if (!this.may('raw-control-character-escaped'))
      this.fail('a line break or control character inside a string must be escaped')
    this.repaired('raw-control-character-escaped', JSON.stringify(character).slice(1, -1), this.at)
    this.at++
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? ''
    const known = ESCAPES[letter]
    if (known !== undefined) {
      this.at += 2
      return known
    }
    const hex = this.text.slice(this.at + 2, this.at + 6)
    if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
      this.at += 6
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    if (letter === '' || !this.may('invalid-escape-kept')) this.fail(`"\\${letter}" is not an escape of JSON`)
    this.repaired('invalid-escape-kept', `\\${letter}`, this.at)
    this.at += 2
    // Quotes are escaped by careless templates; of anything else (LaTeX, Windows paths) the backslash is content.
    return letter === "'" ? letter : `\\${letter}`
  }
}
