/** The text of a document, and where in the document each stretch of it stands. */

/** Where something stands, in the terms of the document's own kind; lines, rows, columns and pages begin with 1. */
export interface Place {
  readonly page?: number
  readonly line?: number
  readonly row?: number
  readonly column?: number
  readonly paragraph?: number
  /** A part beside the body: `footnotes`, `sheet "Samples"`, `links`. */
  readonly part?: string
}

/** From this offset on, up to the next mark, the text stands at `place`. */
export interface Mark {
  readonly start: number
  readonly place: Place
}

/** Kinds of documents that are read. */
export type DocumentKind = 'text' | 'csv' | 'docx' | 'odt' | 'xlsx' | 'pdf'

/** A document as text. */
export interface DocumentText {
  readonly kind: DocumentKind
  readonly text: string
  /** In the order of their offsets; empty for plain text, whose lines are counted. */
  readonly marks: readonly Mark[]
  readonly pages?: number
  /** What a reader of the report should know, e.g. pages without text. */
  readonly notes: readonly string[]
}

/** Builds a text with marks out of pieces. */
export class TextBuilder {
  readonly marks: Mark[] = []
  readonly #pieces: string[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  add(piece: string): void {
    this.#pieces.push(piece)
    this.#length += piece.length
  }

  /** What is added from now on stands at `place`. */
  mark(place: Place): void {
    this.marks.push({ start: this.#length, place })
  }

  toString(): string {
    return this.#pieces.join('')
  }
}

/** The last mark at or before an offset, by bisection. */
const markAt = (marks: readonly Mark[], offset: number): Mark | undefined => {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return marks[low - 1]
}

/** Places of offsets that are asked for in ascending order; lines of texts without marks are counted on the way. */
export const placesOf = ({ text, marks }: Pick<DocumentText, 'text' | 'marks'>) => {
  let line = 1
  let counted = 0
  return (offset: number): Place => {
    if (marks.length > 0) return markAt(marks, offset)?.place ?? {}
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', counted)) {
      line++
      counted = at + 1
    }
    return { line }
  }
}
