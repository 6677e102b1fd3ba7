import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '../../src/registry/nearest.ts'

const facets = ['material', 'method', 'objectType', 'person']

describe('nearest', () => {
  it.each([
    ['materiel', 'material'],
    ['MATERIAL', 'material'],
    ['mehtod', 'method'],
    ['objecttype', 'objectType'],
    ['persons', 'person'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, facets)).toBe(meant)
  })

  it('suggests nothing when no word is near', () => {
    expect(nearest('colour', facets)).toBeUndefined()
    expect(didYouMean('colour', facets)).toBe('')
  })

  it('does not compare a word of a megabyte', () => {
    expect(nearest('m'.repeat(1_000_000), facets)).toBeUndefined()
  })
})
