import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDecimal } from '../../src/rdf/numbers.ts'

describe('plainDecimal', () => {
  it.each([
    ['1.2345E1', '12.345'],
    ['-1.5E-3', '-0.0015'],
    ['1.0E2', '100'],
    ['+01.50', '1.5'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['7', '7'],
  ])('writes %s as %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain)
  })

  it.each(['', '.', 'E1', '1,5', '12 m', 'NaN', 'INF', '1E101', '1E99999'])('refuses %j', text => {
    expect(plainDecimal(text)).toBeUndefined()
  })

  it('keeps the value of every coordinate that JSON-LD can write', () => {
    fc.assert(
      fc.property(fc.double({ min: -20_000, max: 20_000, noNaN: true }), value => {
        const plain = plainDecimal(value.toExponential()) ?? ''
        if (Math.abs(value) > 1e-90 || value === 0) expect(Number(plain)).toBe(value === 0 ? 0 : value)
        expect(plain).not.toMatch(/e/i)
      }),
    )
  })
})
