/** A JSON parser that keeps what JSON.parse loses (repeated keys), repairs what it can name, and bounds depth. */

import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import { readPlainJson } from './json-plain.ts'
import {
  type JsonError,
  JsonScanner,
  lineOf,
  type ReadingMode,
  type TextRepair,
  Unreadable,
} from './json-scanner.ts'

/**
 * Deepest nesting accepted. Everything after this stage recurses (expansion takes several stack frames per level);
 * GeoJSON in JSON-LD needs about 12 levels and the deepest document seen in the wild has 7.
 */
export const MAX_DEPTH = 64

/** The value with what was repaired, or the first error. */
export type JsonReading =
  | { readonly ok: true; readonly json: JsonValue; readonly repairs: readonly TextRepair[] }
  | { readonly ok: false; readonly error: JsonError }

// JSON-LD keywords whose values may be lists: a repeated one can be kept like any other key.
const LIST_KEYWORDS = new Set(['@type', '@graph', '@context', '@included'])

const SCRIPT_VALUE = /(?:-?(?:NaN|nan|Infinity)|undefined|None|True|False|NULL)(?![\w$])/y
const BARE_KEY = /[A-Za-z_$@][\w$@-]{0,100}(?=\s*:)/y

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

class Reader extends JsonScanner {
  private depth = 0

  document(): JsonValue {
    this.space()
    const json = this.joined(this.value())
    if (this.text[this.at] === ';' && this.may('trailing-semicolon-removed')) {
      this.repaired('trailing-semicolon-removed', ';', this.at)
      while (this.text[this.at] === ';') {
        this.at++
        this.space()
      }
    }
    if (this.at < this.text.length) this.fail('something follows after the end of the JSON value')
    return json
  }

  /** The first value with those that follow it, as when pages or lines were concatenated. */
  private joined(first: JsonValue): JsonValue {
    const values = [first]
    for (;;) {
      this.space()
      const start = this.at
      if (this.text[start] === ',') {
        this.at++
        this.space()
      }
      const isNext = this.text[this.at] === '{' || this.text[this.at] === '['
      if (!isNext || typeof first !== 'object' || !this.may('documents-joined')) {
        this.at = start
        return values.length === 1 ? first : values.flat()
      }
      this.repaired('documents-joined', this.text.slice(this.at, this.at + 40), this.at)
      values.push(this.value())
    }
  }

  private value(): JsonValue {
    const character = this.text[this.at]
    if (character === '{') return this.nested(() => this.object())
    if (character === '[') return this.nested(() => this.array())
    if (character === '"') return this.string()
    if (character === 't') return this.word('true', true)
    if (character === 'f') return this.word('false', false)
    if (this.text.startsWith('null', this.at)) return this.word('null', null)
    if (this.otherQuote()) return this.string()
    const script = this.scriptValue()
    return script === undefined ? this.number() : script
  }

  /** A value of JavaScript or Python; undefined when there is none. */
  private scriptValue(): JsonValue | undefined {
    SCRIPT_VALUE.lastIndex = this.at
    const word = SCRIPT_VALUE.exec(this.text)?.[0]
    if (word === undefined || !this.may('script-value-read')) return undefined
    this.repaired('script-value-read', word, this.at)
    this.at += word.length
    return word === 'True' ? true : word === 'False' ? false : null
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH)
      throw new Unreadable('json-too-deep', this.at, `nested deeper than ${MAX_DEPTH} levels`)
    this.at++
    const value = read()
    this.depth--
    return value
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
      const key = this.key()
      this.space()
      if (!this.taken(':')) this.fail(`expected a colon after the key "${key.slice(0, 40)}"`)
      this.space()
      this.member(members, key, this.memberValue(key), start)
      if (this.ended('}')) return members.object
    }
  }

  private key(): string {
    if (this.text[this.at] === '"' || this.otherQuote()) return this.string()
    BARE_KEY.lastIndex = this.at
    const bare = BARE_KEY.exec(this.text)?.[0]
    if (bare === undefined || !this.may('bare-key-quoted')) this.fail('expected a key in double quotes')
    this.repaired('bare-key-quoted', bare, this.at)
    this.at += bare.length
    return bare
  }

  private memberValue(key: string): JsonValue {
    const character = this.text[this.at]
    const isMissing = character === ',' || character === '}'
    if (!isMissing || !this.may('missing-value-nulled')) return this.value()
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

  /** After an item: true at the closing bracket, false when another item follows. */
  private ended(close: ']' | '}'): boolean {
    this.space()
    if (this.taken(close)) return true
    const comma = this.at
    if (!this.taken(',')) this.fail(`expected a comma or "${close}"`)
    this.space()
    if (this.text[this.at] !== close || !this.may('trailing-comma-removed')) return false
    this.repaired('trailing-comma-removed', `,${close}`, comma)
    return this.taken(close)
  }
}

/**
 * Parses JSON text (RFC 8259) to the value that JSON.parse gives, except that the values of a repeated key are all
 * kept, as a list (`duplicate-key-kept`; of JSON-LD keywords that take one value the last stays). With `tolerant`
 * it also reads what the repairs of text (registry/repairs.ts) can name, but for those that are `off`, each logged.
 * Never throws; nesting beyond `MAX_DEPTH` is an error before anything recurses further.
 */
export const parseJsonText = (text: string, mode: ReadingMode): JsonReading => {
  const plain = mode.tolerant ? undefined : readPlainJson(text, MAX_DEPTH)
  if (plain) return { ok: true, json: plain.json, repairs: [] }
  const reader = new Reader(text, mode)
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
