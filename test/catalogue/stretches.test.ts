import { describe, expect, it } from 'vitest'
import { inStretches } from '../../src/catalogue/stretches.ts'

const busyFor = (ms: number): void => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

describe('a long loop on the thread that answers', () => {
  it('lets others through again and again', async () => {
    let passed = 0
    const visitors = setInterval(() => passed++, 0)
    const turn = inStretches()
    for (let round = 0; round < 20; round++) {
      busyFor(10)
      await turn()
    }
    clearInterval(visitors)
    expect(passed).toBeGreaterThan(2)
  })

  it('has nothing to wait for in a round that is soon over', () => {
    expect(inStretches()()).toBeUndefined()
  })
})
