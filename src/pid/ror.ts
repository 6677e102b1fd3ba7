/** ROR and GRID: organisations. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { rorCheckDigits } from './check-digits.ts'
import { asciiLower, type Identifier, identifier } from './identifier.ts'

const ROR =
  /^(?:(?:https?:\/\/)?(?:(?:www|api)\.)?ror\.org\/(?:(?:v\d\/)?organizations\/)?|ror(?:\s?id)?(?:\s*[:=]\s*|\s+))(0[0-9a-hjkmnp-tv-z]{6}\d{2})(?:[/?#]\S*)?$/i
const GRID =
  /^(?:(?:https?:\/\/)?(?:www\.)?grid\.ac\/institutes\/|grid(?:\s?id)?(?:\s*[:=]\s*|\s+))?(grid\.\d{1,9}\.[0-9a-f]{1,2})\/?$/i

/** The ROR ID that a text is: URL, `ror.org/…` or `ror:` form. The two check digits (ISO 7064 MOD 97-10) must fit. */
export const ror = (text: string): Identifier | undefined => {
  const written = ROR.exec(text)?.[1]
  if (written === undefined) return undefined
  const id = asciiLower(written)
  return id.slice(7) === rorCheckDigits(id)
    ? identifier('ror', RESOLVERS.ror, id, `ror.org/${id}`)
    : undefined
}

/** The GRID id that a text is: page URL, `grid:` form, or bare `grid.…`. GRID ended in 2021; ROR took its ids over. */
export const grid = (text: string): Identifier | undefined => {
  const written = GRID.exec(text)?.[1]
  if (written === undefined) return undefined
  const id = asciiLower(written)
  return identifier('grid', RESOLVERS.grid, id, id)
}
