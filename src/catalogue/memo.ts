/** Answers that are asked for again: kept for one generation, the least recently asked ones given up first. */

/** Characters of one answer, and of all together, that are kept, about: records may have any number of names and parties. */
export const ROOM: Room = { one: 2_000_000, all: 60_000_000 }

/** How much is kept. */
export interface Room {
  readonly one: number
  readonly all: number
}

/** About how many characters an answer has as JSON; counting ends soon behind `most`. */
const weightOf = (value: unknown, most: number): number => {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  let weight = 2
  for (const [key, member] of Object.entries(value)) {
    if (weight > most) break
    weight += key.length + 4 + weightOf(member, most - weight)
  }
  return weight
}

/** Answers that are kept, in the order in which they were asked for, within their room. */
const createShelf = (size: number, room: Room) => {
  const kept = new Map<string, Promise<unknown>>()
  const weights = new Map<string, number>()
  const forget = (key: string): void => {
    kept.delete(key)
    weights.delete(key)
  }
  return {
    get: (key: string) => kept.get(key),
    forget,
    /** Keeps an answer as the one that was asked for last. */
    put: (key: string, answer: Promise<unknown>): void => {
      kept.delete(key)
      kept.set(key, answer)
      const oldest = kept.size > size ? kept.keys().next().value : undefined
      if (oldest !== undefined) forget(oldest)
    },
    /** Weighs an answer that is kept, once it is made, and makes room for it. */
    weigh: (key: string, made: unknown): void => {
      if (weights.has(key)) return
      const weight = key.length + weightOf(made, room.one)
      weights.set(key, weight)
      if (weight > room.one) forget(key)
      let all = [...weights.values()].reduce((sum, each) => sum + each, 0)
      for (const oldest of [...kept.keys()]) {
        if (all <= room.all) return
        all -= weights.get(oldest) ?? 0
        forget(oldest)
      }
    },
  }
}

/** Keeps answers by request, within their room; `size` 0 keeps none. */
export const createMemo = (size: number, room: Room = ROOM) => {
  let generation = 0
  let shelf = createShelf(size, room)
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
        shelf = createShelf(size, room)
      }
      const key = JSON.stringify(request)
      const own = shelf
      const answer = (own.get(key) as Promise<T> | undefined) ?? make()
      own.put(key, answer)
      try {
        const made = await answer
        // Read after a commit that is not announced yet: no older answer may follow it.
        if (made.generation > generation) {
          generation = made.generation
          shelf = createShelf(size, room)
          shelf.put(key, answer)
        }
        if (shelf.get(key) === answer) shelf.weigh(key, made)
        return made
      } catch (error) {
        if (own.get(key) === answer) own.forget(key)
        throw error
      }
    },
  }
}
