import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coordinateText, wktText } from '../../src/serve/views/place-words.ts'

describe('places in words', () => {
  it.each([
    ['POINT(7.4 51.5)', '51.5° N, 7.4° E'],
    ['POINT(-177.9349 -30.8618)', '30.8618° S, 177.9349° W'],
    ['POINT(0.1 0.30000000000000004)', '0.3° N, 0.1° E'],
    ['POLYGON((7 51,8 51,8 52,7 52,7 51))', '51° to 52° N, 7° to 8° E'],
    ['POLYGON((-8 -52,-7 -52,-7 -51,-8 -51,-8 -52))', '51° to 52° S, 7° to 8° W'],
    ['POLYGON((-5 -2,5 -2,5 2,-5 2,-5 -2))', '2° S to 2° N, 5° W to 5° E'],
    ['POLYGON((0 0,4 0,2 3,0 0))', 'area of 3 corners within 0° to 3° N, 0° to 4° E'],
    ['MULTIPOINT((1 2),(3 4))', '2 positions within 2° to 4° N, 1° to 3° E'],
    ['LINESTRING(1 2,3 2)', 'line of 2 positions within 2° N, 1° to 3° E'],
  ])('%s is %s', (wkt, words) => {
    expect(wktText(wkt)).toBe(words)
  })

  it('names both sides of the antimeridian', () => {
    const halves = 'MULTIPOLYGON(((170 1,180 1,180 2,170 2,170 1)),((-180 1,-170 1,-170 2,-180 2,-180 1)))'
    expect(wktText(halves)).toBe('2 areas within 1° to 2° N, 170° E to 170° W')
  })

  it('has no words for what is no geometry', () => {
    expect(wktText('POINT(north)')).toBeUndefined()
  })

  it('says a position so exactly that it can be read back', () => {
    const micro = (most: number) =>
      fc.integer({ min: -most * 1_000_000, max: most * 1_000_000 }).map(n => n / 1_000_000)
    fc.assert(
      fc.property(micro(180), micro(90), (lon, lat) => {
        const [, y, ns, x, ew] = /^([\d.]+)° ([NS]), ([\d.]+)° ([EW])$/.exec(coordinateText([lon, lat])) ?? []
        expect([Number(x) * (ew === 'W' ? -1 : 1), Number(y) * (ns === 'S' ? -1 : 1)]).toEqual([
          lon === 0 ? 0 : lon,
          lat === 0 ? 0 : lat,
        ])
      }),
    )
  })
})
