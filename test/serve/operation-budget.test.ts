import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAllowance } from '../../src/serve/operation/allowance.ts'
import { policyHeader, remainingHeader } from '../../src/serve/operation/rate-limit-headers.ts'
import { createTurns } from '../../src/serve/operation/turns.ts'

const RULES = { budgetSeconds: 60, errorsPerMinute: 30, concurrency: 5 }
const DEADLINE = 30_000

/** Plays a greedy client: at each step it waits, then starts a query if it is let in. Gives the runs as [start, end]. */
const play = (steps: readonly { wait: number; run: number }[]): [number, number][] => {
  const allowance = createAllowance(RULES, 0)
  const runs: [number, number][] = []
  const open: { end: number; done: (now: number, failed: boolean) => void }[] = []
  const endUntil = (now: number): void => {
    open.sort((a, b) => a.end - b.end)
    while (open[0] && open[0].end <= now) {
      const [first] = open.splice(0, 1)
      first?.done(first.end, false)
    }
  }
  let now = 0
  for (const { wait, run } of steps) {
    now += wait
    endUntil(now)
    if (allowance.refusal(now) || !allowance.hasRoom()) continue
    runs.push([now, now + run])
    open.push({ end: now + run, done: allowance.begin(now, now + DEADLINE) })
  }
  return runs
}

const within = (runs: readonly [number, number][], from: number, to: number): number =>
  runs.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0)

const step = fc.record({
  wait: fc.integer({ min: 0, max: 20_000 }),
  run: fc.integer({ min: 1, max: DEADLINE }),
})

describe('the budget of a client', () => {
  it('is never passed in any window, but for what was under way when it ran out', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), steps => {
        const runs = play(steps)
        const edges = runs.flat()
        for (const from of edges)
          for (const to of edges) {
            if (to <= from) continue
            const allowed = 60_000 + (to - from) + RULES.concurrency * DEADLINE
            expect(within(runs, from, to)).toBeLessThanOrEqual(allowed + 1)
          }
      }),
      { numRuns: 60 },
    )
  })

  it('tells exactly when the next query is let in: not a second before it, and certainly then', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: DEADLINE }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 60_000, max: 200_000 }),
        (runs, spend) => {
          const allowance = createAllowance({ ...RULES, concurrency: 0 }, 0)
          const early = allowance.begin(0, spend)
          const second = allowance.begin(0, spend)
          const third = allowance.begin(0, spend)
          for (const end of [early, second, third]) end(spend, false)
          const ends = runs.map(run => ({ at: spend + run, end: allowance.begin(spend, spend + run) }))
          const refusal = allowance.refusal(spend)
          expect(refusal?.code).toBe('query-budget-spent')
          const promised = spend + (refusal?.retryAfter ?? 0) * 1000
          ends.sort((a, b) => a.at - b.at)
          for (const { at, end } of ends) if (at <= promised - 1001) end(at, false)
          const before = Math.max(promised - 1001, spend)
          expect(allowance.refusal(before)?.code).toBe('query-budget-spent')
          for (const { at, end } of ends) if (at <= promised) end(Math.max(at, before), false)
          expect(allowance.refusal(promised)).toBeUndefined()
        },
      ),
      { numRuns: 100 },
    )
  })

  it('counts failed queries apart, and lets the next one in when one has run in again', () => {
    const allowance = createAllowance({ ...RULES, errorsPerMinute: 2 }, 0)
    for (let n = 0; n < 2; n++) allowance.begin(0, DEADLINE)(0, true)
    expect(allowance.refusal(0)).toMatchObject({ code: 'too-many-errors', retryAfter: 31 })
    expect(allowance.refusal(29_000)?.retryAfter).toBe(2)
    expect(allowance.refusal(30_001)).toBeUndefined()
  })

  it('costs nothing while nothing runs, and has no limits where they are set to 0', () => {
    const none = createAllowance({ budgetSeconds: 0, errorsPerMinute: 0, concurrency: 0 }, 0)
    for (let n = 0; n < 100; n++) none.begin(0, DEADLINE)(DEADLINE, true)
    expect(none.refusal(DEADLINE)).toBeUndefined()
    expect(none.hasRoom()).toBe(true)
    expect(remainingHeader(none.remaining(0))).toBeUndefined()
    expect(policyHeader({ budgetSeconds: 0, errorsPerMinute: 0, concurrency: 0 })).toBeUndefined()
  })
})

describe('turns', () => {
  const never = new AbortController().signal
  const going = (turn: Awaited<ReturnType<ReturnType<typeof createTurns>['start']>>) => {
    if (turn.kind !== 'go') throw new Error(`expected a turn, got ${turn.kind}`)
    return turn
  }

  it('lets queries wait for others of the same client, in their order, and refuses what is too much', async () => {
    const turns = createTurns({ ...RULES, concurrency: 1 }, () => 0)
    const first = going(await turns.start('a', DEADLINE, never))
    const second = turns.start('a', DEADLINE, never)
    expect(await turns.start('a', DEADLINE, never)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'too-many-queries', retryAfter: 31 },
    })
    expect((await turns.start('b', DEADLINE, never)).kind).toBe('go')
    first.end(false)
    going(await second).end(false)
  })

  it('passes the turn on when who waited has left', async () => {
    const turns = createTurns({ ...RULES, concurrency: 2 }, () => 0)
    const running = [
      going(await turns.start('a', DEADLINE, never)),
      going(await turns.start('a', DEADLINE, never)),
    ]
    const leaving = new AbortController()
    const left = turns.start('a', DEADLINE, leaving.signal)
    const stays = turns.start('a', DEADLINE, never)
    leaving.abort()
    expect((await left).kind).toBe('cancelled')
    running[0]?.end(false)
    expect((await stays).kind).toBe('go')
  })

  it('keep no more clients than they may, but never forget one whose queries run', async () => {
    const turns = createTurns({ ...RULES, concurrency: 1 }, () => 0, 10)
    const busy = going(await turns.start('busy', DEADLINE, never))
    for (let n = 0; n < 1000; n++) going(await turns.start(`client ${n}`, DEADLINE, never)).end(false)
    expect(turns.clients()).toBeLessThanOrEqual(11)
    expect(turns.remaining('busy').queries).toEqual({ left: 0 })
    busy.end(false)
  })

  it('are told in headers: the policy, and what is left of it', () => {
    const allowance = createAllowance(RULES, 0)
    allowance.begin(0, DEADLINE)(12_500, true)
    expect(policyHeader(RULES)).toBe(
      '"query-seconds";q=60;w=60;qu="query-seconds", "errors";q=30;w=60;qu="failed-requests", "concurrent";q=5;qu="concurrent-requests"',
    )
    expect(remainingHeader(allowance.remaining(12_500))).toBe(
      '"query-seconds";r=60;t=0, "errors";r=29;t=2, "concurrent";r=5',
    )
  })
})
