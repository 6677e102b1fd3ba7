import { describe, expect, it } from 'vitest'
import { createPoliteness } from '../../src/harvest/politeness.ts'
import { virtualClock } from './virtual-clock.ts'

const unhurried = { concurrency: 2, delayMs: 0 }

/** Lets everything that is ready run. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

describe('turns at a host', () => {
  it('are given to as many at once as allowed, then one by one', async () => {
    const politeness = createPoliteness(virtualClock())
    const started: number[] = []
    const turns = [0, 1, 2, 3].map(async i => {
      const leave = await politeness.turn('demo.example', 'a', unhurried)
      started.push(i)
      return leave
    })
    await settle()
    expect(started).toEqual([0, 1])
    const leave = await turns[0]
    leave?.()
    leave?.()
    await settle()
    expect(started).toEqual([0, 1, 2])
  })

  it('at one host do not wait for another', async () => {
    const politeness = createPoliteness(virtualClock())
    const alone = { concurrency: 1, delayMs: 0 }
    await politeness.turn('one.demo.example', 'a', alone)
    await politeness.turn('two.demo.example', 'a', alone)
  })

  it('start at least the delay apart', async () => {
    const clock = virtualClock()
    const politeness = createPoliteness(clock)
    const starts: number[] = []
    await Promise.all(
      [0, 1, 2].map(async () => {
        const leave = await politeness.turn('demo.example', 'a', { concurrency: 5, delayMs: 400 })
        starts.push(clock.now())
        leave()
      }),
    )
    expect(starts.map(start => start - (starts[0] ?? 0))).toEqual([0, 400, 800])
  })

  it('go round the sources that wait, so that a long queue starves no one', async () => {
    const politeness = createPoliteness(virtualClock())
    const one = { concurrency: 1, delayMs: 0 }
    const order: string[] = []
    const visit = async (lane: string): Promise<void> => {
      const leave = await politeness.turn('demo.example', lane, one)
      order.push(lane)
      await settle()
      leave()
    }
    await Promise.all([...['big', 'big', 'big', 'big'].map(visit), visit('small'), visit('small')])
    expect(order).toEqual(['big', 'big', 'small', 'big', 'small', 'big'])
  })

  it('are held back as long as the host asked', async () => {
    const clock = virtualClock()
    const politeness = createPoliteness(clock)
    const begun = clock.now()
    politeness.hold('demo.example', 9000)
    await politeness.turn('demo.example', 'a', unhurried)
    expect(clock.now() - begun).toBe(9000)
  })
})
