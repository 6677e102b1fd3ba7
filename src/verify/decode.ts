/** Bytes of a text -> text, by byte order mark, by what the sender says, as UTF-8, or as Windows-1252. */

const MARKS: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

const decodeAs = (bytes: Uint8Array, charset: string, fatal: boolean): string | undefined => {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes)
  } catch {
    // Not a name that is known, or bytes that are none of that charset: the next guess is tried.
    return undefined
  }
}

/**
 * The text and the charset that it was read in. Bytes that are not UTF-8 are read as Windows-1252, which every byte
 * sequence is (WHATWG Encoding, 10.1); identifiers are ASCII, so that a wrong guess costs nothing but accents.
 */
export const decodeText = (bytes: Uint8Array, said?: string): { text: string; charset: string } => {
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1]
  for (const charset of [marked, said, 'utf-8']) {
    const text = charset === undefined ? undefined : decodeAs(bytes, charset, charset !== marked)
    if (text !== undefined && charset !== undefined) return { text, charset }
  }
  return { text: decodeAs(bytes, 'windows-1252', false) ?? '', charset: 'windows-1252' }
}

/** Whether bytes look like anything but text: NUL in what has no UTF-16 byte order mark. */
export const isBinary = (bytes: Uint8Array): boolean => {
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !hasMark && bytes.subarray(0, 8192).includes(0)
}
