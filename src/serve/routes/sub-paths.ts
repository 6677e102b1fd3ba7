/** What there is below the address of one sample, person, organisation or publication. */
import { didYouMean, nearest } from '../../registry/nearest.ts'

/** By the name of the list. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  samples: ['links', 'family', 'assertions', 'validation', 'record'],
  people: ['samples'],
  organisations: ['samples'],
  publications: ['samples', 'links'],
}

/** The end of a message about a part that there is not: the likely one, and all. */
export const isBelow = (list: string, part: string): string => {
  const parts = PARTS[list] ?? []
  return `${didYouMean(part, parts) || '.'} There is ${parts.map(each => `/${each}`).join(', ')}`
}

/** What to say of an identifier that nothing has, when its end may be a misspelt part instead; else nothing. */
export const meantBelow = (list: string, id: string): string => {
  const part = id.includes('/') ? id.slice(id.lastIndexOf('/') + 1) : ''
  return nearest(part, PARTS[list] ?? []) === undefined
    ? ''
    : `; if "${part.slice(0, 100)}" is to be a part of it${isBelow(list, part)}`
}
