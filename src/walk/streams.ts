/** Bounded plumbing between the stages: nothing here holds more than its limit. */

/** An event of a stream: an item was read, the source ended, a result is there, or something threw. */
type Told<In, Out> =
  | { readonly kind: 'read'; readonly next: IteratorResult<In> }
  | { readonly kind: 'worked'; readonly value: Out }
  | { readonly kind: 'threw'; readonly error: unknown }

/** A queue with one reader, who waits when it is empty. */
const openMailbox = <T>() => {
  const letters: T[] = []
  let wake = () => {}
  return {
    put: (letter: T): void => {
      letters.push(letter)
      wake()
    },
    take: async (): Promise<T> => {
      for (;;) {
        const letter = letters.shift()
        if (letter !== undefined) return letter
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
  }
}

/** Tells a source that no more is wanted; one that is busy with its next item is not waited for. */
const leave = async (iterator: AsyncIterator<unknown>, busy: boolean): Promise<void> => {
  const left = iterator.return?.()
  if (!busy) await left
  else left?.catch(() => undefined)
}

/**
 * Applies `work` to each item with at most `limit` under way, and yields every result as soon as it is ready, in that
 * order, even while the source is slow with its next item. A result counts as under way until it is taken.
 * An exception of `work` or of the source ends the stream with it; stopping early stops reading the source.
 */
export async function* mapConcurrent<In, Out>(
  items: AsyncIterable<In>,
  limit: number,
  work: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const iterator = items[Symbol.asyncIterator]()
  const mailbox = openMailbox<Told<In, Out>>()
  const threw = (error: unknown): void => mailbox.put({ kind: 'threw', error })
  let reading = false
  let ended = false
  let underWay = 0
  try {
    while (!ended || underWay > 0) {
      if (!ended && !reading && underWay < limit) {
        reading = true
        iterator.next().then(next => mailbox.put({ kind: 'read', next }), threw)
      }
      const told = await mailbox.take()
      if (told.kind === 'threw') throw told.error
      if (told.kind === 'worked') {
        underWay--
        yield told.value
        continue
      }
      reading = false
      if (told.next.done) ended = true
      else {
        underWay++
        work(told.next.value).then(value => mailbox.put({ kind: 'worked', value }), threw)
      }
    }
  } finally {
    await leave(iterator, reading)
  }
}

/** When a batch is full: by number, or by weight when its items are heavy. */
export interface BatchLimits<T> {
  readonly size: number
  /** A batch that waits longer than this goes as it is, so that slow hosts still make progress. */
  readonly waitMs: number
  readonly weigh?: (item: T) => number
  readonly weight?: number
}

/** Gathers items into batches in their order. A batch holds at least one item, and ends with the one that makes it full. */
export async function* inBatches<T>(items: AsyncIterable<T>, limits: BatchLimits<T>): AsyncGenerator<T[]> {
  const { size, waitMs, weigh = () => 0, weight = Number.POSITIVE_INFINITY } = limits
  const iterator = items[Symbol.asyncIterator]()
  let batch: T[] = []
  let carried = 0
  let pending: Promise<IteratorResult<T>> | undefined
  try {
    for (;;) {
      if (batch.length >= size || carried >= weight) {
        yield batch
        batch = []
        carried = 0
      }
      pending ??= iterator.next()
      const next = await (batch.length === 0 ? pending : orAfter(pending, waitMs))
      if (!next) {
        carried = Number.POSITIVE_INFINITY
        continue
      }
      pending = undefined
      if (next.done) break
      batch.push(next.value)
      carried += weigh(next.value)
    }
    if (batch.length > 0) yield batch
  } finally {
    pending?.catch(() => undefined)
    await leave(iterator, pending !== undefined)
  }
}

/** The value of `work`, or undefined when it takes longer. */
const orAfter = async <T>(work: Promise<T>, ms: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Items of both streams as they come; an exception of either ends the whole, stopping early stops both. */
export async function* merged<A, B>(
  first: AsyncIterable<A>,
  second: AsyncIterable<B>,
): AsyncGenerator<A | B> {
  const sources: AsyncIterator<A | B>[] = [first[Symbol.asyncIterator](), second[Symbol.asyncIterator]()]
  const mailbox = openMailbox<
    { from: AsyncIterator<A | B>; next: IteratorResult<A | B> } | { error: unknown }
  >()
  const busy = new Set<AsyncIterator<A | B>>()
  const ask = (from: AsyncIterator<A | B>): void => {
    busy.add(from)
    from.next().then(
      next => mailbox.put({ from, next }),
      error => mailbox.put({ error }),
    )
  }
  const open = new Set(sources)
  try {
    for (const source of sources) ask(source)
    while (open.size > 0) {
      const told = await mailbox.take()
      if ('error' in told) throw told.error
      busy.delete(told.from)
      if (told.next.done) open.delete(told.from)
      else {
        yield told.next.value
        ask(told.from)
      }
    }
  } finally {
    await Promise.all(sources.map(source => leave(source, busy.has(source))))
  }
}
