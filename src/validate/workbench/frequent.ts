/** The most frequent texts of a stream, in bounded memory. */

/** Distinct texts that are counted at once; beyond twice as many the rare ones are forgotten. */
const KEPT = 500
const MAX_TEXT = 300

/** Counts texts. A text that is rare at first may be counted too low once there were many; frequent ones are right. */
export class Frequent {
  readonly #counts = new Map<string, number>()
  #hasForgotten = false

  add(text: string): void {
    const key = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    if (this.#counts.size > 2 * KEPT) this.#forget()
  }

  /** Whether counts may be too low. */
  get isEstimate(): boolean {
    return this.#hasForgotten
  }

  /** The most frequent ones first; those as frequent in the order of their texts. */
  most(limit: number): readonly { readonly text: string; readonly count: number }[] {
    return this.#sorted()
      .slice(0, limit)
      .map(([text, count]) => ({ text, count }))
  }

  #sorted(): [string, number][] {
    return [...this.#counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
  }

  #forget(): void {
    this.#hasForgotten = true
    for (const [text] of this.#sorted().slice(KEPT)) this.#counts.delete(text)
  }
}
