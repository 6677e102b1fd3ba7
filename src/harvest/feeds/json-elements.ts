/** Takes a large JSON text apart while it arrives: the elements of its top-level list, or of lists in its top-level object. */

/** Told what is found. Texts are JSON, not parsed; `undefined` stands for one that is larger than allowed. */
export interface JsonPieces {
  /** An element of the top-level list (`list` is empty), or of one of the lists that were asked for. */
  element(text: string | undefined, list: string): void
  /** Another member of the top-level object. */
  member(key: string, text: string | undefined): void
}

const QUOTE = 34
const COMMA = 44
const COLON = 58
const BACKSLASH = 92
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

const isEndOfScalar = (code: number): boolean =>
  isSpace(code) || code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT

/** Where the scanner is: before the text, between members, inside a list that was asked for, inside a value, after it all. */
type Place = 'start' | 'key' | 'colon' | 'before-value' | 'elements' | 'value' | 'end'

/** A scanner of structure only: it finds where values begin and end, and leaves what is in them to a parser. */
export class JsonElements {
  private readonly pieces: JsonPieces
  private readonly lists: ReadonlySet<string>
  private readonly most: number
  private place: Place = 'start'
  private topIsList = false
  private key = ''
  /** Name of the list whose elements are being read; undefined outside of one. */
  private list: string | undefined
  private depth = 0
  private inString = false
  private escaped = false
  private scalar = false
  private parts: string[] = []
  private length = 0
  /** What broke the structure. */
  fault: string | undefined

  /** `lists`: keys whose lists are taken apart; `most`: characters of one piece. */
  constructor(pieces: JsonPieces, lists: ReadonlySet<string>, most: number) {
    this.pieces = pieces
    this.lists = lists
    this.most = most
  }

  /** Whether it is a JSON list or object at all, as far as it was read. */
  get begun(): boolean {
    return this.place !== 'start'
  }

  write(text: string): void {
    for (let at = 0; at < text.length && this.fault === undefined; )
      at = this.place === 'value' || this.place === 'key' ? this.inside(text, at) : this.between(text, at)
  }

  /** Says that the text is over. */
  end(): void {
    if (this.fault === undefined && this.place !== 'end') this.fault = 'it ends before its last bracket'
  }

  /** One character outside of any value. Returns where to go on. */
  private between(text: string, at: number): number {
    const code = text.charCodeAt(at)
    if (isSpace(code) || code === 0xfeff) return at + 1
    if (this.place === 'start') this.open(code)
    else if (this.place === 'end') this.fault = 'something follows after its end'
    else if (this.place === 'colon') {
      if (code === COLON) this.place = 'before-value'
      else this.fault = 'a colon is missing'
    } else if (this.place === 'before-value') return this.beforeValue(code, at)
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) this.close(code)
    else if (code !== COMMA) return this.beginValue(code, at)
    return at + 1
  }

  private open(code: number): void {
    this.topIsList = code === OPEN_LIST
    if (!this.topIsList && code !== OPEN_OBJECT) this.fault = 'it is neither a list nor an object'
    this.list = this.topIsList ? '' : undefined
    this.place = 'elements'
  }

  private close(code: number): void {
    if (this.list === undefined ? code !== CLOSE_OBJECT : code !== CLOSE_LIST)
      this.fault = 'its brackets do not match'
    else if (this.list === undefined || this.topIsList) this.place = 'end'
    else this.list = undefined
  }

  private beforeValue(code: number, at: number): number {
    if (code !== OPEN_LIST || !this.lists.has(this.key)) return this.beginValue(code, at)
    this.list = this.key
    this.place = 'elements'
    return at + 1
  }

  private beginValue(code: number, at: number): number {
    const isKey = this.place === 'elements' && this.list === undefined
    if (isKey && code !== QUOTE) this.fault = 'a key is missing'
    this.place = isKey ? 'key' : 'value'
    this.depth = 0
    this.parts = []
    this.length = 0
    this.scalar = !isKey && code !== QUOTE && code !== OPEN_LIST && code !== OPEN_OBJECT
    return at
  }

  /** Characters of a key or value, from `at` to its end or to that of the text. Returns where to go on. */
  private inside(text: string, at: number): number {
    let ended = false
    let next = at
    if (this.scalar) {
      while (next < text.length && !isEndOfScalar(text.charCodeAt(next))) next++
      ended = next < text.length
    } else while (next < text.length && !ended) ended = this.isLast(text.charCodeAt(next++))
    this.length += next - at
    if (this.length <= this.most) this.parts.push(text.slice(at, next))
    else this.parts = []
    if (ended) this.finish()
    return next
  }

  /** Follows strings and brackets; true at the character with which the value ends. */
  private isLast(code: number): boolean {
    if (this.inString) {
      if (this.escaped) this.escaped = false
      else if (code === BACKSLASH) this.escaped = true
      else if (code === QUOTE) {
        this.inString = false
        return this.depth === 0
      }
      return false
    }
    if (code === QUOTE) this.inString = true
    else if (code === OPEN_LIST || code === OPEN_OBJECT) this.depth++
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) return --this.depth === 0
    return false
  }

  private finish(): void {
    const text = this.length > this.most ? undefined : this.parts.join('')
    this.parts = []
    if (this.place === 'key') {
      // Escapes in keys are of no interest here: no key that is looked for has any.
      this.key = text?.slice(1, -1) ?? ''
      this.place = 'colon'
      return
    }
    this.place = 'elements'
    if (this.list === undefined) this.pieces.member(this.key, text)
    else this.pieces.element(text, this.list)
  }
}
