/** ROR: organisations. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { asciiLower, type Identifier, identifier } from './identifier.ts'

const WRITTEN =
  /^(?:(?:https?:\/\/)?(?:www\.)?ror\.org\/|ror(?:\s*:\s*|\s+))(0[0-9a-hjkmnp-tv-z]{6}\d{2})\/?$/i
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** The ROR ID that a text is: URL, `ror.org/…` or `ror:` form. The two check digits (ISO 7064 MOD 97-10) must fit. */
export const ror = (text: string): Identifier | undefined => {
  const written = WRITTEN.exec(text)?.[1]
  if (written === undefined) return undefined
  const id = asciiLower(written)
  let number = 0
  for (const character of id.slice(0, 7)) number = number * 32 + CROCKFORD.indexOf(character)
  const check = 98 - ((number * 100) % 97)
  return Number(id.slice(7)) === check ? identifier('ror', RESOLVERS.ror, id, `ror.org/${id}`) : undefined
}
