/** Why a text is no identifier, or not one for certain. */
import type { Candidate } from '../agents.ts'
import { type Identifier, identify } from '../identifiers.ts'

/** Kinds of reasons; `bare-code` and `part-of-web-address` mean ambiguous, the others malformed or nothing known. */
export type Reason =
  | 'empty'
  | 'too-long'
  | 'bare-code'
  | 'part-of-web-address'
  | 'several-identifiers'
  | 'white-space'
  | 'truncated'
  | 'prefix-misspelt'
  | 'bad-prefix'
  | 'wrong-checksum'
  | 'wrong-length'
  | 'wrong-characters'
  | 'isni-not-orcid'
  | 'web-page'
  | 'unknown'

/** What is wrong, in a sentence that quotes the text and says what to do, and what may be meant, likeliest first. */
export interface Refusal {
  readonly identifier?: undefined
  readonly reason: Reason
  readonly detail: string
  readonly candidates: readonly Candidate[]
}

/** The text in quotes, cut when it is long. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** A refusal without candidates, or with those of the texts that are identifiers. */
export const refusal = (
  reason: Reason,
  detail: string,
  candidates: readonly (Candidate | undefined)[] = [],
): Refusal => ({ reason, detail, candidates: candidates.filter(candidate => candidate !== undefined) })

/** The identifier that another spelling would be, with the reason for proposing it. */
export const proposal = (text: string, why: string): Candidate | undefined => {
  const found: Identifier | undefined = identify(text)
  return found && { ...found, why }
}
