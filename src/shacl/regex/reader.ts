/** Goes through a regular expression character by character (code points, not UTF-16 units). */

/** What is wrong with a regular expression, as the end of a sentence that names it. */
export class RegexError extends Error {}

/** A text and a place in it. */
export class Reader {
  readonly #chars: readonly string[]
  #place = 0

  constructor(text: string) {
    this.#chars = [...text]
  }

  get ended(): boolean {
    return this.#place >= this.#chars.length
  }

  /** The character here; empty at the end. */
  peek(): string {
    return this.#chars[this.#place] ?? ''
  }

  /** The character here, which is left behind; empty at the end. */
  take(): string {
    return this.#chars[this.#place++] ?? ''
  }

  at(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.#chars[this.#place + i] !== text[i]) return false
    return true
  }

  /** Leaves an ASCII text behind if it stands here. */
  skip(text: string): boolean {
    if (!this.at(text)) return false
    this.#place += text.length
    return true
  }

  /** The text in the braces that stand here. */
  braced(): string {
    if (!this.skip('{')) throw new RegexError('has \\p or \\P without a category in braces')
    const end = this.#chars.indexOf('}', this.#place)
    if (end < 0) throw new RegexError('has a "{" without "}"')
    const text = this.#chars.slice(this.#place, end).join('')
    this.#place = end + 1
    return text
  }

  /** Digits that stand here, left behind. */
  digits(): string {
    let found = ''
    while (/^[0-9]$/.test(this.peek())) found += this.take()
    return found
  }
}
