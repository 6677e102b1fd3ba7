import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codingWeight, mediaWeight, preferencesOf } from '../../src/graph/accept.ts'

it.each([
  ['text/turtle; charset=utf-8', 'text/turtle', 1],
  ['text/turtle;Q=0.5', 'text/turtle', 0.5],
  ['text/turtle; q = 0.5', 'text/turtle', 0.5],
  ['application/ld+json;profile="a,b;q=0";q=0.3', 'application/ld+json', 0.3],
  ['text/*;q=0.2, */*;q=0.9', 'text/turtle', 0.2],
  ['*/*, text/turtle;q=0', 'text/turtle', 0],
  ['text/turtle;q=0.1, text/turtle;q=0.4', 'text/turtle', 0.4],
  ['text/turtle;q=2', 'text/turtle', 0],
  ['text/turtle;q=', 'text/turtle', 0],
  ['image/png', 'text/turtle', 0],
])('Accept: %s weighs %s with %d', (header, type, weight) => {
  expect(mediaWeight(type, preferencesOf(header))).toBe(weight)
})

it.each([
  ['', 'identity', 1],
  ['gzip', 'identity', 1],
  ['*;q=0', 'identity', 0],
  ['*;q=0, identity;q=0.5', 'identity', 0.5],
  ['gzip', 'br', 0],
])('Accept-Encoding: %s weighs %s with %d', (header, coding, weight) => {
  expect(codingWeight(coding, preferencesOf(header))).toBe(weight)
})

it('reads any header', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'"\\,;q=01.*/ab '), maxLength: 200 }), header => {
      for (const { name, weight } of preferencesOf(header)) {
        expect(name).not.toBe('')
        expect(weight).toBeGreaterThanOrEqual(0)
        expect(weight).toBeLessThanOrEqual(1)
      }
    }),
  )
})
