import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latitudeFirst, middle, parseWkt, toWkt } from '../../src/publish/geometry.ts'

describe('parseWkt', () => {
  it('reads what toWkt writes', () => {
    const longitude = fc.integer({ min: -1_800_000, max: 1_800_000 }).map(n => n / 10_000)
    const latitude = fc.integer({ min: -900_000, max: 900_000 }).map(n => n / 10_000)
    const position = fc.tuple(longitude, latitude)
    const geometry = fc.oneof(
      position.map(at => ({ kind: 'point' as const, at })),
      fc.array(position, { minLength: 2 }).map(positions => ({ kind: 'line' as const, positions })),
      fc
        .tuple(position, fc.array(position, { minLength: 2 }))
        .map(([first, others]) => ({ kind: 'polygon' as const, ring: [first, ...others, first] })),
    )
    fc.assert(
      fc.property(geometry, one => {
        expect(parseWkt(toWkt(one))).toEqual(one)
      }),
    )
  })

  it.each([
    'POINT(181 0)',
    'POINT(0 91)',
    'POINT(0)',
    'POINT(0 0, 1 1)',
    'POINT(a b)',
    'POINT Z (0 0 0)',
    'LINESTRING(0 0)',
    'POLYGON((0 0, 1 0, 1 1, 0 1))',
    'POLYGON((0 0, 1 0, 0 0), (0 0, 1 1, 0 0))',
    'ENVELOPE(0, 1, 0, 1)',
    'CIRCLE(0 0, 1)',
    '',
  ])('refuses %s', text => {
    expect(parseWkt(text)).toBeUndefined()
  })

  it('cuts a box at the antimeridian and finds its middle', () => {
    const box = parseWkt('ENVELOPE(179, -177, -20, -22)')
    expect(box && toWkt(box)).toBe(
      'MULTIPOLYGON(((179 -22, 180 -22, 180 -20, 179 -20, 179 -22)), ((-180 -22, -177 -22, -177 -20, -180 -20, -180 -22)))',
    )
    expect(box && middle(box)).toEqual([-179, -21])
  })

  it('writes small numbers without exponents', () => {
    expect(toWkt({ kind: 'point', at: [0.0000001, 1e-9] })).toBe('POINT(0.0000001 0)')
    expect(latitudeFirst([[1, 2]])).toBe('2 1')
  })
})
