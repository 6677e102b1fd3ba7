/** What follows the label IGSN: an identifier, or bare codes. */
import { type Found, judge } from './found.ts'
import { listedCodes } from './lists.ts'
import { readToken } from './reading.ts'

const GAP =
  /(?:\(s\))?(?:\s{0,2}\(?igsns?\)?)?(?:\s{1,2}(?:ids?|codes?|numbers?|no\.?|nos\.?|identifiers?)(?![a-z]))?["'*)\]]{0,2}\s{0,3}([:=#])?[ \t]{0,3}(\r?\n[ \t]{0,20})?["'{*([]{0,2}/iy

/** The identifiers behind a label at `start`. */
export function* readIgsnLabel(source: string, start: number, mark: string): Generator<Found, undefined> {
  const from = start + mark.length
  GAP.lastIndex = from
  const [gap = '', colon, lineBreak] = GAP.exec(source) ?? []
  const value = from + gap.length
  if (gap === '' || !/[0-9a-z]/i.test(source[value] ?? '')) return undefined
  const reading = readToken(source, value)
  if (/^(?:hdl|doi|info|urn):|^(?:https?:|www\.|dx\.|doi\.org|igsn\.org)/i.test(reading.text))
    return undefined
  if (/^(?:1[0OoIl][.,]\s?[\dOoIl]{3}|10273\/)/.test(reading.text)) {
    const isCompact = gap === ':'
    const found = judge({ source, start: isCompact ? start : value, reading }, 'igsn:', true)
    if (found) yield found
    return undefined
  }
  if (/^\d{2}(?:\.\d+)+\//.test(reading.text)) {
    const found = judge({ source, start: value, reading }, '', true)
    if (found) yield found
    return undefined
  }
  const code = /^[\w-]*/.exec(reading.text)?.[0] ?? ''
  // Across a line break other words follow as well: only what looks like a code at length.
  if (
    lineBreak !== undefined &&
    colon === undefined &&
    !/^[A-Z]{2,5}[A-Z0-9]*\d[A-Z0-9]*$/.test(code.slice(0, 40))
  )
    return undefined
  if (lineBreak !== undefined && code.length < 8) return undefined
  yield* listedCodes(source, value, colon === undefined ? 'label' : 'colon')
  return undefined
}
