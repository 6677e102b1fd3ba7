/** "Did you mean" for terms: the nearest known word to a mistyped one. This room stands alone, so it has its own. */

/** Edits between two words (insert, delete, replace, swap of neighbours), given up beyond `limit`. */
const edits = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replace
      row.push(Math.min(replace, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** What other schema languages call it: no letters in common need tell what was meant. In lower case. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['minvalue', 'minInclusive'],
  ['maxvalue', 'maxInclusive'],
  ['minimum', 'minInclusive'],
  ['maximum', 'maxInclusive'],
  ['regex', 'pattern'],
  ['enum', 'in'],
  ['oneof', 'xone'],
  ['anyof', 'or'],
  ['allof', 'and'],
])

/**
 * `, did you mean "datatype"?` when a known word is what another language's word means, or within a third of the
 * letters, else nothing.
 */
export const didYouMean = (word: string, known: Iterable<string>): string => {
  if (word.length > 100) return ''
  const translated = ELSEWHERE.get(word.toLowerCase())
  if (translated !== undefined)
    for (const one of known) if (one === translated) return `, did you mean "${one}"?`
  let limit = Math.max(1, Math.floor(word.length / 3))
  let best = ''
  for (const candidate of known) {
    const found = edits(word.toLowerCase(), candidate.toLowerCase(), limit)
    if (found > limit || (best !== '' && found === limit)) continue
    best = candidate
    limit = found
  }
  return best ? `, did you mean "${best}"?` : ''
}
