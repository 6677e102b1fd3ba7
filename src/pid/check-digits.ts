/** The check digits of ORCID iD and ISNI (ISO 7064, MOD 11-2) and of ROR IDs (MOD 97-10). */

/** The check digit, `0` to `9` or `X`, that belongs after fifteen digits. */
export const checkDigit = (digits: string): string => {
  let total = 0
  for (const digit of digits.slice(0, 15)) total = (total + Number(digit)) * 2
  const check = (12 - (total % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

/** Whether sixteen characters end in their check digit. */
export const hasCheckDigit = (digits: string): boolean => digits[15] === checkDigit(digits)

/** Whether the number is of the blocks that ISNI left to ORCID; its check digit is not looked at. */
export const isOrcidBlock = (digits: string): boolean => {
  const number = Number(digits.slice(0, 15))
  return (
    (number >= 15_000_000 && number <= 35_000_000) || (number >= 900_000_000_000 && number <= 900_100_000_000)
  )
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** The two check digits that belong after the first seven characters of a ROR ID in lower case. */
export const rorCheckDigits = (id: string): string => {
  let number = 0
  for (const character of id.slice(0, 7)) number = number * 32 + CROCKFORD.indexOf(character)
  return String(98 - ((number * 100) % 97)).padStart(2, '0')
}
