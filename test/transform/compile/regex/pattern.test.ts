/** REGEX and REPLACE of compiled rules: what the store makes of them, in time that no text can stretch. */
import fc from 'fast-check'
import { Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { termText } from '../../../../src/rdf/n-quads.ts'
import { factory } from '../../../../src/rdf/terms.ts'
import { patternOf } from '../../../../src/transform/compile/regex/pattern.ts'

const store = new Store()
const quoted = (text: string): string => termText(factory.literal(text))
const inStore = (expression: string): string | undefined =>
  (store.query(`SELECT (${expression} AS ?r) {}`) as ReadonlyMap<string, { value: string }>[])[0]?.get('r')
    ?.value

const CASES: readonly (readonly [pattern: string, flags: string, replacement: string])[] = [
  ['^\\s+|\\s+$', '', ''],
  ['[ _-]', '', ''],
  ['^.*[/#]', '', ''],
  ['.', '', '$1'],
  ['.', 's', '-'],
  ['^.*?(1[.][0-9]{1,3}/[^\\s"<>|{}^`]+?)[])}.,;]*(\\s.*)?$', 's', '$1'],
  ['([^ ]+) ([^ ]+)( |$)', '', '$2 $1,'],
  ['(a|b)*c', 'i', '<$1>'],
  ['((a)|b)+', '', '[$2]'],
  ['^([(,)]*-?(1[0-7]|[0-9])?[0-9],?)+$', '', 'x'],
  ['(a|ab)(c|bcd)?', '', '$1-$2'],
  ['[.]?\\s*$', '', ''],
  ['(a|aa)*', '', ''],
  ['[^a-c]+', 'i', ''],
  ['[]a]', '', '_'],
  ['[^]a]', '', '_'],
  ['[a-]', '', '_'],
  ['a{2,3}?', '', '<>'],
  ['(?:ab?){1,2}', '', '.'],
  ['\\d+\\.', '', 'n'],
  ['\\S\\s', '', '_'],
  ['é|ß', 'i', '_'],
]

const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'aAbBcCd01. /(),;-_]\n\t\u00a0\u0085\ufeff"é\u1e9eß𝄞'),
    maxLength: 24,
  }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)

describe('a pattern', () => {
  it.each(CASES)('%j (%s) matches and replaces by %j as in the store', (source, flags, replacement) => {
    const pattern = patternOf(source, flags)
    const replacer = pattern?.replacer(replacement)
    const rest = (...args: string[]) => args.map(quoted).join(', ')
    fc.assert(
      fc.property(texts, text => {
        const tested = pattern?.test(text)
        expect(String(tested)).toBe(inStore(`REGEX(${rest(text, source, flags)})`))
        const replaced = replacer?.(text)
        if (replacement === '') expect(replaced).toBeDefined()
        if (replaced !== undefined)
          expect(replaced).toBe(inStore(`REPLACE(${rest(text, source, replacement, flags)})`))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    '(?i)a',
    'a**',
    '\\bword',
    '\\p{Lu}',
    '[a&&b]',
    '[[:alpha:]]',
    'a{2',
    '(a',
    'a)',
    '(a*)*',
    '\\1',
    'x{101}',
    '{1}',
  ])('that means something else elsewhere, or nothing, is left to the store: %s', source => {
    expect(patternOf(source, '')).toBeUndefined()
  })

  it.each(['m', 'x', 'q', 'u'])('with flag %s is left to the store', flags => {
    expect(patternOf('a', flags)).toBeUndefined()
  })

  it.each(['$0', '$'.concat('{1}'), '$1a', '$', '\\$', '$2'])(
    'is not used with the replacement %s',
    replacement => {
      expect(patternOf('(a)', '')?.replacer(replacement)).toBeUndefined()
    },
  )

  it('takes no longer for a text that backtracking engines choke on', () => {
    const coordinates = '^(MULTI)?(POINT)[(]([(,)]*-?[0-9]+([.][0-9]+)? -?[0-9]+[,)]+)+$'
    const before = process.cpuUsage()
    expect(patternOf(coordinates, '')?.test(`POINT(${'1 2,),'.repeat(3000)}x`)).toBe(false)
    expect(patternOf('^(a|aa)+$', '')?.test(`${'a'.repeat(20_000)}b`)).toBe(false)
    expect(patternOf('\\s+$', '')?.test(`${' '.repeat(50_000)}x`)).toBe(false)
    const { user } = process.cpuUsage(before)
    expect(user).toBeLessThan(3_000_000)
  })

  it('leaves texts that are too long for it to the store', () => {
    expect(patternOf('^(a|aa)+$', '')?.test('a'.repeat(5_000_000))).toBeUndefined()
    expect(patternOf('\\s+', '')?.replacer(' ')?.(' x'.repeat(5000))).toBeUndefined()
  })
})
