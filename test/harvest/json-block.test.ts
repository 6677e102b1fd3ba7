import { describe, expect, it } from 'vitest'
import { readJsonBlock } from '../../src/harvest/json-block.ts'

const read = (text: string, ...off: string[]) =>
  readJsonBlock(text, 'https://demo.example/1', 'script 1', { off: new Set(off) })

describe('a block', () => {
  it.each([
    ['comment-unwrapped', '<!--\n{"a":1}\n-->'],
    ['entities-decoded', '{&quot;a&quot;:1}'],
    ['string-unwrapped', JSON.stringify('{"a":1}')],
    ['trailing-comma-removed', '{"a":1,}'],
  ])('is read by the repair %s, and is a problem when that is switched off', (rule, text) => {
    const block = read(text)
    expect(block.ok && block.value.json).toEqual({ a: 1 })
    expect(block.ok && block.value.repairs.map(repair => repair.rule)).toEqual([rule])
    expect(read(text, rule).ok).toBe(false)
  })

  it('that is a string without JSON in it stays one', () => {
    for (const text of ['"text"', '"{no json"', '"\\"{}\\""']) {
      const block = read(text)
      expect(block.ok ? '' : block.problem.code).toBe('not-json-ld')
    }
  })
})
