/** Where things stand in the text of a JSON-LD document or a page with such: keys, values and the objects around them. */

/** One object of the text. */
export interface PlacedObject {
  readonly line: number
  /** Objects directly inside it, however many lists are between. */
  readonly inner: PlacedObject[]
  /** Keys with their lines, and the scalar values below each (of lists: all). */
  readonly members: { readonly key: string; readonly line: number; readonly values: PlacedValue[] }[]
}

export interface PlacedValue {
  readonly text: string
  readonly line: number
}

const SCRIPT = /<script\b[^>]*\bapplication\/ld\+json\b[^>]*>/gi
const SCALAR = /[^\s,:[\]{}"]+/y
/** Deeper than this no document is read (harvest), and more objects than this nobody looks through. */
const MAX_DEPTH = 70
const MAX_OBJECTS = 50_000

/** Reads tolerantly: what is no JSON is passed over, because the document has been read before and its faults told. */
class Placer {
  readonly objects: PlacedObject[] = []
  readonly #text: string
  #at = 0
  #line = 1
  #counted = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Reads one value from an offset on. */
  read(from: number): PlacedObject | undefined {
    this.#at = from
    this.#space()
    const root: PlacedObject = { line: this.#here(), inner: [], members: [] }
    const values: PlacedValue[] = []
    this.#value(root, values, 0)
    return root.inner.length > 0 ? root : undefined
  }

  #here(): number {
    for (; this.#counted < this.#at; this.#counted++)
      if (this.#text.charCodeAt(this.#counted) === 10) this.#line++
    return this.#line
  }

  #space(): void {
    while (/[\s,;]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #value(parent: PlacedObject, values: PlacedValue[], depth: number): void {
    this.#space()
    const character = this.#text[this.#at]
    if (depth > MAX_DEPTH || character === undefined) return
    if (character === '{') this.#object(parent, depth)
    else if (character === '[') this.#list(parent, values, depth)
    else {
      const line = this.#here()
      const text = character === '"' ? this.#string() : this.#scalar()
      if (text !== undefined) values.push({ text, line })
    }
  }

  #object(parent: PlacedObject, depth: number): void {
    const object: PlacedObject = { line: this.#here(), inner: [], members: [] }
    parent.inner.push(object)
    if (this.objects.length < MAX_OBJECTS) this.objects.push(object)
    this.#at++
    for (;;) {
      this.#space()
      const character = this.#text[this.#at]
      if (character === '}') {
        this.#at++
        return
      }
      if (character !== '"') break
      const line = this.#here()
      const key = this.#string()
      this.#space()
      if (this.#text[this.#at] !== ':') break
      this.#at++
      const values: PlacedValue[] = []
      object.members.push({ key, line, values })
      this.#value(object, values, depth + 1)
    }
    this.#stop()
  }

  #list(parent: PlacedObject, values: PlacedValue[], depth: number): void {
    this.#at++
    for (;;) {
      this.#space()
      const character = this.#text[this.#at]
      if (character === ']') this.#at++
      if (character === ']' || character === undefined || character === '}') return
      const before = this.#at
      this.#value(parent, values, depth + 1)
      if (this.#at === before) break
    }
    this.#stop()
  }

  #string(): string {
    const start = this.#at++
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]
      if (character === '\\') this.#at++
      else if (character === '"') break
    }
    const raw = this.#text.slice(start, ++this.#at)
    try {
      return String(JSON.parse(raw))
    } catch {
      // A string that the harvester repairs: its place counts, its text will not be found.
      return raw.slice(1, -1)
    }
  }

  #scalar(): string | undefined {
    SCALAR.lastIndex = this.#at
    const text = SCALAR.exec(this.#text)?.[0]
    if (text === undefined) return undefined
    this.#at += text.length
    return text
  }

  #stop(): void {
    this.#at = this.#text.length
  }
}

/** Every JSON-LD value of a text: the text itself, or the scripts of a page. Each root's `inner` holds the outermost objects. */
export const placeJson = (
  text: string,
): { readonly roots: readonly PlacedObject[]; readonly objects: readonly PlacedObject[] } => {
  const placer = new Placer(text)
  const starts = /^\s*[[{]/.test(text)
    ? [0]
    : [...text.matchAll(SCRIPT)].map(match => match.index + match[0].length)
  const roots = starts.flatMap(start => placer.read(start) ?? [])
  return { roots, objects: placer.objects }
}
