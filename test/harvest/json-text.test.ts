import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, parseJsonText } from '../../src/harvest/json-text.ts'

const strict = (text: string) => parseJsonText(text, { tolerant: false })
const tolerant = (text: string) => {
  const reading = parseJsonText(text, { tolerant: true })
  return reading.ok ? { json: reading.json, rules: reading.repairs.map(({ rule }) => rule) } : reading.error
}

describe('JSON text', () => {
  it('gives the value of JSON.parse for everything that JSON.parse reads', () => {
    const json = fc.json({ maxDepth: 6, stringUnit: 'binary' })
    const layout = fc.constantFrom<string | number | undefined>(undefined, 2, '\t', '\r\n ')
    fc.assert(
      fc.property(json, layout, fc.boolean(), (compact, space, tolerantly) => {
        const text = JSON.stringify(JSON.parse(compact), null, space)
        expect(parseJsonText(text, { tolerant: tolerantly })).toEqual({
          ok: true,
          json: JSON.parse(text),
          repairs: [],
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses, strictly, exactly what JSON.parse refuses', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '-0',
      '1e5',
      '01',
      '1.',
      'true',
      'nul',
      ' ',
      '\n',
      '"',
    )
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), parts => {
        const text = parts.join('')
        let expected = true
        try {
          JSON.parse(text)
        } catch {
          expected = false
        }
        expect(strict(text).ok).toBe(expected)
      }),
      { numRuns: 5000 },
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => typeof tolerant(text) === 'object'))
  })

  it('keeps all values of a repeated key, and says so', () => {
    const text = '{"curator": {"name": "A"}, "x": 1, "curator": {"name": "B"}, "curator": [{"name": "C"}]}'
    const reading = strict(text)
    expect(reading).toMatchObject({
      ok: true,
      json: { curator: [{ name: 'A' }, { name: 'B' }, { name: 'C' }], x: 1 },
      repairs: [{ rule: 'duplicate-key-kept', sample: 'curator', count: 2 }],
    })
  })

  it('keeps the last value of a repeated keyword that takes one value', () => {
    expect(tolerant('{"@id": "a", "@id": "b", "@type": "S", "@type": "T"}')).toEqual({
      json: { '@id': 'b', '@type': ['S', 'T'] },
      rules: ['duplicate-keyword-dropped', 'duplicate-key-kept'],
    })
  })

  it('takes __proto__ for a key like any other', () => {
    const reading = strict('{"__proto__": {"polluted": 1}}')
    expect(reading.ok && Object.keys(reading.json as object)).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['a trailing comma', '{"a": [1, 2,], }', { a: [1, 2] }, 'trailing-comma-removed'],
    ['a raw line break in a string', '{"a": "x\ny"}', { a: 'x\ny' }, 'raw-control-character-escaped'],
    [
      'an escape that JSON does not know',
      '{"a": "it\\\'s \\alpha"}',
      { a: "it's \\alpha" },
      'invalid-escape-kept',
    ],
    ['a value that a template left out', '{"a": , "b": 1}', { a: null, b: 1 }, 'missing-value-nulled'],
    ['a semicolon after the end', '{"a": 1};\n', { a: 1 }, 'trailing-semicolon-removed'],
    ['comments', '{ // one\n "a": /* two */ 1 }', { a: 1 }, 'comment-removed'],
    ['single quotes', "{'a': 'say \"x\"'}", { a: 'say "x"' }, 'other-quotes-read'],
    ['typographic quotes', '{\u201ca\u201d: \u201cb\u201c}', { a: 'b' }, 'other-quotes-read'],
    ['keys without quotes', '{a: 1, @id: "x"}', { a: 1, '@id': 'x' }, 'bare-key-quoted'],
    [
      'values of scripts',
      '[NaN, -Infinity, undefined, None, True]',
      [null, null, null, null, true],
      'script-value-read',
    ],
    [
      'documents one after the other',
      '{"a":1}\n{"b":2}, [{"c":3}]',
      [{ a: 1 }, { b: 2 }, { c: 3 }],
      'documents-joined',
    ],
  ])('repairs %s, unless that is switched off', (_, text, json, rule) => {
    expect(strict(text).ok).toBe(false)
    const read = tolerant(text)
    expect(read).toMatchObject({ json })
    expect('rules' in read && new Set(read.rules)).toContain(rule)
    expect(parseJsonText(text, { tolerant: true, off: new Set([rule]) }).ok).toBe(false)
  })

  it.each([
    '{"a": 1} x',
    '{"a": 1 "b": 2}',
    '{a b: 1}',
    "{'a: 1}",
    '/* {"a": 1}',
    '1 2',
    '[nonsense]',
    '{"a": NaNcy}',
  ])('does not guess what %s means', text => expect(tolerant(text)).toMatchObject({ code: 'invalid-json' }))

  it('names line and column of the first error', () => {
    expect(tolerant('{\n  "a": 1\n  "b": 2\n}')).toMatchObject({ code: 'invalid-json', line: 3, column: 3 })
  })

  it(`reads ${MAX_DEPTH} levels and refuses more before it recurses`, () => {
    const nested = (levels: number): string => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`
    expect(strict(nested(MAX_DEPTH)).ok).toBe(true)
    expect(tolerant(nested(MAX_DEPTH + 2))).toMatchObject({ code: 'json-too-deep' })
    expect(tolerant('['.repeat(100_000))).toMatchObject({ code: 'json-too-deep' })
    expect(tolerant(nested(100_000))).toMatchObject({ code: 'json-too-deep' })
  })

  it('stays linear in the number of repeated keys', () => {
    const began = performance.now()
    const reading = strict(`{${'"a":1,'.repeat(200_000)}"a":1}`)
    expect(reading).toMatchObject({ repairs: [{ count: 200_000 }] })
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
