/** Web addresses that are no identifiers, and the identifiers inside of some. */
import { trimmed } from '../find/reading.ts'
import { isElsewhere } from '../web-addresses.ts'
import { proposal, quoted, type Refusal, refusal } from './reason.ts'

const INSIDE = /[/=:](?:(10\.\d{4,9}(?:\.\d{1,9})*(?:\/|%2F)[^\s?#&]+)|(ark:\/?[0-9a-z]{5,16}\/[^\s?#]+))/i
// What publishers append to the DOI in addresses of their pages.
const PAGE =
  /(?:\/(?:abstract|full|fulltext|full\.pdf|pdf|epdf|html|meta|summary|references|suppl_file\/.*))+$|\.(?:pdf|html?)$/i

/** Why an address of a host that no scheme has is no identifier; undefined for other texts. */
export const explainForeignAddress = (text: string): Refusal | undefined => {
  if (!isElsewhere(text) || /\s/.test(text)) return undefined
  const [, doi, ark] = INSIDE.exec(text) ?? []
  const name = doi === undefined ? (ark ?? '') : trimmed(doi.replace(PAGE, ''))
  const meant = proposal(name, 'as the address has it')
  if (meant)
    return refusal(
      'part-of-web-address',
      `${quoted(text)} is the address of a page whose name has ${meant.display} in it; write ${meant.canonical} if that is meant`,
      [meant],
    )
  return refusal(
    'web-page',
    `${quoted(text)} is a web address, not a persistent identifier; look on the page for a DOI or IGSN`,
  )
}

/** Why an address of a host that serves identifiers is none; undefined for other texts. */
export const explainResolverAddress = (text: string): Refusal | undefined =>
  /^https?:\/\/\S+$/i.test(text)
    ? refusal(
        'web-page',
        `${quoted(text)} is a page of a registry that names nothing; the address of an identifier ends in its name`,
      )
    : undefined
