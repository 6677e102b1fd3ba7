/** From bytes to text: which encoding a page is in, whatever it says, and what had to be repaired. */

import type { Repair } from '../model/json-ld-document.ts'

/** Text of a page with the encoding that was used (WHATWG label) and what was repaired on the way. */
export interface DecodedText {
  readonly text: string
  readonly encoding: string
  readonly repairs: readonly Repair[]
}

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

// Where HTML looks for <meta charset> (WHATWG, 13.2.3.2); XML declarations come sooner.
const PRESCAN_BYTES = 1024
const DECLARED =
  /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i

const isLabel = (label: string): boolean => {
  try {
    new TextDecoder(label)
    return true
  } catch {
    // The only way to ask: TextDecoder throws for labels it does not know.
    return false
  }
}

const markOf = (bytes: Uint8Array): { encoding: string; length: number } | undefined => {
  for (const [encoding, mark] of BYTE_ORDER_MARKS)
    if (mark.every((byte, index) => bytes[index] === byte)) return { encoding, length: mark.length }
  return undefined
}

/** UTF-16 without a mark: a document begins with two ASCII characters, so every other byte is zero. */
const zeroPattern = (bytes: Uint8Array): string | undefined => {
  const [a, b, c, d] = bytes
  if (a && b === 0 && c && d === 0) return 'utf-16le'
  if (a === 0 && b && c === 0 && d) return 'utf-16be'
  return undefined
}

const declaredIn = (bytes: Uint8Array): string | undefined => {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES))
  const match = DECLARED.exec(start)
  const label = (match?.[1] ?? match?.[2])?.toLowerCase()
  // What could be read as ASCII to find the label cannot be UTF-16 (WHATWG prescan: taken as UTF-8).
  return label?.startsWith('utf-16') ? 'utf-8' : label
}

/**
 * The encoding of a document from its first bytes and its `charset` parameter, in the order of the WHATWG standards:
 * byte-order mark, pattern of zero bytes (UTF-16), parameter, what the document declares, UTF-8. Labels that no
 * standard knows are passed over; `unknown` names the first of them.
 */
export const sniffEncoding = (
  bytes: Uint8Array,
  charset: string | undefined,
): { encoding: string; markLength: number; unknown?: string } => {
  const mark = markOf(bytes)
  if (mark) return { encoding: mark.encoding, markLength: mark.length }
  const wide = zeroPattern(bytes)
  if (wide) return { encoding: wide, markLength: 0 }
  const labels = [charset, declaredIn(bytes)].filter(label => label !== undefined)
  const known = labels.find(isLabel)
  const unknown = labels.find(label => !isLabel(label))
  return { encoding: known ?? 'utf-8', markLength: 0, ...(unknown && !known && { unknown }) }
}

const decodeStrictly = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not valid in this encoding: the caller decodes again with replacement characters and logs it.
    return undefined
  }
}

/**
 * Decodes a whole document. Bytes that the encoding does not allow become U+FFFD (`invalid-bytes-replaced`); marks,
 * UTF-16 and unknown labels are logged as repairs, too.
 */
export const decodeText = (bytes: Uint8Array, charset: string | undefined): DecodedText => {
  const { encoding, markLength, unknown } = sniffEncoding(bytes, charset)
  const repairs: Repair[] = []
  if (unknown)
    repairs.push({
      rule: 'charset-ignored',
      detail: `charset "${unknown.slice(0, 40)}" is unknown; read as ${encoding}`,
    })
  if (markLength > 0) repairs.push({ rule: 'bom-removed', detail: `${encoding} byte-order mark` })
  if (encoding.startsWith('utf-16')) repairs.push({ rule: 'utf-16-decoded', detail: `read as ${encoding}` })
  const content = bytes.subarray(markLength)
  const strict = decodeStrictly(content, encoding)
  if (strict !== undefined) return { text: strict, encoding, repairs }
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content)
  const near = text.indexOf('\uFFFD')
  const context = text.slice(Math.max(0, near - 20), near + 20).replace(/\s+/g, ' ')
  const detail = `bytes that are not ${encoding} became U+FFFD, first near "${context}"`
  return { text, encoding, repairs: [...repairs, { rule: 'invalid-bytes-replaced', detail }] }
}
