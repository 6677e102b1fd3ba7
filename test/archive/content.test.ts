import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOfBytes, largestContent, packed, unpacked } from '../../src/archive/content.ts'

const pack = (bytes: Uint8Array) => packed(bytes, digestOfBytes(bytes))
const text = Buffer.from('a sample of basalt '.repeat(100))

describe('content', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 30 }), (bytes, repeated) => {
        const content = Buffer.concat(Array.from({ length: repeated }, () => bytes))
        expect(Buffer.from(unpacked(pack(content))).equals(content)).toBe(true)
      }),
    )
  })

  it('is compressed when that makes it smaller, and only then', () => {
    expect(pack(text)).toMatchObject({ encoding: 'zlib', size: text.length })
    expect(pack(text).bytes.length).toBeLessThan(100)
    expect(pack(Buffer.from('short'))).toMatchObject({ encoding: 'identity' })
    expect(pack(pack(Buffer.concat([text, Buffer.from(digestOfBytes(text))])).bytes)).toMatchObject({
      encoding: 'identity',
    })
  })

  it('is never blown up beyond its recorded size', () => {
    const bomb = { ...pack(Buffer.alloc(50_000_000)), size: 1000 }
    expect(() => unpacked(bomb)).toThrow()
  })

  it('is refused when it is larger than the archive keeps', () => {
    expect(() => packed(new Uint8Array(largestContent + 1), 'x')).toThrow(/at most/)
  })

  it.each([0, 10, -1])('does not pass for whole when the byte at %i is damaged', at => {
    const row = pack(text)
    const bytes = Buffer.from(row.bytes)
    const index = at < 0 ? bytes.length + at : at
    bytes[index] = (bytes[index] ?? 0) ^ 0xff
    expect(() => unpacked({ ...row, bytes })).toThrow()
    expect(() => unpacked({ ...row, bytes: row.bytes.subarray(0, -5) })).toThrow()
    expect(() => unpacked({ ...row, size: row.size + 1 })).toThrow(/damaged/)
  })
})
