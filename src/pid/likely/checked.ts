/** What an ORCID iD, ISNI or ROR ID with a wrong checksum may have been: one error of one character, or a transposition. */
import { spellings } from './spellings.ts'

const NUMBER = /^(.*?)(\d{4})[ -]?(\d{4})[ -]?(\d{4})[ -]?(\d{3}[\dX])\/?$/i
const ROR = /^(.*(?:ror\.org\/|ror\s?:\s?))([0-9a-z]{9})\/?$/i

/** Spellings of a text of sixteen digits, or of a ROR ID; most fail the checksum. None for other texts. */
export function* checkedSpellings(text: string): Generator<string, undefined> {
  const [, before = '', ...groups] = NUMBER.exec(text) ?? []
  if (groups.length === 4) {
    const scheme = /isni/i.test(before) ? 'isni:' : 'orcid:'
    for (const digits of oneWrong(groups.join('').toUpperCase(), '0123456789X')) yield scheme + digits
  }
  const id = ROR.exec(text)?.[2]?.toLowerCase()
  if (id !== undefined)
    for (const other of oneWrong(id, '0123456789abcdefghjkmnpqrstvwxyz')) yield `ror:${other}`
  return undefined
}

function* oneWrong(name: string, alphabet: string): Generator<string, undefined> {
  yield* spellings(name)
  for (let i = 0; i < name.length; i++)
    for (const other of alphabet) if (other !== name[i]) yield name.slice(0, i) + other + name.slice(i + 1)
  return undefined
}
