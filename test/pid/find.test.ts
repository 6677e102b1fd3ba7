import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIdentifiers } from '../../src/pid/find.ts'
import { canonicalise } from '../../src/pid/identifiers.ts'
import { RECOGNISED } from './wild-forms.ts'

const canonicals = (text: string): (string | undefined)[] =>
  [...findIdentifiers(text)].map(({ identifier }) => identifier?.canonical)

describe('findIdentifiers', () => {
  const prefixes = ['', 'See ', '(', 'text: ', '"', '[', 'end.\n', '\t', '<td>', '“', '参见', '*']
  const suffixes = [
    '',
    ' and more',
    ')',
    '.',
    ',',
    '; next',
    '"',
    ']',
    '.\n\nNew paragraph',
    '</td>',
    '”',
    '。',
    '†',
  ]
  // Labels without a colon, white space inside, and what only stands alone: the running text of the pages has these.
  const forms = RECOGNISED.flatMap(({ scheme, canonical, forms }) =>
    forms
      .filter(
        form =>
          !/\s|^uuid:\{|^IGSN#|&/.test(form) && !(scheme === 'igsn-handle' && /^igsn:[^/]*$/i.test(form)),
      )
      .map(form => ({ form, canonical })),
  )

  it('gives back an identifier whatever punctuation stands around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...prefixes),
        fc.constantFrom(...forms),
        fc.constantFrom(...suffixes),
        (prefix, { form, canonical }, suffix) => {
          const found = [...findIdentifiers(prefix + form + suffix)]
          const all = found.map(each => (each.identifier ?? each.candidates[0])?.canonical)
          expect(all).toContain(canonical)
          for (const each of found)
            expect((prefix + form + suffix).slice(each.start, each.end)).toBe(each.text)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('gives only canonical forms, in order, for any text', () => {
    const pieces = fc.constantFrom(
      ...[
        '10.',
        '10.1234/',
        '/',
        'igsn',
        'IGSN: ',
        'doi:',
        'https://',
        'doi.org/',
        'orcid ',
        '0000-0002-1825-0097',
        '-',
        '\n',
        '\r\n',
      ],
      ...[
        '&amp;',
        '<',
        '>',
        '(',
        ')',
        '[',
        ']',
        'IEDEM0001',
        '–',
        '\u00ad',
        'ﬁ',
        ' ',
        ',',
        'urn:',
        'ark:',
        '12345/',
        '%2F',
        '…',
        '\\_',
        '|',
      ],
    )
    const texts = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 14 })
    fc.assert(
      fc.property(texts, parts => {
        const text = parts.join('')
        let end = 0
        for (const found of findIdentifiers(text)) {
          expect(found.start).toBeGreaterThanOrEqual(end)
          expect(found.end).toBeGreaterThan(found.start)
          expect(text.slice(found.start, found.end)).toBe(found.text)
          for (const { canonical } of [...(found.identifier ? [found.identifier] : []), ...found.candidates])
            expect(canonicalise(canonical)).toBe(canonical)
          end = found.end
        }
      }),
      { numRuns: 10_000 },
    )
  })

  it('counts offsets in UTF-16 code units', () => {
    const text = '😀 10.1234/abc'
    expect([...findIdentifiers(text)][0]).toMatchObject({ start: 3, end: 14, text: '10.1234/abc' })
  })

  it('never accepts a bare code, whatever its label', () => {
    for (const text of ['IGSN: IEDEM0001', 'igsn:IEDEM0001', 'IGSN\tname\nIEDEM0001\tx', 'IEDEM0001'])
      expect([...findIdentifiers(text)].map(({ verdict }) => verdict)).not.toContain('identifier')
  })

  it('reports a misspelt beginning without any label, with what is meant', () => {
    const texts = ['1O.58052/IEDEM0001', 'l0.58052/IEDEM0001', 'I0.5072/demo-1', '10,58052/IEDEM0001']
    for (const text of texts)
      expect([...findIdentifiers(`The cores (${text}) and others`)]).toMatchObject([
        { verdict: 'malformed', text, start: 11, candidates: [{ why: 'with its prefix spelt right' }] },
      ])
    const innocent =
      'pages.io.2020/page1, io.1234/readme, 10,5000/ml, 10,000/mL2, 10,1234/25, a-lo.1234/x1, /lo.1234/x1'
    expect([...findIdentifiers(innocent)]).toEqual([])
  })

  it('says of each candidate why it is proposed', () => {
    const [found] = findIdentifiers('IGSN IEDEM0001')
    expect(found?.candidates.map(({ scheme, why }) => [scheme, why.length > 10])).toEqual([
      ['igsn-handle', true],
      ['igsn', true],
    ])
  })

  it.each([
    ['10.1234/', 25_000],
    ['10.1234/(', 20_000],
    ['doi:', 40_000],
    ['IGSN ', 40_000],
    ['IGSN\n', 30_000],
    ['IEDEM0001-', 20_000],
    ['https://doi.org/', 20_000],
    ['https://example.org/10.1234', 20_000],
    ['0000-0000-0000-', 20_000],
    ['&amp;', 30_000],
    ['10.1/', 30_000],
    ['1O.1234/', 30_000],
    ['10,1234/a', 30_000],
    ['(', 500_000],
    [' ', 50_000],
    ['\n', 50_000],
    ['a', 50_000],
    ['igsn|', 30_000],
    ['\u00ad', 50_000],
  ])('comes to an end on %j, over and over', (piece, times) => {
    let count = 0
    for (const found of findIdentifiers(piece.repeat(times))) count += found.end > found.start ? 1 : 0
    expect(count).toBeLessThanOrEqual(times)
  })

  it('parts addresses that stand together without space', () => {
    expect(canonicals('https://doi.org/10.1234/ahttps://doi.org/10.1234/b')).toEqual([
      'https://doi.org/10.1234/a',
      'https://doi.org/10.1234/b',
    ])
  })
})
