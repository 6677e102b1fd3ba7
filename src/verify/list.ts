/** A list of identifiers, verified one by one as it was given. */
import { explain } from '../pid/explain.ts'
import type { Mention } from './mentions.ts'
import type { Verifiable } from './verify.ts'

const mentionOf = (text: string, start: number, row: number): Mention => {
  const explained = explain(text)
  const where = { text, start, end: start + text.length, place: { row }, before: '', behind: '' }
  if (explained.identifier)
    return { ...where, verdict: 'identifier', identifier: explained.identifier, candidates: [] }
  const { reason, candidates, detail } = explained
  const isAmbiguous = reason === 'bare-code' || reason === 'part-of-web-address'
  return { ...where, verdict: isAmbiguous ? 'ambiguous' : 'malformed', candidates, detail }
}

/** Every member is told of, also what is no identifier; offsets are into the members joined by line breaks. */
export const verifiableList = (identifiers: readonly string[]): Verifiable => {
  let start = 0
  const mentions = identifiers.map((text, index) => {
    const mention = mentionOf(text, start, index + 1)
    start += text.length + 1
    return mention
  })
  return {
    name: 'list',
    kind: 'list',
    characters: Math.max(0, start - 1),
    mentions,
    truncated: false,
    notes: [],
  }
}
