/** Characters that XML has no way to write, not even escaped (XML 1.0, 2.2): a document with one of them cannot be read. */

const WHITE = new Set([0x09, 0x0a, 0x0d])

/** Whether UTF-8 text has a control character, U+FFFE or U+FFFF in it. Answers without XML are not looked at. */
export const isSpoiltXml = (body: Uint8Array, mediaType: string): boolean => {
  if (!/\+xml(?:;|$)/.test(mediaType)) return false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte < 0x20 && !WHITE.has(byte)) return true
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    if (byte === 0xef && body[at + 1] === 0xbf && (body[at + 2] ?? 0) >= 0xbe) return true
  }
  return false
}
