/** Bounded plumbing between the stages: nothing here holds more than its limit. */

/**
 * Applies `work` to each item with at most `limit` under way, and yields the results in the order they are ready.
 * An exception of `work` ends the stream with it; stopping early stops reading the source.
 */
export async function* mapConcurrent<In, Out>(
  items: AsyncIterable<In>,
  limit: number,
  work: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const underWay = new Map<number, Promise<{ ticket: number; value: Out }>>()
  let ticket = 0
  for await (const item of items) {
    const mine = ticket++
    const promise = work(item).then(value => ({ ticket: mine, value }))
    // A rejection is seen by the race below; until then it must not count as unhandled.
    promise.catch(() => undefined)
    underWay.set(mine, promise)
    if (underWay.size < limit) continue
    const done = await Promise.race(underWay.values())
    underWay.delete(done.ticket)
    yield done.value
  }
  while (underWay.size > 0) {
    const done = await Promise.race(underWay.values())
    underWay.delete(done.ticket)
    yield done.value
  }
}

/** Gathers items into batches of at most `size`; a batch that waits longer than `waitMs` goes as it is, so that slow hosts still make progress. */
export async function* inBatches<T>(
  items: AsyncIterable<T>,
  size: number,
  waitMs: number,
): AsyncGenerator<T[]> {
  const iterator = items[Symbol.asyncIterator]()
  let batch: T[] = []
  let pending = iterator.next()
  pending.catch(() => undefined)
  try {
    while (true) {
      let timer: NodeJS.Timeout | undefined
      const waited = new Promise<'waited'>(resolve => {
        timer = setTimeout(() => resolve('waited'), waitMs)
      })
      const next = batch.length === 0 ? await pending : await Promise.race([pending, waited])
      clearTimeout(timer)
      if (next === 'waited') {
        yield batch
        batch = []
        continue
      }
      if (next.done) break
      batch.push(next.value)
      if (batch.length >= size) {
        yield batch
        batch = []
      }
      pending = iterator.next()
      pending.catch(() => undefined)
    }
    if (batch.length > 0) yield batch
  } finally {
    await iterator.return?.()
  }
}
