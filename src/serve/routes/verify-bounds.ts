/** Bounds on the form of a body, seen before it is parsed: parsers stop for nobody, and everybody else waits for them. */

/** Nested lists and objects of JSON, and its commas. */
const [MAX_DEPTH, MAX_COMMAS] = [8, 20_000]
/** Fields of a form. */
const MAX_FIELDS = 40
/** Bytes of the headers of one part of a form. */
const MAX_PART_HEADERS = 4_000

const [QUOTE, BACKSLASH, COMMA, AND] = [0x22, 0x5c, 0x2c, 0x26]
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

/** Why a JSON text is not parsed, if so; it need not be JSON. */
export const jsonBound = (body: Uint8Array): string | undefined => {
  let [depth, commas, inText] = [0, 0, false]
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0
    if (byte === QUOTE) inText = !inText
    else if (inText) i += byte === BACKSLASH ? 1 : 0
    else if (byte === COMMA) commas++
    else if (OPENING.has(byte)) depth++
    else if (CLOSING.has(byte)) depth--
    if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`
    if (commas > MAX_COMMAS) return `it has more than ${MAX_COMMAS} members`
  }
  return undefined
}

// What browsers and programs send. A header that could be read in two ways is not.
const MULTIPART =
  /^multipart\/form-data\s*;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1\s*(?:;\s*charset="?[\w-]+"?\s*)?$/i

const partsBound = (body: Buffer, boundary: string): string | undefined => {
  const delimiter = `--${boundary}`
  let parts = 0
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (++parts > MAX_FIELDS) return `it has more than ${MAX_FIELDS} parts`
    const begin = at + delimiter.length
    const headers = body.subarray(begin, begin + MAX_PART_HEADERS)
    if (headers.length === MAX_PART_HEADERS && !headers.includes('\r\n\r\n'))
      return `a part of it has more than ${MAX_PART_HEADERS} bytes of headers`
  }
  return undefined
}

/** Why a form (multipart/form-data or application/x-www-form-urlencoded) is not parsed, if so. */
export const formBound = (body: Uint8Array, contentType: string): string | undefined => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (/^multipart/i.test(contentType)) {
    const [, , boundary] = MULTIPART.exec(contentType.trim()) ?? []
    return boundary === undefined ? 'its Content-Type has no plain boundary' : partsBound(bytes, boundary)
  }
  let fields = 1
  for (let at = bytes.indexOf(AND); at >= 0; at = bytes.indexOf(AND, at + 1))
    if (++fields > MAX_FIELDS) return `it has more than ${MAX_FIELDS} fields`
  return undefined
}
