/** "Did you mean": the nearest known word to a mistyped one. */

/** Optimal string alignment distance (Damerau-Levenshtein without repeated edits): insert, delete, replace, swap neighbours. */
const distance = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/**
 * Finds the candidate nearest to `word`, ignoring case.
 * Returns undefined when none is near enough to be a likely slip (a third of the word's length, at least one edit).
 * Words over 100 characters are no slips and are not compared.
 */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > 100) return undefined
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: { candidate: string; edits: number } | undefined
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= limit && (!best || edits < best.edits)) best = { candidate, edits }
  }
  return best?.candidate
}

/** A tail for an error message: `, did you mean "material"?`, or nothing. */
export const didYouMean = (word: string, candidates: Iterable<string>): string => {
  const found = nearest(word, candidates)
  return found ? `, did you mean "${found}"?` : ''
}

/** The whole end of a message about an unknown word: what was probably meant, and all that there are. */
export const knownInstead = (word: string, known: readonly string[]): string =>
  `${didYouMean(word, known) || '.'} Known: ${known.join(', ')}.`
