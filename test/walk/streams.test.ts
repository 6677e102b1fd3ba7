import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inBatches, mapConcurrent } from '../../src/walk/streams.ts'

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('mapConcurrent', () => {
  it('gives every result once and never has more than the limit under way', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 8 }), async (waits, limit) => {
        let underWay = 0
        let most = 0
        const results = await collect(
          mapConcurrent(from(waits.map((wait, i) => ({ wait, i }))), limit, async ({ wait, i }) => {
            most = Math.max(most, ++underWay)
            for (let turn = 0; turn < wait; turn++) await Promise.resolve()
            underWay--
            return i
          }),
        )
        expect(results.sort((a, b) => a - b)).toEqual(waits.map((_, i) => i))
        expect(most).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 50 },
    ))

  it('gives a result as soon as it is ready, even while the source has no next item', async () => {
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    async function* slow(): AsyncGenerator<number> {
      yield 1
      await gate
      yield 2
    }
    const results = mapConcurrent(slow(), 4, async n => n * 10)
    expect((await results.next()).value).toBe(10)
    release()
    expect(await collect(results)).toEqual([20])
  })

  it('gives the quick results before the slow ones', async () => {
    let finish = () => {}
    const slow = new Promise<void>(resolve => {
      finish = resolve
    })
    const results = mapConcurrent(from(['slow', 'quick']), 2, async name => {
      if (name === 'slow') await slow
      return name
    })
    expect((await results.next()).value).toBe('quick')
    finish()
    expect(await collect(results)).toEqual(['slow'])
  })

  it('ends with the error of the source', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1
      throw new Error('no more')
    }
    await expect(collect(mapConcurrent(broken(), 3, async n => n))).rejects.toThrow('no more')
  })

  it('closes its source when the reader stops, and does not wait for one that hangs', async () => {
    let closed = false
    async function* endless(): AsyncGenerator<number> {
      try {
        while (true) yield 1
      } finally {
        closed = true
      }
    }
    for await (const _ of mapConcurrent(endless(), 3, async n => n)) break
    expect(closed).toBe(true)
    async function* hanging(): AsyncGenerator<number> {
      yield 1
      await new Promise(() => {})
    }
    for await (const _ of mapConcurrent(hanging(), 3, async n => n)) break
  })

  it('ends with the error of the work', async () => {
    const failing = mapConcurrent(from([1, 2, 3]), 2, async n => {
      if (n === 2) throw new Error('two is bad')
      return n
    })
    await expect(collect(failing)).rejects.toThrow('two is bad')
  })
})

describe('inBatches', () => {
  it('keeps order and loses nothing, whatever the size', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), async (items, size) => {
        const batches = await collect(inBatches(from(items), { size, waitMs: 1000 }))
        expect(batches.flat()).toEqual(items)
        expect(batches.every(batch => batch.length > 0 && batch.length <= size)).toBe(true)
      }),
      { numRuns: 50 },
    ))

  it('ends a batch early when it is heavy', async () => {
    const weighed = { size: 10, waitMs: 1000, weigh: (n: number) => n, weight: 10 }
    expect(await collect(inBatches(from([4, 4, 4, 50, 1, 9, 1]), weighed))).toEqual([
      [4, 4, 4],
      [50],
      [1, 9],
      [1],
    ])
  })

  it('does not hold back a few items when no more come for a while', async () => {
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    async function* slow(): AsyncGenerator<number> {
      yield 1
      await gate
      yield 2
    }
    const batches = inBatches(slow(), { size: 10, waitMs: 5 })
    expect((await batches.next()).value).toEqual([1])
    release()
    expect((await batches.next()).value).toEqual([2])
  })

  it('closes its source when the reader stops', async () => {
    let closed = false
    async function* endless(): AsyncGenerator<number> {
      try {
        while (true) yield 1
      } finally {
        closed = true
      }
    }
    for await (const _ of inBatches(endless(), { size: 2, waitMs: 1000 })) break
    expect(closed).toBe(true)
  })
})
