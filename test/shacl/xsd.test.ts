import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xsd } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { compareValues, orderedValue } from '../../src/shacl/xsd/compare.ts'
import { lexicalCheck } from '../../src/shacl/xsd/lexical.ts'

const valid = (type: string, text: string) => lexicalCheck(xsd(type).value)?.(text)

const LEXICAL: readonly [type: string, good: readonly string[], bad: readonly string[]][] = [
  ['boolean', ['true', 'false', '1', '0'], ['TRUE', 'yes', '', ' true']],
  [
    'decimal',
    ['1', '-1.5', '+.5', '5.', '123456789012345678901234567890.1'],
    ['1e0', '.', '', '1,5', ' 1', 'INF'],
  ],
  ['integer', ['0', '-007', '+12345678901234567890'], ['1.0', '', '-', '1e3']],
  [
    'double',
    ['1e5', '-1.5E-3', '.5', 'INF', '-INF', '+INF', 'NaN', '5.'],
    ['e5', 'Infinity', '', '1e', '1e1.5'],
  ],
  ['long', ['9223372036854775807', '-9223372036854775808'], ['9223372036854775808', '-9223372036854775809']],
  ['int', ['2147483647', '-2147483648', '000000000000000000000000001'], ['2147483648', '-2147483649']],
  ['short', ['32767'], ['32768']],
  ['byte', ['-128', '127', '+5'], ['128', '-129']],
  ['unsignedLong', ['18446744073709551615', '-0'], ['18446744073709551616', '-1']],
  ['unsignedByte', ['255'], ['256', '-1']],
  ['nonNegativeInteger', ['0', '-0', '9999999999999999999999999'], ['-1']],
  ['positiveInteger', ['1'], ['0', '-1']],
  ['nonPositiveInteger', ['0', '-9999999999999999999999999'], ['1']],
  ['negativeInteger', ['-1'], ['0']],
  [
    'date',
    ['2024-02-29', '2023-12-31Z', '2023-01-01+14:00', '-0044-03-15', '0000-01-01', '12024-01-01'],
    [
      '2023-02-29',
      '2024-13-01',
      '2024-04-31',
      '2024-1-1',
      '01234-01-01',
      '2024-01-01+14:01',
      '2024-01-01T00:00:00',
      '1900-02-29',
    ],
  ],
  [
    'dateTime',
    ['2024-01-01T24:00:00', '2024-01-01T23:59:59.999Z', '2024-01-01T00:00:00-05:30', '2000-02-29T12:00:00'],
    [
      '2024-13-45T00:00:00',
      '2024-01-01T24:00:01',
      '2024-01-01T25:00:00',
      '2024-01-01T00:60:00',
      '2024-01-01T00:00:60',
      '2024-01-01',
      '2024-01-01 00:00:00',
      '2024-01-01T00:00:00.',
    ],
  ],
  ['dateTimeStamp', ['2024-01-01T00:00:00Z'], ['2024-01-01T00:00:00', '2024-02-30T00:00:00Z']],
  ['time', ['00:00:00', '24:00:00', '13:20:30.5555', '13:20:00Z'], ['24:00:01', '1:00:00', '13:20', '']],
  ['gYear', ['2024', '-0001', '2024Z', '12024'], ['24', '2024-01', '02024']],
  ['gYearMonth', ['2024-12', '2024-01+01:00'], ['2024-13', '2024-1', '2024']],
  ['gMonthDay', ['--02-29', '--12-31Z'], ['--02-30', '--13-01', '02-29']],
  ['gDay', ['---31', '---01Z'], ['---32', '--01']],
  ['gMonth', ['--12'], ['--13', '--1']],
  [
    'duration',
    ['P1Y', '-P1Y2M3DT4H5M6.7S', 'PT0S', 'P0D', 'PT1M'],
    ['P', 'PT', 'P1YT', 'P-1Y', '1Y', 'P1S', 'P1M1Y'],
  ],
  ['yearMonthDuration', ['P1Y', 'P3M', '-P1Y2M'], ['P1D', 'P1YT0S', 'P']],
  ['dayTimeDuration', ['P1D', 'PT5M', '-P1DT0.5S'], ['P1M', 'P1Y', 'P1MT5M']],
  ['hexBinary', ['', '0fB7'], ['0', '0g', '0 1']],
  [
    'base64Binary',
    ['', 'aGVsbG8=', 'aGVs bG8=', 'aA==', 'AAAA'],
    ['a', 'aGVsbG8', 'aB==', 'aGVsbG9=', ' AAAA', 'AAAA===='],
  ],
  [
    'anyURI',
    ['', 'a', '../a?b#c', 'http://example.org/ä', '//host/a', '#x', 'urn:a:b', 'a%20b'],
    ['a b', 'http://[x', '<a>', '%zz', 'a{b}'],
  ],
  ['language', ['de', 'en-GB', 'x-very-long'], ['', 'de_AT', 'toolongtag']],
  ['normalizedString', ['a  b'], ['a\tb', 'a\nb']],
  ['token', ['a b', ''], [' a', 'a  b', 'a\n']],
  ['Name', ['a:b', '_x', 'ä1'], ['1a', '', 'a b', '-a']],
  ['NCName', ['a', '_x.1-b'], ['a:b', '1']],
  ['NMTOKEN', ['1a', ':', '-'], ['', 'a b']],
  ['QName', ['a:b', 'b'], ['a:b:c', ':b']],
  ['string', ['', 'any\ntext\t'], ['\u0000', '\ud800']],
]

describe('lexical spaces', () => {
  it.each(LEXICAL)('of xsd:%s', (type, good, bad) => {
    expect(good.filter(text => !valid(type, text))).toEqual([])
    expect(bad.filter(text => valid(type, text))).toEqual([])
  })

  it('of datatypes that are not known take anything', () => {
    expect(lexicalCheck('http://example.org/type')).toBeUndefined()
  })

  it('take every date that a calendar has, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (y, m, d) => {
          const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
          const date = new Date(`${text}T00:00:00Z`)
          // A day too many runs on into the next month.
          expect(valid('date', text)).toBe(!Number.isNaN(date.getTime()) && date.getUTCDate() === d)
        },
      ),
    )
  })

  it('take long texts without running out of stack', () => {
    expect(valid('base64Binary', 'AAAA'.repeat(500_000))).toBe(true)
    expect(valid('integer', '9'.repeat(1_000_000))).toBe(true)
    expect(valid('string', 'ä'.repeat(1_000_000))).toBe(true)
  })
})

const value = (text: string, type: string) => {
  const found = orderedValue(factory.literal(text, xsd(type)))
  if (!found) throw new Error(`${text} has no order`)
  return found
}
const compare = (a: string, typeA: string, b: string, typeB = typeA) =>
  compareValues(value(a, typeA), value(b, typeB))

describe('the order of values', () => {
  it.each([
    ['9', 'integer', '10', 'integer', -1],
    ['1.10', 'decimal', '1.1', 'decimal', 0],
    ['0.1', 'decimal', '1e-1', 'double', 0],
    ['9007199254740993', 'integer', '9007199254740992', 'integer', 1],
    ['0.1000000000000000000000001', 'decimal', '0.1', 'decimal', 1],
    ['-0', 'decimal', '0', 'integer', 0],
    ['-10', 'integer', '-9', 'integer', -1],
    ['-0', 'double', '0', 'float', 0],
    ['-INF', 'float', '-1e308', 'double', -1],
    ['-0044-03-15', 'date', '0044-03-15', 'date', -1],
    ['2024-01-01+14:00', 'date', '2024-01-01-14:00', 'date', -1],
    ['INF', 'double', '99999999999999999999', 'integer', 1],
    ['NaN', 'double', '1', 'integer', undefined],
    ['NaN', 'double', 'NaN', 'double', undefined],
    ['0.1', 'float', '0.1', 'double', 1],
    ['2024-01-01', 'date', '2023-12-31', 'date', 1],
    ['2024-01-01T00:00:00Z', 'dateTime', '2024-01-01T01:00:00+01:00', 'dateTime', 0],
    ['2024-01-01T24:00:00', 'dateTime', '2024-01-02T00:00:00', 'dateTime', 0],
    ['2024-01-01T12:00:00', 'dateTime', '2024-01-01T12:00:00Z', 'dateTime', undefined],
    ['2024-01-01T12:00:00', 'dateTime', '2024-01-03T12:00:00Z', 'dateTime', -1],
    ['2024-01-03T12:00:00Z', 'dateTime', '2024-01-01T12:00:00', 'dateTime', 1],
    ['2024-01-01T00:00:00.5', 'dateTime', '2024-01-01T00:00:00.45', 'dateTime', 1],
    ['2024-01-01T00:00:00Z', 'dateTimeStamp', '2023-01-01T00:00:00Z', 'dateTime', 1],
    ['24:00:00', 'time', '00:00:00', 'time', 0],
    ['2024', 'gYear', '-2024', 'gYear', 1],
    ['2024-02', 'gYearMonth', '2024-01', 'gYearMonth', 1],
    ['--02-29', 'gMonthDay', '--03-01', 'gMonthDay', -1],
    ['2024', 'gYear', '2024-01-01', 'date', undefined],
    ['2024-01-01', 'date', '2024-01-01T00:00:00', 'dateTime', undefined],
    ['P1Y', 'duration', 'P12M', 'duration', 0],
    ['P1M', 'duration', 'P30D', 'duration', undefined],
    ['P1M', 'duration', 'P27D', 'duration', 1],
    ['P1M', 'yearMonthDuration', 'P32D', 'dayTimeDuration', -1],
    ['-PT0.25S', 'duration', '-PT0.5S', 'duration', 1],
    ['PT60S', 'duration', 'PT1M', 'duration', 0],
    ['a', 'string', 'B', 'string', 1],
    ['\uff5e', 'string', '\u{1f600}', 'string', -1],
    ['false', 'boolean', '1', 'boolean', -1],
    ['1', 'string', '1', 'integer', undefined],
  ] as const)('%s (%s) against %s (%s)', (a, typeA, b, typeB, order) => {
    expect(compare(a, typeA, b, typeB)).toBe(order)
  })

  it('has no place for ill-typed literals, texts with a language, bytes and IRIs', () => {
    expect(orderedValue(factory.literal('x', xsd('integer')))).toBeUndefined()
    expect(orderedValue(factory.literal('x', 'en'))).toBeUndefined()
    expect(orderedValue(factory.literal('00', xsd('hexBinary')))).toBeUndefined()
    expect(orderedValue(factory.namedNode('urn:x'))).toBeUndefined()
  })

  it('of decimals is that of fractions', () => {
    const decimal = fc.tuple(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.integer({ min: 0, max: 40 }),
    )
    const text = ([digits, scale]: readonly [bigint, number]) => {
      const bare = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
      const cut = bare.length - scale
      return `${digits < 0n ? '-' : ''}${bare.slice(0, cut)}${scale > 0 ? `.${bare.slice(cut)}` : ''}`
    }
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const left = a[0] * 10n ** BigInt(b[1])
        const right = b[0] * 10n ** BigInt(a[1])
        expect(compare(text(a), 'decimal', text(b))).toBe(left < right ? -1 : left > right ? 1 : 0)
      }),
    )
  })

  it('of times is that of the clock, wherever it hangs', () => {
    const moment = fc.date({ min: new Date('1600-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    const zoned = (date: Date, hours: number): string => {
      const local = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, -1)
      return `${local}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
    }
    const hours = fc.integer({ min: -14, max: 14 })
    fc.assert(
      fc.property(moment, moment, hours, hours, (a, b, zoneA, zoneB) => {
        const order = compare(zoned(a, zoneA), 'dateTime', zoned(b, zoneB))
        expect(order).toBe(Math.sign(a.getTime() - b.getTime()))
      }),
    )
  })
})
