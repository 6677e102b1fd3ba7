/** What makes two spellings of a label, or of a concept's IRI, the same. */

/** Labels longer than this are texts, not labels. In UTF-16 code units. */
const MAX_LABEL_LENGTH = 300

/**
 * The key under which a label is found: letters and digits only, without case and diacritics, one space between words.
 * `'Core  sub-piece'` and `'core subpiece'` stay two keys, `'Core_Sub-Piece'` and `'core sub piece'` are one.
 * Empty when the text holds no letter or digit or is too long to be a label.
 */
export const labelKey = (label: string): string =>
  label.length > MAX_LABEL_LENGTH
    ? ''
    : label
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()

/**
 * The keys under which a label from the wild is looked up, best first: the whole text, then the last step of a path
 * such as `Coring > Gravity corer` (SESAR writes classifications that way).
 */
export const labelKeys = (label: string): readonly string[] => {
  const whole = labelKey(label)
  const last = label.lastIndexOf('>')
  const step = last < 0 ? '' : labelKey(label.slice(last + 1))
  return [whole, step].filter(Boolean)
}

/**
 * The key under which a concept's IRI is found whatever its version, case, scheme or trailing slash: the vocabularies
 * have been published with `/1.0/` and `/0.1/` in the path, and records differ from them in case.
 */
export const conceptKey = (iri: string): string =>
  iri
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/\d+(?:\.\d+)+(?=\/)/, '')
    .replace(/[/#]+$/, '')
