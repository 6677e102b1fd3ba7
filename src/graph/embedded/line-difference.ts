/** Compares two N-Quads texts line by line. */

const linesOf = (text: string): Set<string> => new Set(text.split('\n').filter(Boolean))

/** Lines (without line feed) that only one of the two texts has; duplicates within a text count once. */
export const lineDifference = (
  before: string,
  after: string,
): { readonly removed: readonly string[]; readonly added: readonly string[] } => {
  if (before === after) return { removed: [], added: [] }
  const old = linesOf(before)
  const now = linesOf(after)
  return {
    removed: [...old].filter(line => !now.has(line)),
    added: [...now].filter(line => !old.has(line)),
  }
}
