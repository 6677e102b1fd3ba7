/** JSON.parse takes the place of the own parser only where both give the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlainJson } from '../../src/harvest/json-plain.ts'
import { MAX_DEPTH, parseJsonText } from '../../src/harvest/json-text.ts'

const space = fc.constantFrom('', ' ', '\n\t', '\r\n')
const string = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map(text => JSON.stringify(text)),
  fc.constantFrom('"\\""', '"\\\\"', '"\\\\\\":"', '":"', '"\\u003a"', '" \\\\\\\\\\" :"', '""'),
)
// Few keys, so that many repeat; two of them are written in two ways.
const key = fc.constantFrom(
  '"a"',
  '"\\u0061"',
  '"@id"',
  '"@type"',
  '"__proto__"',
  '"1"',
  '"0"',
  '"\\\\"',
  '"\\u005c"',
)
const scalar = fc.oneof(string, fc.constantFrom('1', '-0', '1e400', '0.10', 'true', 'false', 'null'))

const text = fc.letrec<{ value: string }>(tie => {
  const value = tie('value')
  const joined = (items: readonly string[], gap: string) => items.join(`${gap},${gap}`)
  return {
    value: fc.oneof(
      { maxDepth: 5 },
      scalar,
      fc
        .tuple(fc.array(value, { maxLength: 4 }), space)
        .map(([items, gap]) => `[${gap}${joined(items, gap)}${gap}]`),
      fc.tuple(fc.array(fc.tuple(key, value), { maxLength: 4 }), space).map(
        ([members, gap]) =>
          `{${gap}${joined(
            members.map(([k, v]) => `${k}${gap}:${gap}${v}`),
            gap,
          )}${gap}}`,
      ),
    ),
  }
}).value

describe('plain JSON', () => {
  it('is read as the own parser reads it, in values, order of keys and repairs', () => {
    fc.assert(
      fc.property(text, written => {
        const strict = parseJsonText(written, { tolerant: false })
        // Tolerance changes nothing about what is JSON, and never asks JSON.parse.
        const own = parseJsonText(written, { tolerant: true })
        expect(strict).toEqual(own)
        expect(strict.ok && JSON.stringify(strict.json)).toBe(own.ok && JSON.stringify(own.json))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['a repeated key', '{"a":1,"a":2}'],
    ['a key that repeats another in escapes', '{"a":1,"\\u0061":2}'],
    ['what is no JSON', '{"a":1,}'],
    ['nesting that is too deep', `${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`],
  ])('is not %s', (_, written) => {
    expect(readPlainJson(written, MAX_DEPTH)).toBeUndefined()
  })

  it('has colons, quotes and backslashes in its strings', () => {
    const value = { 'a:': 'x "y": \\', b: ['":', '\\":\\\\'], 'c"': { d: ':' } }
    expect(readPlainJson(JSON.stringify(value, null, 2), MAX_DEPTH)).toEqual({ json: value })
    const deepest = `${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`
    expect(readPlainJson(deepest, MAX_DEPTH)).toBeDefined()
  })
})
