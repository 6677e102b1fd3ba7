/** Answers that are asked for again: kept for one generation, the least recently asked ones given up first. */

/** Keeps answers by request; `size` 0 keeps none. */
export const createMemo = (size: number) => {
  let generation = 0
  let kept = new Map<string, Promise<unknown>>()
  return {
    /**
     * The answer to `request` of generation `now` or a later one, made by `make` unless it is there. The same question asked
     * twice at a time is answered once. What rejects is not kept.
     */
    async answer<T extends { readonly generation: number }>(
      request: unknown,
      now: number,
      make: () => Promise<T>,
    ): Promise<T> {
      if (now > generation) {
        generation = now
        kept = new Map()
      }
      const key = JSON.stringify(request)
      const own = kept
      const known = own.get(key) as Promise<T> | undefined
      own.delete(key)
      const answer = known ?? make()
      own.set(key, answer)
      const oldest = own.size > size ? own.keys().next().value : undefined
      if (oldest !== undefined) own.delete(oldest)
      try {
        const made = await answer
        // Read after a commit that is not announced yet: no older answer may follow it.
        if (made.generation > generation) {
          generation = made.generation
          kept = new Map([[key, answer]])
        }
        return made
      } catch (error) {
        if (own.get(key) === answer) own.delete(key)
        throw error
      }
    },
  }
}
