/** What is wrong with a ROR ID, GRID id or Wikidata item. */
import { bareCodeCandidates } from '../agents.ts'
import { rorCheckDigits } from '../check-digits.ts'
import { asciiLower } from '../identifier.ts'
import { proposal, quoted, type Refusal, refusal } from './reason.ts'

const ROR = /^(?:(?:https?:\/\/)?(?:www\.)?ror\.org\/|ror(?:\s?id)?(?:\s*[:=]\s*|\s+))([^\s/?#]*)\/?$/i
const ROR_ID = /^0[0-9a-hjkmnp-tv-z]{6}\d{2}$/

/** Why a text is no identifier of an organisation; undefined for texts that are not meant so. */
export const explainOrganisation = (text: string): Refusal | undefined => {
  const written = ROR.exec(text)?.[1]
  if (written !== undefined) return ror(text, asciiLower(written))
  const id = asciiLower(text)
  if (ROR_ID.test(id) && id.slice(7) === rorCheckDigits(id))
    return refusal(
      'bare-code',
      `${quoted(text)} is a bare code; write https://ror.org/${id} if the organisation is meant`,
      [proposal(`ror:${id}`, 'as a ROR ID'), ...bareCodeCandidates(text)],
    )
  if (/^Q[1-9]\d{0,11}$/.test(text))
    return refusal(
      'bare-code',
      `${quoted(text)} could be a Wikidata item or any number of a list; write https://www.wikidata.org/wiki/${text} if the item is meant`,
      [proposal(`wikidata:${text}`, 'as a Wikidata item')],
    )
  if (/^(?:grid[:\s]+)?grid\.[\w.]{0,20}$/i.test(text))
    return refusal('truncated', `${quoted(text)} is no whole GRID id; these look like grid.1234.5a`)
  return undefined
}

const ror = (text: string, id: string): Refusal => {
  if (id.length !== 9)
    return refusal(
      'wrong-length',
      `${quoted(text)} has ${id.length} characters in place of the nine of a ROR ID; look it up on ror.org`,
    )
  if (!ROR_ID.test(id)) {
    const meant = proposal(`ror:${id.replace(/o/g, '0').replace(/[il]/g, '1')}`, 'with digits for o, i and l')
    return refusal(
      'wrong-characters',
      `${quoted(text)} is no ROR ID: these are a 0, six characters without i, l, o and u, and two digits${meant ? `; ${meant.display} may be meant` : ''}`,
      [meant],
    )
  }
  return refusal(
    'wrong-checksum',
    `${quoted(text)} ends in ${id.slice(7)} where the check digits of a ROR ID would be ${rorCheckDigits(id)}; a character is wrong: look it up on ror.org`,
  )
}
