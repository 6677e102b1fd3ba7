/** Explains a text: the identifier that it is, or why it is none and what may be meant. */
import { tidyText } from './characters.ts'
import { explainForeignAddress, explainResolverAddress } from './explain/addresses.ts'
import { explainCode } from './explain/codes.ts'
import { explainDoi } from './explain/dois.ts'
import { explainNumber } from './explain/numbers.ts'
import { explainOrganisation } from './explain/organisations.ts'
import { proposal, quoted, type Refusal, refusal } from './explain/reason.ts'
import { type Identifier, identify } from './identifiers.ts'

export type { Reason, Refusal } from './explain/reason.ts'

/** Either the identifier, or the reason why not with a sentence for people. */
export type Explanation = { readonly identifier: Identifier } | Refusal

const MAX_LENGTH = 2048
const MAX_PARTS = 20

/** Specific before general: a number before a code, a web address before what stands in it. */
const EXPLAINED: readonly ((text: string) => Refusal | undefined)[] = [
  text => spaced(text),
  explainForeignAddress,
  explainNumber,
  explainOrganisation,
  explainDoi,
  explainResolverAddress,
  explainCode,
]

/**
 * The identifier that a text is, as `identify` has it, or why it is none: a code of `Reason`, a sentence that quotes the
 * text and says what to do, and the identifiers that may be meant. A candidate is a proposal: nothing was looked up.
 */
export const explain = (text: string): Explanation => {
  const identifier = identify(text)
  if (identifier) return { identifier }
  if (text.length > MAX_LENGTH)
    return refusal(
      'too-long',
      `${quoted(text)} has ${text.length} characters; identifiers have ${MAX_LENGTH} at most: give one at a time`,
    )
  const tidy = tidyText(text)
  if (tidy === '') return refusal('empty', 'The text is empty; give an identifier')
  for (const explained of EXPLAINED) {
    const found = explained(tidy)
    if (found) return found
  }
  return refusal(
    'unknown',
    `${quoted(tidy)} is of no identifier scheme known here; IGSNs look like 10.58052/IEABC0001`,
  )
}

/** White space inside: several identifiers, or one that was broken. */
const spaced = (text: string): Refusal | undefined => {
  if (!/[\s,;|]/.test(text)) return undefined
  const parts = text.split(/[\s,;|]+/, MAX_PARTS)
  const found = parts.flatMap(part => proposal(part, 'one of several') ?? [])
  if (found.length > 1)
    return refusal(
      'several-identifiers',
      `${quoted(text)} has ${found.length} identifiers in it; give one at a time`,
      found,
    )
  const joined = /\s/.test(text) && !/(?:and|of|the)/i.test(text) ? text.replace(/\s+/g, '') : ''
  const meant = /^[^,;|]+$/.test(joined) ? proposal(joined, 'without the white space') : undefined
  return (
    meant &&
    refusal(
      'white-space',
      `${quoted(text)} has white space in it; write ${meant.canonical} if that is meant`,
      [meant],
    )
  )
}
