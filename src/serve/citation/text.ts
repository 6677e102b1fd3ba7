/** A citation as one line of text, in the order that DataCite recommends: Creator (Year): Title. Publisher. [Kind]. Identifier. */
import { type Citable, yearOf } from './citable.ts'
import { oneLine } from './names.ts'

/** More people than this are cited by the first and "et al.". */
const MAX_AUTHORS = 20

/** The citation, without a line end. */
export const citationText = (thing: Citable): string => {
  const { authors, title, publisher, kind, id } = thing
  const names = authors.slice(0, MAX_AUTHORS).map(({ name }) => name)
  const who = [...names, ...(authors.length > MAX_AUTHORS ? ['et al.'] : [])].join('; ')
  const when = yearOf(thing) ?? 'n.d.'
  const parts = [
    // Without a creator the title stands first, as citation styles have it.
    who === '' ? `${title} (${when})` : `${who} (${when}): ${title}`,
    publisher?.name,
    `[${kind}]`,
  ]
  return oneLine(
    [...parts.filter(part => part !== undefined).map(part => part.replace(/\.?\s*$/, '.')), id].join(' '),
  )
}
