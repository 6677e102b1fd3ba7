/** What typesetting, word processors and PDF make of the characters of identifiers. */

/** Characters without width: joiners, byte order marks, soft hyphens. */
export const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

/** Hyphens and dashes that typesetters put for the ASCII hyphen; the em dash is punctuation between words. */
export const HYPHEN_LIKE = /[\u2010-\u2013\u2212\ufe63\uff0d]/g

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

/** The letters of a typographic ligature such as `ﬁ`; undefined for any other character. */
export const lettersOf = (character: string): string | undefined => LIGATURES[character]

/** The text without white space around it, zero-width characters and soft hyphens; any hyphen is the ASCII one. */
export const tidyText = (text: string): string =>
  /^[\x21-\x7e]*$/.test(text) ? text : text.replace(INVISIBLE, '').replace(HYPHEN_LIKE, '-').trim()
