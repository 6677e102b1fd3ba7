/** A JSON parser that keeps what JSON.parse loses (repeated keys), repairs what it can name, and bounds depth. */

import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'

/**
 * Deepest nesting accepted. Everything after this stage recurses (expansion takes several stack frames per level);
 * GeoJSON in JSON-LD needs about 12 levels and the deepest document seen in the wild has 7.
 */
export const MAX_DEPTH = 64

/** What was changed while reading; `count` times, first at `line`. */
export interface TextRepair {
  readonly rule:
    | 'duplicate-key-kept'
    | 'duplicate-keyword-dropped'
    | 'trailing-comma-removed'
    | 'raw-control-character-escaped'
    | 'invalid-escape-kept'
    | 'missing-value-nulled'
    | 'trailing-semicolon-removed'
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

export type JsonReading =
  | { readonly ok: true; readonly json: JsonValue; readonly repairs: readonly TextRepair[] }
  | { readonly ok: false; readonly error: JsonError }

class Unreadable extends Error {
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
const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
// JSON-LD keywords whose values may be lists: a repeated one can be kept like any other key.
const LIST_KEYWORDS = new Set(['@type', '@graph', '@context', '@included'])

const lineOf = (text: string, at: number): { line: number; column: number } => {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', start)) {
    line++
    start = next + 1
  }
  return { line, column: at - start + 1 }
}

/** Members of an object under construction; `merged` remembers the lists that were made here for repeated keys. */
interface Members {
  readonly object: JsonObject
  merged?: Map<string, JsonValue[]>
}

const put = (object: JsonObject, key: string, value: JsonValue): void => {
  // Assigning to __proto__ would set the prototype; JSON.parse makes it a member like any other.
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

class Reader {
  readonly repairs = new Map<string, TextRepair>()
  private at = 0
  private depth = 0
  private readonly text: string
  private readonly tolerant: boolean

  constructor(text: string, tolerant: boolean) {
    this.text = text
    this.tolerant = tolerant
  }

  document(): JsonValue {
    this.space()
    const json = this.value()
    this.space()
    if (this.tolerant && this.text[this.at] === ';') {
      this.repaired('trailing-semicolon-removed', ';', this.at)
      while (this.text[this.at] === ';') {
        this.at++
        this.space()
      }
    }
    if (this.at < this.text.length) this.fail('something follows after the end of the JSON value')
    return json
  }

  private fail(message: string, at = this.at): never {
    throw new Unreadable('invalid-json', at, message)
  }

  private repaired(rule: TextRepair['rule'], sample: string, at: number): void {
    const key = `${rule} ${sample}`
    const known = this.repairs.get(key)
    if (known) known.count++
    else if (this.repairs.size < MAX_REPAIRS)
      this.repairs.set(key, { rule, sample: sample.slice(0, 80), line: lineOf(this.text, at).line, count: 1 })
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.at++
      // No-break spaces and inner byte-order marks come from copying out of word processors.
      else if (this.tolerant && (code === 0xa0 || code === 0xfeff)) this.at++
      else return
    }
  }

  private value(): JsonValue {
    const character = this.text[this.at]
    if (character === '{') return this.nested(() => this.object())
    if (character === '[') return this.nested(() => this.array())
    if (character === '"') return this.string()
    if (character === 't') return this.word('true', true)
    if (character === 'f') return this.word('false', false)
    if (character === 'n') return this.word('null', null)
    return this.number()
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH)
      throw new Unreadable('json-too-deep', this.at, `nested deeper than ${MAX_DEPTH} levels`)
    this.at++
    const value = read()
    this.depth--
    return value
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('expected a value')
    this.at += word.length
    return value
  }

  private number(): number {
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (!match) this.fail(this.at >= this.text.length ? 'ends where a value is expected' : 'expected a value')
    this.at = NUMBER.lastIndex
    return Number(match[0])
  }

  private array(): JsonValue[] {
    const items: JsonValue[] = []
    this.space()
    if (this.taken(']')) return items
    for (;;) {
      items.push(this.value())
      if (this.ended(']')) return items
    }
  }

  private object(): JsonObject {
    const members: Members = { object: {} }
    this.space()
    if (this.taken('}')) return members.object
    for (;;) {
      const start = this.at
      if (this.text[start] !== '"') this.fail('expected a key in double quotes')
      const key = this.string()
      this.space()
      if (!this.taken(':')) this.fail(`expected a colon after the key "${key.slice(0, 40)}"`)
      this.space()
      this.member(members, key, this.memberValue(key), start)
      if (this.ended('}')) return members.object
    }
  }

  private memberValue(key: string): JsonValue {
    const character = this.text[this.at]
    if (!this.tolerant || (character !== ',' && character !== '}')) return this.value()
    this.repaired('missing-value-nulled', key, this.at)
    return null
  }

  private member(members: Members, key: string, value: JsonValue, at: number): void {
    const { object } = members
    const before = Object.hasOwn(object, key) ? object[key] : undefined
    if (before === undefined) {
      put(object, key, value)
    } else if (key.startsWith('@') && !LIST_KEYWORDS.has(key)) {
      this.repaired('duplicate-keyword-dropped', key, at)
      put(object, key, value)
    } else {
      this.repaired('duplicate-key-kept', key, at)
      members.merged ??= new Map()
      let list = members.merged.get(key)
      if (!list) {
        list = Array.isArray(before) ? [...before] : [before]
        members.merged.set(key, list)
        put(object, key, list)
      }
      if (Array.isArray(value)) for (const item of value) list.push(item)
      else list.push(value)
    }
  }

  private taken(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  /** After an item: true at the closing bracket, false when another item follows. */
  private ended(close: ']' | '}'): boolean {
    this.space()
    if (this.taken(close)) return true
    const comma = this.at
    if (!this.taken(',')) this.fail(`expected a comma or "${close}"`)
    this.space()
    if (!this.tolerant || this.text[this.at] !== close) return false
    this.repaired('trailing-comma-removed', `,${close}`, comma)
    return this.taken(close)
  }

  private string(): string {
    const { text } = this
    const open = this.at++
    let start = this.at
    let value = ''
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code === QUOTE) {
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
    if (!this.tolerant) this.fail('a line break or control character inside a string must be escaped')
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
    if (!this.tolerant || letter === '') this.fail(`"\\${letter}" is not an escape of JSON`)
    this.repaired('invalid-escape-kept', `\\${letter}`, this.at)
    this.at += 2
    // Quotes are escaped by careless templates; of anything else (LaTeX, Windows paths) the backslash is content.
    return letter === "'" ? letter : `\\${letter}`
  }
}

/**
 * Parses JSON text (RFC 8259) to the value that JSON.parse gives, except that the values of a repeated key are all
 * kept, as a list (`duplicate-key-kept`; of JSON-LD keywords that take one value the last stays). With `tolerant`
 * it also reads trailing commas and semicolons, raw line breaks in strings, unknown escapes and missing values,
 * each logged. Never throws; nesting beyond `MAX_DEPTH` is an error before anything recurses further.
 */
export const parseJsonText = (text: string, options: { tolerant: boolean }): JsonReading => {
  const reader = new Reader(text, options.tolerant)
  try {
    return { ok: true, json: reader.document(), repairs: [...reader.repairs.values()] }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return {
      ok: false,
      error: { code: error.code, message: error.message, ...lineOf(text, error.at) },
    }
  }
}
