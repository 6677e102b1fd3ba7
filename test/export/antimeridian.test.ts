import { describe, expect, it } from 'vitest'
import type { Geometry } from '../../src/catalogue/geometry.ts'
import { cutAtAntimeridian } from '../../src/export/antimeridian.ts'

describe('a geometry at the antimeridian', () => {
  it('is cut when it is drawn beyond 180 degrees', () => {
    const box: Geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [170, -20],
          [190, -20],
          [190, -10],
          [170, -10],
          [170, -20],
        ],
      ],
    }
    const cut = cutAtAntimeridian(box)
    expect(cut.type).toBe('MultiPolygon')
    const rings = cut.type === 'MultiPolygon' ? cut.coordinates.map(([ring]) => ring ?? []) : []
    const longitudes = rings.map(ring => ring.map(([x]) => x))
    expect(longitudes.map(all => [Math.min(...all), Math.max(...all)])).toEqual([
      [-180, -170],
      [170, 180],
    ])
    for (const ring of rings) expect(ring.at(-1)).toEqual(ring[0])
  })

  it('is left as it is where it lies within, but wound as GeoJSON wants it', () => {
    const clockwise: Geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    }
    expect(cutAtAntimeridian(clockwise)).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    })
    const point: Geometry = { type: 'Point', coordinates: [190, 5] }
    expect(cutAtAntimeridian(point)).toEqual({ type: 'Point', coordinates: [-170, 5] })
  })

  it('is cut as a line, in both directions', () => {
    const line = (...coordinates: (readonly [number, number])[]): Geometry => ({
      type: 'LineString',
      coordinates,
    })
    expect(cutAtAntimeridian(line([170, 0], [190, 10]))).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [-180, 5],
          [-170, 10],
        ],
        [
          [170, 0],
          [180, 5],
        ],
      ],
    })
    expect(cutAtAntimeridian(line([190, 10], [170, 0]))).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [-170, 10],
          [-180, 5],
        ],
        [
          [180, 5],
          [170, 0],
        ],
      ],
    })
  })
})
