import { describe, expect, it } from 'vitest'
import { queryBytesFor, roomForSlow } from '../../../src/graph/embedded/room.ts'

const GB = 2 ** 30
const slow = (quads: number, memory: number): number =>
  roomForSlow({ quads, standby: 2, most: 4, queryBytes: GB / 4 }, memory)

describe('memory of the embedded graph', () => {
  it('lets as many threads for long queries be as are wanted while the graph is small', () => {
    expect(slow(100_000, 16 * GB)).toBe(4)
  })

  it('leaves fewer of them the larger the graph is that each must hold', () => {
    expect(slow(5_000_000, 24 * GB)).toBeLessThan(slow(1_000_000, 24 * GB) + 1)
    expect(slow(5_000_000, 16 * GB)).toBe(1)
  })

  it('keeps one, however little memory there is, because a long query could never be answered without', () => {
    expect(slow(5_000_000, GB)).toBe(1)
  })

  it('shares a quarter of the memory among the queries, within bounds', () => {
    expect(queryBytesFor(4, 2 * GB)).toBe(GB / 8)
    expect(queryBytesFor(4, 64 * GB)).toBe(GB / 4)
    expect(queryBytesFor(8, GB / 4)).toBe(GB / 16)
  })
})
