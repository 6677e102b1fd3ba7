/** The identifiers that a document mentions, where, and in which words. Nothing is looked up here. */
import { type Found, findIdentifiers } from '../pid/find.ts'
import type { DocumentText, Place } from './document-text.ts'
import { unreadCells } from './identifier-columns.ts'
import type { Limits } from './limits.ts'

/** One mention of an identifier. */
export interface Mention extends Found {
  readonly place: Place
  /** Words before and behind it, as they stand in the text, white space aside. */
  readonly before: string
  readonly behind: string
}

/** All mentions, and whether there were more than are told. */
export interface Mentions {
  readonly mentions: readonly Mention[]
  readonly truncated: boolean
}

/** Characters of the text that are shown on either side. */
const CONTEXT = 60

const tidy = (text: string): string => text.replace(/\s+/g, ' ')

const contextOf = (text: string, { start, end }: Found): Pick<Mention, 'before' | 'behind'> => ({
  before: tidy(text.slice(Math.max(0, start - CONTEXT), start)).trimStart(),
  behind: tidy(text.slice(end, end + CONTEXT)).trimEnd(),
})

/** What is found in a table, and what its columns of identifiers hold beside that, in the order of the text; little more than `most`. */
const foundInTable = (document: DocumentText, most: number): Found[] => {
  const found: Found[] = []
  for (const each of findIdentifiers(document.text)) if (found.push(each) > most) return found
  const unread: Found[] = []
  for (const each of unreadCells(document, found)) if (unread.push(each) > most) break
  return [...found, ...unread].sort((a, b) => a.start - b.start)
}

const isTable = ({ kind }: DocumentText): boolean => kind === 'csv' || kind === 'xlsx'

/**
 * Mentions in the order of the text, at most `findings` of them. A link whose target the text spells out as well is one
 * mention, not two.
 */
export const mentionsOf = (
  document: DocumentText,
  placeOf: (offset: number) => Place,
  { findings }: Pick<Limits, 'findings'>,
): Mentions => {
  const mentions: Mention[] = []
  const spelt = new Set<string>()
  const all = isTable(document) ? foundInTable(document, findings) : findIdentifiers(document.text)
  for (const found of all) {
    const place = placeOf(found.start)
    const canonical = found.identifier?.canonical
    if (canonical !== undefined && place.part === 'links' && spelt.has(canonical)) continue
    if (mentions.length >= findings) return { mentions, truncated: true }
    if (canonical !== undefined) spelt.add(canonical)
    mentions.push({ ...found, place, ...contextOf(document.text, found) })
  }
  return { mentions, truncated: false }
}
