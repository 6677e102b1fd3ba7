/** What is wrong with a DOI, or a handle or IGSN in the form of one. */
import { proposal, quoted, type Refusal, refusal } from './reason.ts'

const MARK = String.raw`(?:(?:https?:/{0,2})?(?:dx\.|www\.)?(?:doi\.org|hdl\.handle\.net|igsn\.org)/*|(?:doi|hdl|igsn)\s*[:=]?\s*){0,3}`
const TRUNCATED = new RegExp(String.raw`^${MARK}10\.\d{4,9}(?:\.\d+)*/?$`, 'i')
const RESOLVER_ONLY = /^(?:https?:\/\/)?(?:dx\.|www\.)?(?:doi\.org|hdl\.handle\.net)\/*$/i
const SHORT_PREFIX = new RegExp(String.raw`^${MARK}10\.(\d{1,3}|\d{10,30})/\S+$`, 'i')
// Letters for digits, commas for full stops, spaces around them: what OCR and hurried typing make of `10.58052/`.
const MISSPELT =
  /[1Il|][0Oo]\s?[.,·]\s?([\dOoIlBSZ]{4,9}(?:\.\d{1,9})*)\s?\/\s?(\S+)$|(?:doi|igsn)\s*[:=]?\s*10(\d{4,5})\/(\S+)$/i

const DIGITS: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', B: '8', S: '5', Z: '2' }

/** Why a text is no DOI; undefined for texts that are not meant so. */
export const explainDoi = (text: string): Refusal | undefined => {
  if (/(?:…|\.\.\.)$/.test(text) && /10\.\d{4,9}\//.test(text))
    return refusal('truncated', `${quoted(text)} is cut off at its end; copy the whole DOI from the source`)
  if (TRUNCATED.test(text) || RESOLVER_ONLY.test(text))
    return refusal(
      'truncated',
      `${quoted(text)} is only the beginning of a DOI; copy what follows the slash from the source`,
    )
  const [, digits] = SHORT_PREFIX.exec(text) ?? []
  if (digits !== undefined)
    return refusal(
      'bad-prefix',
      `${quoted(text)} begins with 10.${digits.slice(0, 12)}/, but DOI prefixes have four to nine digits; compare it with the source`,
    )
  return misspelt(text)
}

const misspelt = (text: string): Refusal | undefined => {
  const [, digits, suffix, undotted, rest] = MISSPELT.exec(text) ?? []
  const number = (digits ?? undotted)?.replace(/[OoIlBSZ]/g, letter => DIGITS[letter] ?? letter)
  const name = suffix ?? rest
  if (number === undefined || name === undefined) return undefined
  const label = /igsn/i.test(text) ? 'igsn:' : ''
  const meant = proposal(`${label}10.${number}/${name}`, 'with its prefix spelt right')
  return (
    meant &&
    refusal(
      'prefix-misspelt',
      `${quoted(text)} has a misspelt beginning; write ${meant.canonical} if that is meant`,
      [meant],
    )
  )
}
