/** A text that is to be an identifier: the identifier, or what is wrong with it. */
import { explain } from '../pid/explain.ts'
import type { Found } from '../pid/find.ts'

/** What a text is that stands at `start` of a longer one, as `findIdentifiers` tells of those that it finds. Nothing is looked up. */
export const explained = (text: string, start: number): Found => {
  const found = explain(text)
  const where = { text, start, end: start + text.length }
  if (found.identifier)
    return { ...where, verdict: 'identifier', identifier: found.identifier, candidates: [] }
  const { reason, candidates, detail } = found
  const isAmbiguous = reason === 'bare-code' || reason === 'part-of-web-address'
  return { ...where, verdict: isAmbiguous ? 'ambiguous' : 'malformed', candidates, detail }
}
