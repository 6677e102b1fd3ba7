/** What is wrong with an ORCID iD or ISNI. */
import { checkDigit, hasCheckDigit, isOrcidBlock } from '../check-digits.ts'
import { proposal, quoted, type Refusal, refusal } from './reason.ts'

const MARK =
  /^(?:(?:urn:)?(orcid|isni)(?:[ _]?id)?\s*[:=]?\s*)?(?:(?:https?:\/\/)?(?:[\w-]+\.)?(orcid|isni)\.org\/(?:isni\/|page\/|my-orcid\?orcid=)?)?/i
const GROUPED = /^[\dOoIlXx]{4}-[\dOoIlXx]{4}-[\dOoIlXx]{4}-[\dOoIlXx]{4}$/

/** Why sixteen digits, or what should be sixteen, are neither ORCID iD nor ISNI; undefined for texts that are not meant so. */
export const explainNumber = (text: string): Refusal | undefined => {
  const [mark = '', label = '', site = ''] = MARK.exec(text) ?? []
  const written = text.slice(mark.length).replace(/[/?#].*$/s, '')
  const name = (site || label).toLowerCase()
  if (!/^[\dOoIlXx][\dOoIlXx \t-]{0,40}$/.test(written)) return undefined
  if (name === '' && !GROUPED.test(written)) return bareNumber(text, written)
  const scheme = name === 'isni' ? 'ISNI' : 'ORCID iD'
  const digits = written.replace(/[\s-]/g, '').toUpperCase()
  if (digits.length !== 16)
    return refusal(
      'wrong-length',
      `${quoted(text)} has ${digits.length} digits, an ${scheme} has 16; compare it with the source`,
    )
  if (!/^\d{15}[\dX]$/.test(digits)) return withLetters(text, digits, scheme)
  if (!hasCheckDigit(digits))
    return refusal(
      'wrong-checksum',
      `${quoted(text)} ends in ${digits[15]} where the check digit of an ${scheme} would be ${checkDigit(digits)}; a digit is wrong or two are transposed: compare it with the source`,
    )
  return isOrcidBlock(digits) ? undefined : isniInstead(text, digits)
}

const isniInstead = (text: string, digits: string): Refusal =>
  refusal(
    'isni-not-orcid',
    `${quoted(text)} is the number of an ISNI, outside of the blocks of ORCID; write it as https://isni.org/isni/${digits} if that is meant`,
    [proposal(`isni:${digits}`, 'as an ISNI')],
  )

const withLetters = (text: string, digits: string, scheme: string): Refusal => {
  const repaired = digits.replace(/O/g, '0').replace(/[IL]/g, '1')
  const meant = proposal(
    `${scheme === 'ISNI' ? 'isni' : 'orcid'}:${repaired}`,
    'with digits for the letters O, I and l',
  )
  const advice = meant ? `; ${meant.display} has digits in their place` : ''
  return refusal(
    'wrong-characters',
    `${quoted(text)} has letters among the digits of an ${scheme}${advice}`,
    [meant],
  )
}

/** Sixteen digits without dashes or label could be any number; only with a fitting check digit they are proposed. */
const bareNumber = (text: string, written: string): Refusal | undefined => {
  const digits = written.replace(/\s/g, '').toUpperCase()
  if (!/^\d{15}[\dX]$/.test(digits) || !hasCheckDigit(digits)) return undefined
  const candidate = isOrcidBlock(digits)
    ? proposal(`orcid:${digits}`, 'as an ORCID iD')
    : proposal(`isni:${digits}`, 'as an ISNI')
  return candidate
    ? refusal(
        'bare-code',
        `${quoted(text)} is a bare number; write ${candidate.canonical} if that is meant`,
        [candidate],
      )
    : undefined
}
