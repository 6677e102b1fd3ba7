/**
 * Reads regular expressions as the store understands them (the syntax of Rust's regex crate), as far as rules use it.
 * The same text can mean another thing in JavaScript: `[]a]`, `\s`, `.`, so nothing is handed over unread.
 */

/** A regular expression. */
export type Piece =
  /** One character: `source` is a JavaScript pattern (flag u) that matches exactly one code point. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly Piece[] }
  /** `index` from 1; undefined when it does not capture. */
  | { readonly kind: 'group'; readonly index: number | undefined; readonly item: Piece }
  | {
      readonly kind: 'repeat'
      readonly item: Piece
      readonly min: number
      readonly max: number
      readonly lazy: boolean
    }

/** A pattern and how many groups it captures. */
export interface Parsed {
  readonly root: Piece
  readonly groups: number
}

const MAX_COUNT = 100
const SPACE = { s: '\\p{White_Space}', S: '\\P{White_Space}', d: '\\p{Nd}', D: '\\P{Nd}' } as const
const CONTROL: Readonly<Record<string, string>> = { n: '\\n', r: '\\r', t: '\\t', f: '\\f', v: '\\v' }
const PUNCTUATION = /^[\\.+*?()|[\]{}^$#&\-~/"'<>,;:=!%@_ ]$/

/** Reads a pattern; undefined when it has anything that is not known here to mean the same in both worlds. */
export const parsePattern = (pattern: string, dotMatchesLines: boolean): Parsed | undefined => {
  try {
    const reader = new Reader(pattern, dotMatchesLines)
    const root = reader.choice()
    return reader.isAtEnd() ? { root, groups: reader.groups } : undefined
  } catch (error) {
    if (error instanceof Unknown) return undefined
    throw error
  }
}

class Unknown extends Error {}

/** A character as a JavaScript pattern with flag u writes it. */
const quoted = (character: string): string =>
  /^[\^$\\.*+?()[\]{}|/-]$/.test(character) ? `\\${character === '-' ? 'x2d' : character}` : character

class Reader {
  groups = 0
  readonly #characters: readonly string[]
  readonly #dotMatchesLines: boolean
  #at = 0

  constructor(pattern: string, dotMatchesLines: boolean) {
    this.#characters = [...pattern]
    this.#dotMatchesLines = dotMatchesLines
  }

  isAtEnd(): boolean {
    return this.#at === this.#characters.length
  }

  choice(): Piece {
    const items = [this.#sequence()]
    while (this.#take('|')) items.push(this.#sequence())
    return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items }
  }

  #sequence(): Piece {
    const items: Piece[] = []
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek())
      items.push(this.#repeated(this.#atom()))
    return items.length === 1 && items[0] ? items[0] : { kind: 'sequence', items }
  }

  #peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead]
  }

  #next(): string {
    const character = this.#peek()
    if (character === undefined) throw new Unknown()
    this.#at++
    return character
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at++
    return true
  }

  #atom(): Piece {
    const character = this.#next()
    if (character === '(') return this.#group()
    if (character === '[') return { kind: 'character', source: this.#set() }
    if (character === '^') return { kind: 'start' }
    if (character === '$') return { kind: 'end' }
    if (character === '.') return { kind: 'character', source: this.#dotMatchesLines ? '[^]' : '[^\\n]' }
    if (character === '\\') return { kind: 'character', source: this.#escape() }
    if ('*+?{}]'.includes(character)) throw new Unknown()
    return { kind: 'character', source: quoted(character) }
  }

  #group(): Piece {
    const captures = !this.#take('?')
    if (!captures && !this.#take(':')) throw new Unknown()
    const index = captures ? ++this.groups : undefined
    const item = this.choice()
    if (!this.#take(')')) throw new Unknown()
    return { kind: 'group', index, item }
  }

  #escape(): string {
    const character = this.#next()
    if (character === 's' || character === 'S' || character === 'd' || character === 'D')
      return SPACE[character]
    const control = CONTROL[character]
    if (control !== undefined) return control
    if (!PUNCTUATION.test(character)) throw new Unknown()
    return quoted(character)
  }

  /** What stands between brackets, as a JavaScript class. A `]` or `-` at the start stands for itself. */
  #set(): string {
    let source = this.#take('^') ? '[^' : '['
    for (let first = true; ; first = false) {
      const character = this.#next()
      if (character === ']' && !first) return `${source}]`
      const after = this.#peek()
      // Rust reads sets within sets and, from two of these in a row, operations on sets.
      if (character === '[' || ('&~-'.includes(character) && after === character)) throw new Unknown()
      const isRange = character === '-' && !first && after !== ']'
      source += character === '\\' ? this.#escape() : isRange ? '-' : quoted(character)
    }
  }

  #repeated(item: Piece): Piece {
    const counts = this.#counts()
    if (!counts) return item
    if (item.kind === 'start' || item.kind === 'end') throw new Unknown()
    const lazy = this.#take('?')
    const repeated: Piece = { kind: 'repeat', item, ...counts, lazy }
    const next = this.#peek()
    if (next === '*' || next === '+' || next === '?' || next === '{') throw new Unknown()
    return repeated
  }

  #counts(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
    if (this.#take('?')) return { min: 0, max: 1 }
    if (!this.#take('{')) return undefined
    let inside = ''
    for (let next = this.#next(); next !== '}'; next = this.#next()) inside += next
    const [, low, comma, high] = /^(\d{1,3})(,?)(\d{0,3})$/.exec(inside) ?? []
    if (low === undefined) throw new Unknown()
    const min = Number(low)
    const max = comma === '' ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high)
    if (min > MAX_COUNT || (max > MAX_COUNT && max !== Number.POSITIVE_INFINITY) || max < min)
      throw new Unknown()
    return { min, max }
  }
}
