/** The characters of a regular expression: one after the other, escaped, and in sets. */

const SPACE = { s: '\\p{White_Space}', S: '\\P{White_Space}', d: '\\p{Nd}', D: '\\P{Nd}' } as const
const CONTROL: Readonly<Record<string, string>> = { n: '\\n', r: '\\r', t: '\\t', f: '\\f', v: '\\v' }
const PUNCTUATION = /^[\\.+*?()|[\]{}^$#&\-~/"'<>,;:=!%@_ ]$/

/** Thrown at anything that is not known to mean the same in both worlds; caught by `parsePattern` only. */
export class Unknown extends Error {}

/** A character as a JavaScript pattern with flag u writes it. */
export const quoted = (character: string): string =>
  /^[\^$\\.*+?()[\]{}|/-]$/.test(character) ? `\\${character === '-' ? 'x2d' : character}` : character

/** Walks over a pattern. */
export class CharacterReader {
  readonly #characters: readonly string[]
  /** What the dot matches. */
  protected readonly any: string
  #at = 0

  constructor(pattern: string, dotMatchesLines: boolean) {
    this.#characters = [...pattern]
    this.any = dotMatchesLines ? '[^]' : '[^\\n]'
  }

  isAtEnd(): boolean {
    return this.#at === this.#characters.length
  }

  peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead]
  }

  next(): string {
    const character = this.peek()
    if (character === undefined) throw new Unknown()
    this.#at++
    return character
  }

  take(character: string): boolean {
    if (this.peek() !== character) return false
    this.#at++
    return true
  }

  escape(): string {
    const character = this.next()
    if (character === 's' || character === 'S' || character === 'd' || character === 'D')
      return SPACE[character]
    const control = CONTROL[character]
    if (control !== undefined) return control
    if (!PUNCTUATION.test(character)) throw new Unknown()
    return quoted(character)
  }

  /** What stands between brackets, as a JavaScript class. A `]` or `-` at the start stands for itself. */
  set(): string {
    let source = this.take('^') ? '[^' : '['
    for (let first = true; ; first = false) {
      const character = this.next()
      if (character === ']' && !first) return `${source}]`
      const after = this.peek()
      // Rust reads sets within sets and, from two of these in a row, operations on sets.
      if (character === '[' || ('&~-'.includes(character) && after === character)) throw new Unknown()
      const isRange = character === '-' && !first && after !== ']'
      source += character === '\\' ? this.escape() : isRange ? '-' : quoted(character)
    }
  }
}
