/** A document read to the end: what the thread that reads gives back. */
import { ok, type Result } from '../model/problem.ts'
import { type DocumentKind, placesOf } from './document-text.ts'
import { LIMITS, type Limits } from './limits.ts'
import { type Mention, mentionsOf } from './mentions.ts'
import { ownDoi } from './own-doi.ts'
import { type GivenDocument, readDocument } from './read-document.ts'

/** What was read of a document. */
export interface Reading {
  readonly kind: DocumentKind
  readonly characters: number
  readonly pages?: number
  readonly mentions: readonly Mention[]
  /** There are more mentions than are listed. */
  readonly truncated: boolean
  readonly notes: readonly string[]
  /** Canonical IRI of the DOI that the document seems to have itself. */
  readonly ownDoi?: string
  /** The text, when it was asked for and is short enough to be shown. */
  readonly text?: string
}

/** A document, and whether its text is wanted for showing. */
export interface ReadingRequest extends GivenDocument {
  readonly wantsText?: boolean
}

/** Longer texts are not shown: no browser would mark them up in reasonable time. */
const SHOWN = 1_500_000

/** Reads a document and finds the identifiers in it. Problems: those of `readDocument`. */
export const readMentions = async (
  request: ReadingRequest,
  limits: Limits = LIMITS,
): Promise<Result<Reading>> => {
  const read = await readDocument(request, limits)
  if (!read.ok) return read
  const { kind, text, pages, notes } = read.value
  const { mentions, truncated } = mentionsOf(read.value, placesOf(read.value), limits)
  const own = ownDoi(read.value, mentions)
  return ok({
    ...{ kind, characters: text.length, mentions, truncated, notes },
    ...(pages !== undefined && { pages }),
    ...(own !== undefined && { ownDoi: own }),
    ...(request.wantsText && text.length <= SHOWN && { text }),
  })
}
