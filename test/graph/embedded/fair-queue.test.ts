import { describe, expect, it } from 'vitest'
import { FairQueue } from '../../../src/graph/embedded/fair-queue.ts'
import type { Job } from '../../../src/graph/embedded/job.ts'

const job = (client: string, text: string): Job => ({
  query: { text, mediaType: 'text/csv' },
  keys: { text, shape: text },
  client,
  trusted: false,
  deadlineMs: 1000,
  settle: () => {},
  slow: false,
  restarts: 0,
  since: 0,
  workedBefore: 0,
  timers: new Set(),
})

const filled = (...places: readonly (readonly [string, string])[]): FairQueue => {
  const queue = new FairQueue()
  for (const [client, text] of places) queue.push(job(client, text))
  return queue
}

const drained = (queue: FairQueue): (string | undefined)[] =>
  Array.from({ length: queue.length() }, () => queue.shift()?.query.text)

describe('a fair queue', () => {
  it('lets clients take turns, each in its own order', () => {
    const queue = filled(['a', 'a1'], ['a', 'a2'], ['a', 'a3'], ['b', 'b1'], ['c', 'c1'], ['b', 'b2'])
    expect(drained(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
    expect([queue.length(), queue.shift()]).toEqual([0, undefined])
  })

  it('gives up a job in the middle', () => {
    const queue = filled(['a', 'a1'], ['b', 'b1'])
    const middle = job('a', 'a2')
    queue.push(middle)
    queue.push(job('a', 'a3'))
    queue.remove(middle)
    queue.remove(middle)
    expect(queue.length()).toBe(3)
    expect(drained(queue)).toEqual(['a1', 'b1', 'a3'])
  })

  it('knows who has to make room: the client that has most, when that is fair', () => {
    const queue = filled(['a', 'a1'], ['a', 'a2'], ['a', 'a3'], ['b', 'b1'])
    expect(queue.surplus('c')?.query.text).toBe('a3')
    expect(queue.surplus('b')?.query.text).toBe('a3')
    expect(queue.surplus('a')).toBeUndefined()
  })
})
