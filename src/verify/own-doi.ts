/** Guesses the DOI of the document itself, by which its samples should name it. */
import type { DocumentText } from './document-text.ts'
import type { Mention } from './mentions.ts'

/** Where a document names itself: on its title page. */
const TITLE_PAGE = 4_000
const REFERENCES = /^[\s\d.]*(?:references|bibliography|literature cited|works cited)\s*$/im

/**
 * The first DOI on the first page (or in the first 4,000 characters) that is not a sample's, before any list of
 * references; tables have none. A guess: reports say so.
 */
export const ownDoi = ({ kind, text }: DocumentText, mentions: readonly Mention[]): string | undefined => {
  if (kind === 'csv' || kind === 'xlsx') return undefined
  const references = text.slice(0, TITLE_PAGE).search(REFERENCES)
  const end = references < 0 ? TITLE_PAGE : references
  const first = mentions.find(
    ({ start, identifier, place }) =>
      identifier?.scheme === 'doi' && start < end && (place.page ?? 1) === 1 && place.part === undefined,
  )
  return first?.identifier?.canonical
}
