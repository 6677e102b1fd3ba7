/** Whatever the order of listing, claiming, settling and dying: no page is lost, none is counted twice. */

import fc from 'fast-check'
import Database from 'libsql'
import { expect, it } from 'vitest'
import type { Frontier, Run, Settlement } from '../../src/archive/frontier.ts'
import { frontierHouse, listing, page, rules, withdrawal } from './frontier-house.ts'

type House = ReturnType<typeof frontierHouse>

/** One of two processes: it may hold claims, die, and come back as another. */
interface Process {
  frontier: Frontier
  run: Run
  held: string[]
}

interface Model {
  readonly house: House
  readonly processes: Process[]
  readonly listed: Set<string>
  /** URL -> by how many settlements it was found while its process lived. */
  readonly settled: Map<string, number>
}

type Step = (model: Model) => Promise<void>

/** Less than the minute of silence after which a process is dead. */
const soon = 25_000
const some = { size: 'max' as const, maxLength: 5 }
const who = fc.nat({ max: 1 })
const ending = fc.constantFrom('found', 'gone', 'failed', 'again', 'delivered')

const start = async (house: House): Promise<Process> => {
  const frontier = await house.open()
  return { frontier, run: await frontier.join('s'), held: [] }
}

const processOf = ({ processes }: Model, n: number): Process => {
  const one = processes[n]
  if (!one) throw new Error(`there is no process ${n}`)
  return one
}

const list =
  (n: number, numbers: readonly number[], delivered: boolean): Step =>
  async model => {
    const one = processOf(model, n)
    const listings = numbers.map(number => ({
      ...listing(page(number), number),
      ...(delivered && { delivered }),
    }))
    const { queued } = await one.frontier.list(one.run, listings as ReturnType<typeof listing>[], rules)
    for (const number of numbers) model.listed.add(page(number))
    if (delivered) one.held.push(...queued)
  }

const claim =
  (n: number, limit: number): Step =>
  async model => {
    const one = processOf(model, n)
    const claimed = (await one.frontier.claim(one.run, limit)).map(({ url }) => url)
    const held = model.processes.flatMap(other => other.held)
    expect(claimed.filter(url => held.includes(url))).toEqual([])
    one.held.push(...claimed)
  }

const settlementOf = (url: string, how: string, now: number): Settlement => {
  if (how === 'found' || how === 'gone') return { url, ending: how }
  const problem = { stage: 'porch', code: 'timeout', subject: url, detail: 'slow' } as const
  return { url, ending: 'failed', problem, ...(how === 'again' && { retryAt: now + soon }) }
}

const settle =
  (n: number, hows: readonly string[]): Step =>
  async model => {
    const one = processOf(model, n)
    const settlements = one.held
      .splice(0, hows.length)
      .map((url, k) => settlementOf(url, hows[k] ?? 'found', model.house.time))
    await one.frontier.settle(one.run, settlements)
    for (const { url, retryAt } of settlements) {
      if (retryAt === undefined) model.settled.set(url, (model.settled.get(url) ?? 0) + 1)
    }
  }

/** The process dies with all it holds; another takes its place a minute later, or at once when it could still close. */
const die =
  (n: number, politely: boolean): Step =>
  async model => {
    const one = processOf(model, n)
    if (politely) await one.frontier.close()
    else {
      const others = model.processes.filter(other => other !== one)
      model.house.time += 61_000
      // Those that live have said so in time.
      model.house.time -= 30_000
      for (const other of others) await other.frontier.heartbeat()
      model.house.time += 30_000
    }
    model.processes[n] = await start(model.house)
  }

const wait: Step = async ({ house, processes }) => {
  house.time += soon
  for (const { frontier } of processes) await frontier.heartbeat()
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(who, fc.array(fc.nat({ max: 12 }), some), fc.boolean())
      .map(([n, list_, d]) => list(n, list_, d)),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(who, fc.integer({ min: 1, max: 5 })).map(([n, limit]) => claim(n, limit)),
  },
  { weight: 4, arbitrary: fc.tuple(who, fc.array(ending, some)).map(([n, hows]) => settle(n, hows)) },
  { weight: 1, arbitrary: fc.tuple(who, fc.boolean()).map(([n, politely]) => die(n, politely)) },
  { weight: 1, arbitrary: fc.constant(wait) },
)

const countsOf = (house: House): Record<string, number> => {
  const database = new Database(`${house.dataDir}/frontier.db`)
  try {
    const rows = database
      .prepare("select state, count(*) as count from page where turn > 0 or state <> 'idle' group by state")
      .all([])
    return Object.fromEntries(
      (rows as { state: string; count: number }[]).map(({ state, count }) => [state, count]),
    )
  } finally {
    database.close()
  }
}

/** The run's counts are those of its pages. */
const expectSums = async ({ house, processes }: Model): Promise<void> => {
  const [one] = processes
  const { listed, queued, underWay, done, failed, gone } = (await one?.frontier.standing(one.run)) ?? {}
  const { idle = 0, queued: waiting = 0, claimed = 0, failed: dead = 0, gone: missing = 0 } = countsOf(house)
  expect({ queued, underWay, done, failed, gone }).toEqual({
    ...{ queued: waiting, underWay: claimed, done: idle, failed: dead, gone: missing },
  })
  expect(listed).toBe(idle + waiting + claimed + dead + missing)
}

/** Visits what is left. */
const finish = async ({ house, processes, settled }: Model): Promise<void> => {
  house.time += soon
  for (const { frontier, run, held } of processes) {
    await frontier.heartbeat()
    await frontier.settle(
      run,
      held.map(url => settlementOf(url, 'found', house.time)),
    )
    for (const url of held.splice(0)) settled.set(url, (settled.get(url) ?? 0) + 1)
  }
  const [one] = processes
  for (;;) {
    const claimed = (await one?.frontier.claim(one.run, 100)) ?? []
    if (claimed.length === 0) return
    await one?.frontier.settle(
      one.run,
      claimed.map(({ url }) => ({ url, ending: 'found' })),
    )
    for (const { url } of claimed) settled.set(url, (settled.get(url) ?? 0) + 1)
  }
}

it('settles each listed page exactly once, and its counts add up at every step', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), async sequence => {
      const house = frontierHouse()
      try {
        const model: Model = { house, processes: [], listed: new Set(), settled: new Map() }
        for (const _ of [1, 2]) model.processes.push(await start(house))
        for (const step of sequence) {
          await step(model)
          await expectSums(model)
        }
        await finish(model)
        await expectSums(model)
        const delivering = model.processes[0]
        // What was delivered to a process that died waits for its feed; the feed delivers it again.
        const lost = [...model.listed].filter(url => !model.settled.has(url))
        const again = lost.map(url => ({ ...listing(url), delivered: true as const }))
        const { queued } = (await delivering?.frontier.list(delivering.run, again, rules)) ?? { queued: [] }
        expect([...queued].sort()).toEqual(lost.sort())
        await delivering?.frontier.settle(
          delivering.run,
          queued.map(url => ({ url, ending: 'found' })),
        )
        for (const url of queued) model.settled.set(url, 1)
        expect([...model.settled].filter(([, times]) => times !== 1)).toEqual([])
        expect([...model.settled.keys()].sort()).toEqual([...model.listed].sort())
        await delivering?.frontier.planned(delivering.run, { complete: true, since: {} })
        expect(await delivering?.frontier.finish(delivering.run, withdrawal)).toBeDefined()
      } finally {
        await house.dispose()
      }
    }),
    { numRuns: 60 },
  )
})
