import { describe, expect, it } from 'vitest'
import type { Standing } from '../../src/archive/frontier.ts'
import { durationText, HarvestProgress } from '../../src/cli/harvest-progress.ts'
import { newTally } from '../../src/walk/tally.ts'

const standing = (over: Partial<Standing>): Standing => ({
  ...{ planned: true, listed: 0, queued: 0, underWay: 0, done: 0, failed: 0, gone: 0 },
  ...over,
})

/** Progress on a clock that the test sets. */
const watch = (sources: number) => {
  let now = 0
  let line = ''
  const progress = new HarvestProgress(
    sources,
    text => {
      line = text
    },
    () => now,
  )
  return {
    begin: (id: string) => {
      const tally = newTally(id)
      const shown = progress.begin(tally)
      return {
        ...shown,
        visit: (pages: number) => {
          tally.listed += pages
          shown.visited()
        },
        fail: (pages: number) => {
          tally.listed += pages
          tally.failed += pages
          shown.visited()
        },
      }
    },
    pass: (seconds: number) => {
      now += seconds * 1000
    },
    line: () => line,
  }
}

describe('the progress of a harvest', () => {
  it('tells what is done, queued and failed, how fast, and how long it will take', () => {
    const { begin, pass, line } = watch(1)
    const demo = begin('demo')
    demo.standing(standing({ listed: 1_000, queued: 1_000 }))
    pass(9.9)
    demo.visit(98)
    pass(0.1)
    demo.fail(2)
    expect(line()).toBe('demo: 100 of 1,000 done, 900 queued, 2 failed, 10/s, 2 min left')
  })

  it('gives no time before everything is listed', () => {
    const { begin, pass, line } = watch(1)
    const demo = begin('demo')
    expect(line()).toBe('')
    demo.standing(standing({ planned: false, listed: 400, queued: 400 }))
    pass(4)
    demo.visit(2)
    expect(line()).toBe('demo: 2 of 400 done, 398 queued, 0.5/s, still listing')
  })

  it('takes the rate of the last minute, not that of pages which needed no visit', () => {
    const { begin, pass, line } = watch(1)
    const demo = begin('demo')
    demo.standing(standing({ planned: false, listed: 100_000 }))
    pass(1)
    demo.visit(90_000)
    demo.standing(standing({ listed: 100_000, queued: 10_000, done: 90_000 }))
    for (let second = 0; second < 120; second++) {
      pass(1)
      demo.visit(5)
    }
    expect(line()).toBe('demo: 90,600 of 100,000 done, 9,400 queued, 5.0/s, 32 min left')
  })

  it('counts what other processes do of the same source', () => {
    const { begin, pass, line } = watch(1)
    const demo = begin('demo')
    pass(10)
    demo.visit(10)
    demo.standing(standing({ listed: 100, queued: 40, underWay: 10, done: 40, gone: 10 }))
    expect(line()).toBe('demo: 50 of 100 done, 50 queued, 10 failed, 5.0/s, 10 s left')
  })

  it('says that a source waits when nothing moves, and that it ends when nothing is left', () => {
    const { begin, pass, line } = watch(1)
    const demo = begin('demo')
    demo.standing(standing({ listed: 2, queued: 2 }))
    pass(30)
    demo.standing(standing({ listed: 2, queued: 2 }))
    expect(line()).toBe('demo: 0 of 2 done, 2 queued, 0/s, waiting')
    pass(0.1)
    demo.visit(2)
    expect(line()).toMatch(/0 queued, .*, ending$/)
  })

  it('counts the sources that are done, and puts the one that takes longest first', () => {
    const { begin, pass, line } = watch(3)
    const [quick, slow, done] = [begin('quick'), begin('slow'), begin('done')]
    quick.standing(standing({ listed: 20, queued: 20 }))
    slow.standing(standing({ listed: 2_000, queued: 2_000 }))
    pass(10)
    quick.visit(10)
    slow.visit(10)
    done.end()
    expect(line()).toMatch(/^1 of 3 sources done · slow: .* · quick: [^·]*$/)
  })
})

describe('a duration', () => {
  it('is told as people tell it', () => {
    expect([0.2, 45, 89, 91, 3_600, 7_500].map(durationText)).toEqual([
      ...['1 s', '45 s', '89 s', '2 min', '60 min', '2 h 5 min'],
    ])
  })
})
