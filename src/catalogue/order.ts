/** Orders and choices that come out the same on every machine. */

/** Code-unit order. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Texts sorted, each once. */
export const distinct = (texts: Iterable<string>): string[] => [...new Set(texts)].sort(byText)

/** The text that occurs most often, of equally frequent ones the first in text order; undefined for none. */
export const mostFrequent = (texts: Iterable<string>): string | undefined => {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  let best: { text: string; count: number } | undefined
  for (const [text, count] of counts) {
    if (!best || count > best.count || (count === best.count && byText(text, best.text) < 0))
      best = { text, count }
  }
  return best?.text
}
