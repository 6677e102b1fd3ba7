import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRegex } from '../../src/shacl/regex/translate.ts'

const matches = (pattern: string, text: string, flags = ''): boolean => {
  const regex = compileRegex(pattern, flags)
  if (typeof regex === 'string') throw new Error(regex)
  return regex.test(text)
}

const PATTERNS: readonly [
  what: string,
  pattern: string,
  flags: string,
  yes: readonly string[],
  no: readonly string[],
][] = [
  ['part of a text', 'b', '', ['abc'], ['ac']],
  ['anchors', '^ab$', '', ['ab'], ['abc', 'ab\n', 'x\nab']],
  ['anchors of lines', '^ab$', 'm', ['x\nab\ny', 'ab'], ['xab', 'x\rab']],
  ['the dot', '^a.b$', '', ['axb', 'a\u{1f600}b', 'a\u2028b'], ['a\nb', 'a\rb']],
  ['the dot over lines', '^a.b$', 's', ['a\nb'], ['a\n\nb']],
  ['capitals alike', '^straße[A-Z]$', 'i', ['STRAßEx'], ['x']],
  ['free spacing', ' ^ a [ ] b \\ $ ', 'x', ['a b$'], ['ab$', 'a b']],
  ['literal text', 'a.b*[', 'q', ['xa.b*[x'], ['aab']],
  ['categories', '^\\p{Lu}\\p{Ll}+\\P{L}$', '', ['Äöü1'], ['äöü1', 'Äöüx']],
  ['blocks', '^\\p{IsBasicLatin}+\\p{IsGreek}$', '', ['abcω'], ['äω']],
  ['what is not in a block', '^\\P{IsBasicLatin}$', '', ['ä'], ['a']],
  ['digits of every script', '^\\d+$', '', ['12', '٣'], ['a']],
  ['spaces', '^a\\sb\\Sc$', '', ['a\tbxc'], ['a\u00a0bxc']],
  ['names', '^\\i\\c*$', '', ['a-b.c', '_x', ':a', 'é'], ['1a', '-']],
  ['what begins no name', '^\\I\\C$', '', ['1 '], ['a ']],
  ['word characters, which the underscore is not', '^\\w+$', '', ['aä1'], ['a_b', 'a-b']],
  ['what is no word character', '^\\W$', '', ['_', '-', ' '], ['a']],
  ['classes with subtraction', '^[a-z-[aeiou]]+$', '', ['bcd'], ['abc']],
  ['subtraction from what is left out', '^[^a-c-[x]]$', '', ['d'], ['a', 'x']],
  ['subtraction in a subtraction', '^[a-z-[b-y-[m]]]+$', '', ['amz'], ['b']],
  ['hyphens at the ends', '^[-a]+[b-]$', '', ['a-b', '---'], ['ab c']],
  ['escapes in classes', '^[\\]\\[\\^\\-\\\\.]+$', '', ['][^-\\.'], ['a']],
  ['characters that JavaScript would take for more', '^[&&!!~~]{2}[()|{}/]$', '', ['&~('], ['a']],
  ['quantities', '^a{2}b{1,2}c{2,}$', '', ['aabcc', 'aabbccc'], ['abcc', 'aabbbcc']],
  ['reluctant quantities', '^(a+?)(a*)$', '', ['aaa'], ['b']],
  ['references back', '^(a|b)\\1$', '', ['aa', 'bb'], ['ab']],
  ['a reference and a digit', '^(a)\\12$', '', ['aa2'], ['a2']],
  ['groups that are not kept', '^(?:ab)+$', '', ['abab'], ['aba']],
  ['empty alternatives', '^(a|)$', '', ['a', ''], ['b']],
  ['slashes escaped without need', '^https?:\\/\\/', '', ['http://a'], ['http:a']],
  ['characters beyond 16 bits', '^[\u{1f600}-\u{1f64f}]$', '', ['\u{1f601}'], ['\u{1f650}']],
]

describe('XPath regular expressions', () => {
  it.each(PATTERNS)('have %s', (_, pattern, flags, yes, no) => {
    expect(yes.filter(text => !matches(pattern, text, flags))).toEqual([])
    expect(no.filter(text => matches(pattern, text, flags))).toEqual([])
  })

  it.each([
    ['(a', '', /"\(" without "\)"/],
    ['a)', '', /"\)" without "\("/],
    ['[a', '', /"\[" without "\]"/],
    ['*a', '', /nothing before it/],
    ['a**', '', /nothing before it/],
    ['a{', '', /begins no quantity/],
    ['a{,3}', '', /begins no quantity/],
    ['a{3,2}', '', /runs backwards/],
    ['[z-a]', '', /runs backwards/],
    ['a]', '', /unescaped "]"/],
    ['(?=a)', '', /no look-around/],
    ['(?i)a', '', /sh:flags/],
    ['\\bword', '', /"\\b"/],
    ['\\p{Latin}', '', /no Unicode category/],
    ['\\p{IsKlingon}', '', /no Unicode category or known block/],
    ['(a)\\2', '', /group 2/],
    ['(a\\1)', '', /group 1/],
    ['a\\', '', /ends in a backslash/],
    ['a', 'g', /hold "g"/],
    ['[a-\\d]', '', /to a class of characters/],
    [`${'('.repeat(500)}a`, '', /nests groups/],
  ])('that are wrong are told from right ones: %s', (pattern, flags, reason) => {
    expect(compileRegex(pattern, flags)).toMatch(reason)
  })

  it('match any text literally with the flag q', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        // A text with half a character in it is none.
        fc.pre(text.isWellFormed())
        expect(matches(text, `x${text}y`, 'q')).toBe(true)
      }),
    )
  })

  it('are either refused or usable, whatever they are', () => {
    const piece = fc.constantFrom(...'ab()[]{}|*+?.^$\\-1,&!~/:', '\\p{L}', '\\d', '[a-z]', '(?:', '\\1', ' ')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('', 'i', 'm', 'x', 's'),
        (pieces, flags) => {
          const regex = compileRegex(pieces.join(''), flags)
          expect(typeof regex === 'string' ? regex : regex.test('ab 1')).not.toBe('')
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('agree with JavaScript where both mean the same', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(?:ab)',
      'a*',
      'b+',
      'a?',
      'b{1,2}',
      '^',
      '$',
      '|',
      '[a-c]',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[abc]{0,6}$/), (pieces, text) => {
        const pattern = pieces.join('')
        expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text))
      }),
      { numRuns: 1000 },
    )
  })
})
