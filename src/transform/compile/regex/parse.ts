/**
 * Reads regular expressions as the store understands them (the syntax of Rust's regex crate), as far as rules use it.
 * The same text can mean another thing in JavaScript: `[]a]`, `\s`, `.`, so nothing is handed over unread.
 */

import { CharacterReader, quoted, Unknown } from './characters.ts'

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

class Reader extends CharacterReader {
  groups = 0

  choice(): Piece {
    const items = [this.#sequence()]
    while (this.take('|')) items.push(this.#sequence())
    return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items }
  }

  #sequence(): Piece {
    const items: Piece[] = []
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek())
      items.push(this.#repeated(this.#atom()))
    return items.length === 1 && items[0] ? items[0] : { kind: 'sequence', items }
  }

  #atom(): Piece {
    const character = this.next()
    if (character === '(') return this.#group()
    if (character === '[') return { kind: 'character', source: this.set() }
    if (character === '^') return { kind: 'start' }
    if (character === '$') return { kind: 'end' }
    if (character === '.') return { kind: 'character', source: this.any }
    if (character === '\\') return { kind: 'character', source: this.escape() }
    if ('*+?{}]'.includes(character)) throw new Unknown()
    return { kind: 'character', source: quoted(character) }
  }

  #group(): Piece {
    const captures = !this.take('?')
    if (!captures && !this.take(':')) throw new Unknown()
    const index = captures ? ++this.groups : undefined
    const item = this.choice()
    if (!this.take(')')) throw new Unknown()
    return { kind: 'group', index, item }
  }

  #repeated(item: Piece): Piece {
    const counts = countsIn(this)
    if (!counts) return item
    if (item.kind === 'start' || item.kind === 'end') throw new Unknown()
    const lazy = this.take('?')
    const repeated: Piece = { kind: 'repeat', item, ...counts, lazy }
    const next = this.peek()
    if (next === '*' || next === '+' || next === '?' || next === '{') throw new Unknown()
    return repeated
  }
}

/** How often the last piece may come; undefined when nothing is said. */
const countsIn = (reader: CharacterReader): { min: number; max: number } | undefined => {
  if (reader.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
  if (reader.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
  if (reader.take('?')) return { min: 0, max: 1 }
  if (!reader.take('{')) return undefined
  let inside = ''
  for (let next = reader.next(); next !== '}'; next = reader.next()) inside += next
  const [, low, comma, high] = /^(\d{1,3})(,?)(\d{0,3})$/.exec(inside) ?? []
  if (low === undefined) throw new Unknown()
  const min = Number(low)
  const max = comma === '' ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high)
  if (min > MAX_COUNT || (max > MAX_COUNT && max !== Number.POSITIVE_INFINITY) || max < min)
    throw new Unknown()
  return { min, max }
}
