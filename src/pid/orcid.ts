/** ORCID iD and ISNI: sixteen digits with an ISO 7064 MOD 11-2 check digit; ORCID has blocks of ISNI's numbers. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { hasCheckDigit, isOrcidBlock } from './check-digits.ts'
import { type Identifier, identifier } from './identifier.ts'

const DIGITS = String.raw`(\d{4})[ -]?(\d{4})[ -]?(\d{4})[ -]?(\d{3}[\dX])(?:[/?#]\S*)?$`
const ORCID_SITE = String.raw`(?:https?://)?(?:(?:www|sandbox)\.)?orcid\.org/(?:my-orcid\?orcid=)?|(?:https?://)?pub\.orcid\.org/v\d\.\d/`
const ORCID_LABEL = String.raw`(?:urn:)?orcid(?:[ _]?id)?(?:\s*[:=]\s*|\s+)`
const ORCID = new RegExp(`^(?:${ORCID_LABEL})?(?:${ORCID_SITE})?${DIGITS}`, 'i')
const ISNI_SITE = String.raw`(?:https?://)?(?:www\.)?isni\.org/(?:isni/|page/)?|(?:https?://)?isni-url\.oclc\.nl/isni/`
const ISNI = new RegExp(
  String.raw`^(?=\D)(?:(?:urn:)?isni(?:\s*[:=]\s*|\s+))?(?:${ISNI_SITE})?${DIGITS}`,
  'i',
)

/** The ORCID iD that a text is: URL, `orcid:` form, or sixteen bare digits in four dashed groups; checksum and block must fit. */
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
  const groups = ISNI.exec(text)
    ?.slice(1, 5)
    .map(group => group.toUpperCase())
  const compact = groups?.join('')
  if (!groups || compact === undefined || !hasCheckDigit(compact)) return undefined
  return isOrcidBlock(compact)
    ? orcid(groups.join('-'))
    : identifier('isni', RESOLVERS.isni, compact, `ISNI ${groups.join(' ')}`)
}
