/** What is found in running text. */
import type { Candidate } from '../agents.ts'
import { explain } from '../explain.ts'
import type { Identifier } from '../identifiers.ts'
import { type Reading, trimmed } from './reading.ts'

/** A place in a text that is an identifier, may be one, or was meant to be one. */
export interface Found {
  /** As it stands in the text, line breaks and all. */
  readonly text: string
  /** Offsets into the text that was given, in UTF-16 code units; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly verdict: 'identifier' | 'ambiguous' | 'malformed'
  /** Only of the verdict `identifier`. */
  readonly identifier?: Identifier
  /** What may be meant, likeliest first; each says why it is proposed. */
  readonly candidates: readonly Candidate[]
  /** A sentence for people; of all verdicts but `identifier`. */
  readonly detail?: string
}

/** Where a value was read: the token and where it and its label begin. */
export interface Place {
  readonly source: string
  readonly start: number
  readonly reading: Reading
}

/** The span of the first `length` characters of a token. */
export const spanOf = (
  { source, start, reading }: Place,
  length: number,
): Pick<Found, 'text' | 'start' | 'end'> => {
  const end = reading.ends[length - 1] ?? start
  return { text: source.slice(start, end), start, end }
}

/**
 * What a token is. `label` stands before it for the purpose of recognition, such as `igsn:`. Malformed tokens are
 * reported only where `isMeant` says that the text around them leaves no doubt; otherwise undefined.
 */
export const judge = (place: Place, label: string, isMeant: boolean): Found | undefined => {
  const { reading } = place
  const name = trimmed(reading.text)
  if (name === '') return undefined
  const span = spanOf(place, name.length)
  const isCut = place.source[span.end] === '…' || place.source.startsWith('...', span.end)
  const explained = explain(`${label}${name}${isCut && !/^https?:/i.test(label) ? '...' : ''}`)
  if (!explained.identifier) {
    const { reason, candidates, detail } = explained
    const isAmbiguous = reason === 'bare-code' || reason === 'part-of-web-address'
    if (reason === 'unknown' || reason === 'web-page' || reason === 'empty') return undefined
    return isMeant || reason === 'part-of-web-address'
      ? { ...span, verdict: isAmbiguous ? 'ambiguous' : 'malformed', candidates, detail }
      : undefined
  }
  return (
    hyphenated(place, label, name) ?? {
      ...span,
      verdict: 'identifier',
      identifier: explained.identifier,
      candidates: [],
    }
  )
}

/** With a hyphen at the end of a line: it may belong to the identifier or come from hyphenation. */
const hyphenated = (place: Place, label: string, name: string): Found | undefined => {
  const breaks = place.reading.breaks.filter(index => index < name.length)
  if (breaks.length === 0) return undefined
  const joined = [...name].filter((_, index) => !breaks.includes(index)).join('')
  const [kept, dropped] = [explain(label + name).identifier, explain(label + joined).identifier]
  if (!kept || !dropped || kept.canonical === dropped.canonical) return undefined
  const candidates = [
    { ...kept, why: 'with the hyphen at the end of the line' },
    { ...dropped, why: 'without the hyphen at the end of the line' },
  ]
  const span = spanOf(place, name.length)
  const detail = `${JSON.stringify(span.text)} is parted at a hyphen, which may or may not belong to it: it could be ${kept.display} or ${dropped.display}`
  return { ...span, verdict: 'ambiguous', candidates, detail }
}
