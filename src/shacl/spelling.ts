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

/** `, did you mean "datatype"?` when a known word is within a third of the letters, else nothing. */
export const didYouMean = (word: string, known: Iterable<string>): string => {
  if (word.length > 100) return ''
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
