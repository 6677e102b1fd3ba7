import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLastmod } from '../../src/harvest/lastmod.ts'

const iso = (text: string): string | undefined => {
  const time = parseLastmod(text)
  return time === undefined ? undefined : new Date(time).toISOString()
}

describe('a lastmod that can be understood', () => {
  it.each([
    // W3C datetime, every precision
    ['2019', '2019-01-01T00:00:00.000Z'],
    ['2019-06', '2019-06-01T00:00:00.000Z'],
    ['2019-06-17', '2019-06-17T00:00:00.000Z'],
    ['2019-06-17T11:44Z', '2019-06-17T11:44:00.000Z'],
    ['2019-06-17T11:44:17+02:00', '2019-06-17T09:44:17.000Z'],
    ['2019-06-17T11:44:17.945-06:00', '2019-06-17T17:44:17.945Z'],
    ['2019-06-17T11:44:17.945678Z', '2019-06-17T11:44:17.945Z'],
    // nearly W3C datetime
    ['  2019-06-17T11:44:17 ', '2019-06-17T11:44:17.000Z'],
    ['2019-06-17 11:44:17', '2019-06-17T11:44:17.000Z'],
    ['2019-06-17T11:44:17+0200', '2019-06-17T09:44:17.000Z'],
    ['2019-6-7', '2019-06-07T00:00:00.000Z'],
    ['2019/06/17', '2019-06-17T00:00:00.000Z'],
    ['20190617', '2019-06-17T00:00:00.000Z'],
    ['20190617T114417Z', '2019-06-17T11:44:17.000Z'],
    // Go's time.String()
    ['2019-06-17 11:44:17.94 -0600 MDT m=+82.8', '2019-06-17T17:44:17.940Z'],
    ['2019-06-17 11:44:17.940012345 -0600 MDT', '2019-06-17T17:44:17.940Z'],
    ['2019-06-17 11:44:17 +0000 UTC', '2019-06-17T11:44:17.000Z'],
    ['2019-06-17 11:44:17 +0300 +03', '2019-06-17T08:44:17.000Z'],
    // RFC 822, HTTP, asctime, Java
    ['Mon, 17 Jun 2019 11:44:17 GMT', '2019-06-17T11:44:17.000Z'],
    ['17 Jun 2019 11:44:17 EST', '2019-06-17T16:44:17.000Z'],
    ['Mon, 17 Jun 2019 11:44:17 +0200', '2019-06-17T09:44:17.000Z'],
    ['Mon Jun 17 11:44:17 2019', '2019-06-17T11:44:17.000Z'],
    ['Mon Jun 17 11:44:17 UTC 2019', '2019-06-17T11:44:17.000Z'],
    ['17 June 2019', '2019-06-17T00:00:00.000Z'],
    ['June 17, 2019', '2019-06-17T00:00:00.000Z'],
    ['17.06.2019', '2019-06-17T00:00:00.000Z'],
    ['17.6.2019 11:44', '2019-06-17T11:44:00.000Z'],
    // epochs
    ['1560771857', '2019-06-17T11:44:17.000Z'],
    ['1560771857.94', '2019-06-17T11:44:17.940Z'],
    ['1560771857940', '2019-06-17T11:44:17.940Z'],
  ])('is read from %s', (text, time) => {
    expect(iso(text)).toBe(time)
  })
})

describe('a lastmod of which nothing is certain', () => {
  it.each([
    '',
    'null',
    'today',
    'NaN-NaN-NaN',
    '0000-00-00',
    '0000-00-00T00:00:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31',
    '1970-01-01',
    '0',
    '2019-13-01',
    '2019-02-30',
    '2019-06-17T25:00:00Z',
    '2019-06-17T11:44:17+99:00',
    '2019-06-17 11:44:17 XYZ',
    '03/04/2020',
    '3-4-2020',
    '%Y-%m-%d',
    '2019-06-17T11:44:17Z 2019-06-18',
    '1'.repeat(101),
  ])('is left aside: %s', text => {
    expect(parseLastmod(text)).toBeUndefined()
  })
})

describe('any lastmod', () => {
  it('is a time in the age of the web, or nothing, and never an error', () => {
    const piece = fc.constantFrom(
      '2019',
      '06',
      '-',
      ':',
      ' ',
      'T',
      'Z',
      '+02',
      '.',
      'Jun',
      'Mon',
      ',',
      'm=+',
      '7',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map(all => all.join('')),
    )
    fc.assert(
      fc.property(text, written => {
        const time = parseLastmod(written)
        expect(time === undefined || (Number.isInteger(time) && new Date(time).getUTCFullYear() < 2100)).toBe(
          true,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('in W3C datetime is what Date makes of it', () => {
    const date = fc.date({ min: new Date('1990-01-02'), max: new Date('2099-12-30'), noInvalidDate: true })
    const form = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.slice(0, 10),
      (text: string) => text.slice(0, 7),
      (text: string) => `${text.slice(0, 16)}Z`,
      (text: string) => `${text.slice(0, 19)}+05:30`,
      (text: string) => `${text.slice(0, 19)}-11:00`,
    )
    fc.assert(
      fc.property(date, form, (day, write) => {
        const text = write(day.toISOString())
        expect(parseLastmod(text)).toBe(Date.parse(text))
      }),
    )
  })
})
