/** ORCID iD and ISNI: sixteen digits with an ISO 7064 MOD 11-2 check digit; ORCID has blocks of ISNI's numbers. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { type Identifier, identifier } from './identifier.ts'

const DIGITS = String.raw`(\d{4})[ -]?(\d{4})[ -]?(\d{4})[ -]?(\d{3}[\dX])`
const ORCID = new RegExp(
  `^(?:(?:https?://)?(?:www\\.|sandbox\\.)?orcid\\.org/|orcid(?:\\s*:\\s*|\\s+))?${DIGITS}/?$`,
  'i',
)
const ISNI = new RegExp(
  `^(?:(?:https?://)?(?:www\\.)?isni\\.org/(?:isni/|page/)?|(?:urn:)?isni(?:\\s*:\\s*|\\s+))${DIGITS}/?$`,
  'i',
)

/** The ORCID iD that a text is: URL, `orcid:` form, or sixteen bare digits in four groups; checksum and block must fit. */
export const orcid = (text: string): Identifier | undefined => {
  const match = ORCID.exec(text)
  if (!match || (/^\d/.test(text) && !/^\d{4}-/.test(text))) return undefined
  const groups = match.slice(1, 5).map(group => group.toUpperCase())
  const compact = groups.join('')
  if (!hasCheckDigit(compact) || !isOrcidBlock(compact)) return undefined
  const dashed = groups.join('-')
  return identifier('orcid', RESOLVERS.orcid, dashed, dashed)
}

/** The ISNI that a text is: URL or `isni:` form. A number of ORCID's blocks is given as the ORCID iD that it is. */
export const isni = (text: string): Identifier | undefined => {
  const groups = ISNI.exec(text)?.slice(1, 5)
  const compact = groups?.join('').toUpperCase()
  if (!groups || compact === undefined || !hasCheckDigit(compact)) return undefined
  return isOrcidBlock(compact)
    ? orcid(groups.join('-'))
    : identifier('isni', RESOLVERS.isni, compact, `ISNI:${compact}`)
}

const hasCheckDigit = (digits: string): boolean => {
  let total = 0
  for (const digit of digits.slice(0, 15)) total = (total + Number(digit)) * 2
  const check = (12 - (total % 11)) % 11
  return digits[15] === (check === 10 ? 'X' : String(check))
}

/** ORCID's blocks of ISNI numbers, check digit aside. */
const isOrcidBlock = (digits: string): boolean => {
  const number = Number(digits.slice(0, 15))
  return (
    (number >= 15_000_000 && number <= 35_000_000) || (number >= 900_000_000_000 && number <= 900_100_000_000)
  )
}
