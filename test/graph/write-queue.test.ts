import { describe, expect, it } from 'vitest'
import { createWriteQueue } from '../../src/graph/user-graphs/write-queue.ts'
import { ok, type Result } from '../../src/model/problem.ts'

/** Work that ends when it is told to. */
const held = () => {
  let end = (): void => {}
  const done = new Promise<Result<string>>(resolve => {
    end = () => resolve(ok('written'))
  })
  return { work: () => done, end: () => end() }
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code)

describe('the queue of writers', () => {
  it('lets one write at a time, in the order in which they came, also after one that failed', async () => {
    const queue = createWriteQueue({ mostWaiting: 5, maxWaitMs: 60_000 })
    const seen: string[] = []
    const write = (name: string) => async (): Promise<Result<void>> => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      if (name === 'b') throw new Error('a bug')
      return ok(undefined)
    }
    const all = ['a', 'b', 'c'].map(name => queue.run(write(name)))
    expect((await Promise.allSettled(all)).map(each => each.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(seen).toEqual(['a', 'b', 'c'].flatMap(name => [`${name} begins`, `${name} ends`]))
  })

  it('refuses those beyond its bound at once, and has room again when others have begun', async () => {
    const queue = createWriteQueue({ mostWaiting: 2, maxWaitMs: 60_000 })
    const [first, second] = [held(), held()]
    const running = queue.run(first.work)
    const waiting = [queue.run(second.work), queue.run(second.work)]
    expect(codeOf(await queue.run(second.work))).toBe('busy')
    // What the server writes itself is not refused.
    const own = queue.run(second.work, { always: true })
    first.end()
    second.end()
    expect((await Promise.all([running, ...waiting, own])).map(codeOf)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(codeOf(await queue.run(second.work))).toBe('ok')
  })

  it('tells who has waited too long, and begins nothing for them', async () => {
    const queue = createWriteQueue({ mostWaiting: 5, maxWaitMs: 5 })
    const first = held()
    const running = queue.run(first.work)
    let begun = false
    const waited = await queue.run(async () => {
      begun = true
      return ok(undefined)
    })
    expect(codeOf(waited)).toBe('busy')
    first.end()
    expect(codeOf(await running)).toBe('ok')
    expect(begun).toBe(false)
  })

  it('does not begin what nobody waits for any more', async () => {
    const queue = createWriteQueue({ mostWaiting: 5, maxWaitMs: 60_000 })
    const first = held()
    const running = queue.run(first.work)
    const client = new AbortController()
    const left = queue.run(held().work, { signal: client.signal })
    client.abort()
    expect(codeOf(await left)).toBe('cancelled')
    expect(codeOf(await queue.run(held().work, { signal: client.signal }))).toBe('cancelled')
    first.end()
    expect(codeOf(await running)).toBe('ok')
  })
})
