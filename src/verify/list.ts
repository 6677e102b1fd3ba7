/** A list of identifiers, verified one by one as it was given. */
import { explained } from './explained.ts'
import type { Mention } from './mentions.ts'
import type { Verifiable } from './verify.ts'

const mentionOf = (text: string, start: number, row: number): Mention => ({
  ...explained(text, start),
  ...{ place: { row }, before: '', behind: '' },
})

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
