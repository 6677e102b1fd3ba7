import { describe, expect, it } from 'vitest'
import { uploadRoom } from '../../src/serve/upload-room.ts'

describe('room for uploads', () => {
  it('is shared by all, with a bound for each client', () => {
    const room = uploadRoom(100, 60)
    const [first, second, other, last] = ['a', 'a', 'b', 'c'].map(client => room.enter(client))
    expect(first?.take(40)).toBe(true)
    expect(second?.take(30)).toBe(false)
    expect(second?.take(20)).toBe(true)
    expect(other?.take(40)).toBe(true)
    expect(last?.take(1)).toBe(false)
    first?.leave()
    first?.leave()
    expect(last?.take(40)).toBe(true)
    expect(last?.take(1)).toBe(false)
  })
})
