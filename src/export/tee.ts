/** One stream for several readers that go through it at the same pace. */

/**
 * As many streams of the same values. The next value is taken when every reader has asked for it, so that no more than one
 * is held; a reader that ends early ends it for all.
 */
export const splitStream = <T>(source: AsyncIterable<T>, readers: number): AsyncIterable<T>[] => {
  const iterator = source[Symbol.asyncIterator]()
  let waiting: { resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void }[] = []
  let ended = false
  const settle = (each: (one: (typeof waiting)[number]) => void): void => {
    const all = waiting
    waiting = []
    for (const one of all) each(one)
  }
  const advance = async (): Promise<void> => {
    try {
      const result = ended ? { done: true as const, value: undefined } : await iterator.next()
      ended ||= result.done === true
      settle(one => one.resolve(result))
    } catch (error) {
      ended = true
      settle(one => one.reject(error))
    }
  }
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      if (waiting.length === readers || ended) void advance()
    })
  const leave = async (): Promise<IteratorResult<T>> => {
    ended = true
    settle(one => one.resolve({ done: true, value: undefined }))
    await iterator.return?.()
    return { done: true, value: undefined }
  }
  return Array.from({ length: readers }, () => ({
    [Symbol.asyncIterator]: () => ({ next, return: leave }),
  }))
}
