/** Bare IGSN codes behind a label, in lists and ranges. */
import { bareCodeCandidates, hasAgentShape } from '../agents.ts'
import { type Found, spanOf } from './found.ts'
import { readToken, trimmed } from './reading.ts'

const SEPARATOR =
  /(?:\s{0,3}(?:,|;|\/|\||&|\+)\s{0,3}(?:(?:and|or|und|et|y)\s{1,3})?|\s{1,3}(?:and|or|und|et|y|to|through|bis|until)\s{1,3}|\s{0,3}[-\u2010-\u2014\u2212]\s{0,3}|\s{1,3})/iy
const RANGE = /^([A-Z]{1,6}[A-Z0-9]*\d)[-/]([A-Z]{1,6}[A-Z0-9]*\d)$/i

/** How sure the text is that codes follow: a label with a colon, a label, or only the shape of the first code. */
export type Ground = 'colon' | 'label' | 'shape'

/** Codes from an offset on, as long as list separators follow. Each is ambiguous: a code is not unique across agents. */
export function* listedCodes(source: string, from: number, ground: Ground): Generator<Found, undefined> {
  let offset = from
  let before: string | undefined
  for (;;) {
    const reading = readToken(source, offset)
    const whole = trimmed(reading.text)
    const [, left = whole, right] = range(whole) ?? []
    if (!isCode(left, ground) || (before !== undefined && !alike(before, left))) return undefined
    const first = codeFound({ source, start: offset, reading }, left)
    if (!first) return undefined
    yield first
    offset = first.end
    before = left
    if (right !== undefined) {
      const start = reading.ends[left.length] ?? offset
      const second = codeFound({ source, start, reading: readToken(source, start) }, right)
      if (!second) return undefined
      yield second
      offset = second.end
    }
    SEPARATOR.lastIndex = offset
    const separator = SEPARATOR.exec(source)?.[0]
    if (separator === undefined) return undefined
    offset += separator.length
  }
}

/** Both of `IEABC0003–IEABC0005` or `IEABC0003/IEABC0005`; not of a code that has a hyphen, as the halves of that are not alike. */
const range = (text: string): RegExpExecArray | undefined => {
  const ends = RANGE.exec(text)
  return ends && ends[1]?.length === ends[2]?.length && alike(ends[1] ?? '', ends[2] ?? '') ? ends : undefined
}

const isCode = (text: string, ground: Ground): boolean => {
  if (!/^[A-Z0-9](?:[A-Z0-9._/-]{2,38})[A-Z0-9]$/i.test(text) || !/[A-Z]/i.test(text) || !/\d/.test(text))
    return false
  if (ground === 'shape') return hasAgentShape(text)
  if (/^10\.|\/\//.test(text)) return false
  if (!/[a-z]/.test(text)) return text.length >= 5
  return (
    hasAgentShape(text.toUpperCase()) || (ground === 'colon' && text.length >= 7 && /\d.*\d.*\d/.test(text))
  )
}

/** Codes of one list begin with the same two letters or have the same length. */
const alike = (one: string, other: string): boolean =>
  one.slice(0, 2).toUpperCase() === other.slice(0, 2).toUpperCase() || one.length === other.length

const codeFound = (place: Parameters<typeof spanOf>[0], code: string): Found | undefined => {
  const candidates = bareCodeCandidates(code)
  const [first] = candidates
  if (!first) return undefined
  const span = spanOf(place, code.length)
  const all = candidates.map(({ display, why }) => `${display} (${why})`).join(', or ')
  const detail = `${JSON.stringify(span.text)} is a bare code, which is not unique across agents. It could be ${all}; write the whole IGSN`
  return { ...span, verdict: 'ambiguous', candidates, detail }
}
