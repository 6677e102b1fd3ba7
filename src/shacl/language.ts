/** Language tags (BCP 47). */

/** Basic filtering of RFC 4647, 3.3.1, which SPARQL's langMatches does: `de` covers `de-AT`, but not `deu`. */
export const matchesLanguage = (tag: string, range: string): boolean => {
  if (tag === '') return false
  if (range === '*') return true
  const lower = tag.toLowerCase()
  const wanted = range.toLowerCase()
  return lower === wanted || lower.startsWith(`${wanted}-`)
}

/** Whether a text can be a language range: subtags of letters and digits, or `*`. */
export const isLanguageRange = (text: string): boolean =>
  text === '*' || /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text)
