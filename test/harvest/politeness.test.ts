import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/harvest/clock.ts'
import { memoryLedger } from '../../src/harvest/memory-ledger.ts'
import { createPoliteness, type Politeness } from '../../src/harvest/politeness.ts'
import type { Ended, Pace, Turn } from '../../src/harvest/turn.ts'
import type { HostLedger } from '../../src/model/host-ledger.ts'
import { eventClock, settle } from './event-clock.ts'
import { virtualClock } from './virtual-clock.ts'

const pace = (changes: Partial<Pace> = {}): Pace => ({
  concurrency: 2,
  delayMs: 0,
  patienceMs: 60_000,
  ...changes,
})
const answered: Ended = { kind: 'answered', ms: 5 }
const broken: Ended = { kind: 'broken' }
const refused: Ended = { kind: 'overloaded', broken: false }

const alone = (clock: Clock): Politeness => createPoliteness(clock, { ledger: memoryLedger(), process: 'p' })

/** A turn that must be given. */
const enter = async (turn: Promise<Turn>): Promise<(ended?: Ended) => void> => {
  const given = await turn
  if (given.kind !== 'go') throw new Error(`refused: ${given.why}`)
  return (ended = answered) => given.leave(ended)
}

describe('turns at a host', () => {
  it('are given to as many at once as allowed, then one by one', async () => {
    const politeness = alone(virtualClock())
    const started: number[] = []
    const turns = [0, 1, 2, 3].map(async i => {
      const leave = await enter(politeness.turn('demo.example', 'a', pace()))
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
    const politeness = alone(virtualClock())
    const one = pace({ concurrency: 1 })
    await enter(politeness.turn('one.demo.example', 'a', one))
    await enter(politeness.turn('two.demo.example', 'a', one))
  })

  it('start at least the delay apart', async () => {
    const clock = virtualClock()
    const politeness = alone(clock)
    const starts: number[] = []
    await Promise.all(
      [0, 1, 2].map(async () => {
        const leave = await enter(
          politeness.turn('demo.example', 'a', pace({ concurrency: 5, delayMs: 400 })),
        )
        starts.push(clock.now())
        leave()
      }),
    )
    expect(starts.map(start => start - (starts[0] ?? 0))).toEqual([0, 400, 800])
  })

  it('go round the sources that wait, so that a long queue starves no one', async () => {
    const politeness = alone(virtualClock())
    const order: string[] = []
    const visit = async (lane: string): Promise<void> => {
      const leave = await enter(politeness.turn('demo.example', lane, pace({ concurrency: 1 })))
      order.push(lane)
      await settle()
      leave()
    }
    await Promise.all([...['big', 'big', 'big', 'big'].map(visit), visit('small'), visit('small')])
    expect(order).toEqual(['big', 'small', 'big', 'small', 'big', 'big'])
  })

  it('fail when the ledger does, instead of waiting for ever', async () => {
    const ledger: HostLedger = { update: () => Promise.reject(new Error('the disk is full')) }
    const politeness = createPoliteness(virtualClock(), { ledger, process: 'p' })
    await expect(politeness.turn('demo.example', 'a', pace())).rejects.toThrow('the disk is full')
  })

  it('need no transaction each when the host is fast', async () => {
    const clock = eventClock()
    const memory = memoryLedger()
    let transactions = 0
    const ledger: HostLedger = {
      update: (host, change) => {
        transactions++
        return memory.update(host, change)
      },
    }
    const politeness = createPoliteness(clock, { ledger, process: 'p' })
    let visits = 0
    const visitor = async (delayMs: number): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        const leave = await enter(politeness.turn('demo.example', 'a', pace({ concurrency: 4, delayMs })))
        await clock.sleep(8)
        leave()
        visits++
      }
    }
    for (let i = 0; i < 4; i++) void visitor(10)
    await clock.run(10_000)
    expect(visits).toBe(400)
    expect(transactions).toBeLessThan(60)
  })
})

describe('a host that asks for a pause', () => {
  it('is left alone that long by every process', async () => {
    const clock = virtualClock()
    const ledger = memoryLedger()
    const [a, b] = ['a', 'b'].map(process => createPoliteness(clock, { ledger, process }))
    const leave = await enter((a as Politeness).turn('demo.example', 's', pace()))
    const begun = clock.now()
    leave({ kind: 'overloaded', broken: false, retryAfterMs: 9000 })
    await settle()
    await enter((b as Politeness).turn('demo.example', 's', pace()))
    expect(clock.now() - begun).toBe(9000)
  })

  it('refuses those who do not want to wait, with the time at which to come back', async () => {
    const clock = virtualClock()
    const politeness = alone(clock)
    const leave = await enter(politeness.turn('demo.example', 's', pace()))
    leave({ kind: 'overloaded', broken: false, retryAfterMs: 9000 })
    const turn = await politeness.turn('demo.example', 's', pace({ patienceMs: 1000 }))
    expect(turn).toEqual({ kind: 'refused', why: 'held', retryAt: clock.now() + 9000 })
  })
})

describe('the distance between requests', () => {
  /** Lets requests with this ending come and go, one after the other; returns their distances. */
  const distances = async (ending: Ended, count: number, politeness: Politeness, clock: Clock) => {
    const starts: number[] = []
    for (let i = 0; i < count; i++) {
      const leave = await enter(politeness.turn('demo.example', 'a', pace()))
      starts.push(clock.now())
      leave(ending)
      await settle()
    }
    return starts.slice(1).map((start, i) => start - (starts[i] ?? 0))
  }

  it('doubles with every refusal up to half a minute, and narrows again', async () => {
    const clock = virtualClock()
    const politeness = alone(clock)
    expect(await distances(refused, 11, politeness, clock)).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ])
    const after = await distances(answered, 150, politeness, clock)
    expect(after.slice(0, 12)).toEqual([...Array<number>(9).fill(30_000), 15_000, 15_000, 15_000])
    expect(after.at(-1)).toBe(0)
  })

  it('grows once for a burst of refusals that started together', async () => {
    const clock = virtualClock()
    const politeness = alone(clock)
    const turns = await Promise.all([1, 2].map(() => enter(politeness.turn('demo.example', 'a', pace()))))
    await clock.sleep(5)
    for (const leave of turns) {
      leave(refused)
      await settle()
    }
    const before = clock.now()
    await enter(politeness.turn('demo.example', 'a', pace()))
    expect(clock.now() - before).toBeLessThanOrEqual(250)
  })

  it('grows when answers become slow', async () => {
    const clock = virtualClock()
    const politeness = alone(clock)
    expect(await distances({ kind: 'answered', ms: 100 }, 50, politeness, clock)).toEqual(Array(49).fill(0))
    expect((await distances({ kind: 'answered', ms: 30_000 }, 2, politeness, clock)).at(-1)).toBe(0)
    const slow = await distances({ kind: 'answered', ms: 8000 }, 12, politeness, clock)
    expect(slow.at(-1)).toBe(250)
  })
})

describe('the breaker of a host', () => {
  const breaker = { failures: 3, openMs: 30_000, longestOpenMs: 100_000 }

  it('opens after failures in a row, lets one try, and closes when that is answered', async () => {
    const clock = virtualClock()
    const ledger = memoryLedger()
    const first = createPoliteness(clock, { ledger, process: 'a', breaker })
    const second = createPoliteness(clock, { ledger, process: 'b', breaker })
    const fail = async (): Promise<void> => {
      const leave = await enter(first.turn('demo.example', 's', pace()))
      leave(broken)
      await settle()
    }
    for (let i = 0; i < 3; i++) await fail()
    for (const wait of [30_000, 60_000, 100_000, 100_000]) {
      const retryAt = clock.now() + wait
      // By then everyone has heard of it.
      await clock.sleep(2000)
      for (const politeness of [first, second])
        expect(await politeness.turn('demo.example', 's', pace())).toEqual({
          ...{ kind: 'refused', why: 'unavailable', retryAt },
        })
      await clock.sleep(wait - 2000)
      const trial = await enter(first.turn('demo.example', 's', pace()))
      expect(await second.turn('demo.example', 's', pace())).toMatchObject({ kind: 'refused' })
      expect(await first.turn('demo.example', 's', pace())).toMatchObject({ kind: 'refused' })
      trial(broken)
      await settle()
    }
    await clock.sleep(100_000)
    const trial = await enter(second.turn('demo.example', 's', pace()))
    trial(answered)
    await settle()
    await clock.sleep(2000)
    for (const politeness of [first, second]) await enter(politeness.turn('demo.example', 's', pace()))
  })

  it('does not open for failures between answers', async () => {
    const politeness = createPoliteness(virtualClock(), { ledger: memoryLedger(), process: 'a', breaker })
    for (const ending of [broken, broken, answered, broken, broken, answered, broken, broken]) {
      const leave = await enter(politeness.turn('demo.example', 's', pace()))
      leave(ending)
      await settle()
    }
    await enter(politeness.turn('demo.example', 's', pace()))
  })

  it('sends away those who wait when it opens', async () => {
    const politeness = createPoliteness(virtualClock(), { ledger: memoryLedger(), process: 'a', breaker })
    const one = pace({ concurrency: 1 })
    const first = await enter(politeness.turn('demo.example', 's', one))
    const waiting = [1, 2, 3, 4].map(() => politeness.turn('demo.example', 's', one))
    first(broken)
    for (const turn of waiting.slice(0, 2)) (await enter(turn))(broken)
    for (const turn of waiting.slice(2)) expect(await turn).toMatchObject({ why: 'unavailable' })
  })
})

describe('several processes over one ledger', () => {
  interface Plan {
    readonly concurrency: number
    readonly delayMs: number
    readonly processes: readonly {
      visits: number
      lanes: number
      startsAt: number
      diesAt: number | undefined
    }[]
    readonly requestMs: readonly number[]
    readonly lateness: readonly number[]
  }

  const plans: fc.Arbitrary<Plan> = fc.record({
    concurrency: fc.integer({ min: 1, max: 5 }),
    delayMs: fc.constantFrom(0, 0, 1, 7, 40, 100, 300, 1500),
    processes: fc.array(
      fc.record({
        visits: fc.integer({ min: 1, max: 12 }),
        lanes: fc.integer({ min: 1, max: 4 }),
        startsAt: fc.integer({ min: 0, max: 2000 }),
        diesAt: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    requestMs: fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 6 }),
    lateness: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }),
  })

  const simulate = async (plan: Plan) => {
    let tick = 0
    const pick = (values: readonly number[]): number => values[tick++ % values.length] ?? 0
    const clock = eventClock(() => pick(plan.lateness))
    const ledger = memoryLedger()
    const starts: number[] = []
    let underWay = 0
    let most = 0
    let finished = 0
    const begun = clock.now()
    const work = async ({ visits, lanes, startsAt, diesAt }: Plan['processes'][number], name: string) => {
      await clock.sleep(startsAt)
      const politeness = createPoliteness(clock, { ledger, process: name })
      const dead = (): boolean => diesAt !== undefined && clock.now() - begun >= startsAt + diesAt
      let living = lanes
      const tend = async (): Promise<void> => {
        while (living > 0 && !dead()) {
          politeness.tend()
          await clock.sleep(1000)
        }
        // A process that dies does not close anything.
        if (!dead()) await politeness.close()
      }
      void tend()
      const lane = async (id: number): Promise<void> => {
        for (let i = 0; i < visits; i++) {
          const turn = politeness.turn('demo.example', `${id}`, pace(plan))
          const leave = await enter(turn)
          if (dead()) return
          starts.push(clock.now())
          most = Math.max(most, ++underWay)
          await clock.sleep(pick(plan.requestMs))
          underWay--
          if (dead()) return
          leave()
        }
        living--
        finished++
      }
      for (let id = 0; id < lanes; id++) void lane(id)
    }
    plan.processes.forEach((process, i) => void work(process, `p${i}`))
    await clock.run(30 * 60_000)
    return { starts, most, finished }
  }

  it('never start more than the delay allows, nor have more under way than allowed, and all come to their end', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async plan => {
        const { starts, most, finished } = await simulate(plan)
        expect(most).toBeLessThanOrEqual(plan.concurrency)
        starts.sort((a, b) => a - b)
        for (const [i, start] of starts.entries())
          if (i > 0) expect(start - (starts[i - 1] ?? 0)).toBeGreaterThanOrEqual(plan.delayMs)
        const survivors = plan.processes.filter(({ diesAt }) => diesAt === undefined)
        expect(finished).toBeGreaterThanOrEqual(survivors.reduce((sum, { lanes }) => sum + lanes, 0))
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it('share the permits evenly', async () => {
    const clock = eventClock()
    const ledger = memoryLedger()
    const counts = [0, 0, 0, 0]
    counts.forEach((_, i) => {
      const politeness = createPoliteness(clock, { ledger, process: `p${i}` })
      const tend = async (): Promise<void> => {
        for (;;) {
          politeness.tend()
          await clock.sleep(1000)
        }
      }
      const lane = async (): Promise<void> => {
        for (;;) {
          const leave = await enter(politeness.turn('demo.example', 'a', pace({ concurrency: 3 })))
          await clock.sleep(100)
          counts[i] = (counts[i] ?? 0) + 1
          leave()
        }
      }
      void tend()
      for (let k = 0; k < 3; k++) void lane()
    })
    await clock.run(120_000)
    const total = counts.reduce((sum, count) => sum + count, 0)
    // Four processes take turns at three permits of ten requests a second each.
    expect(total).toBeGreaterThan(0.7 * 3600)
    expect(Math.min(...counts)).toBeGreaterThan(0.6 * (total / 4))
  })
})

describe('what the ledger stores of a host', () => {
  const turnWith = async (stored: string): Promise<number> => {
    const clock = virtualClock()
    const ledger = memoryLedger()
    await ledger.update('demo.example', () => ({ stored, result: undefined }))
    const politeness = createPoliteness(clock, { ledger, process: 'p' })
    const begun = clock.now()
    await enter(politeness.turn('demo.example', 'a', pace({ patienceMs: Infinity })))
    return clock.now() - begun
  }

  it('may be damaged, or of another version: then nothing is known', async () => {
    for (const stored of [
      '',
      '{',
      'null',
      '[]',
      '7',
      '{"last":"x","permits":{"q":1,"r":null}}',
      '{"permits":7}',
    ])
      expect(await turnWith(stored)).toBe(0)
  })

  it('does not silence a host for good when the clock was set back', async () => {
    const far = Date.UTC(2099, 0, 1)
    const permit = { n: 1, until: Date.UTC(2026, 0, 1) + 20_000, turn: 0, since: 0 }
    expect(await turnWith(JSON.stringify({ held: far, permits: { q: permit } }))).toBeLessThanOrEqual(
      25 * 3_600_000,
    )
    expect(await turnWith(JSON.stringify({ last: far, gap: 500, gapAt: far }))).toBeLessThanOrEqual(
      11 * 60_000,
    )
  })
})
