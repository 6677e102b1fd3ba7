import { describe, expect, it } from 'vitest'
import { daysOf, parseInterval, yearOf } from '../../src/catalogue/dates.ts'

const days = (first: string, last: string) => ({
  first: Date.parse(first) / 86_400_000,
  last: Date.parse(last) / 86_400_000,
})

describe('dates', () => {
  it.each([
    ['1998', days('1998-01-01', '1998-12-31')],
    ['2000-02', days('2000-02-01', '2000-02-29')],
    ['1998-07-21', days('1998-07-21', '1998-07-21')],
    ['1998-07-21T23:30:00+02:00', days('1998-07-21', '1998-07-21')],
    ['1998-07-21Z', days('1998-07-21', '1998-07-21')],
    ['1850', days('1850-01-01', '1850-12-31')],
    ['0050', days('0050-01-01', '0050-12-31')],
  ])('%s covers its days', (text, expected) => {
    expect(daysOf(text)).toEqual(expected)
  })

  it.each(['', 'soon', '98', '1998-13', '1999-02-29', '1998-00-01', '21.07.1998', '1998-7-1'])(
    '%s is no date',
    text => {
      expect(daysOf(text)).toBeUndefined()
    },
  )

  it('know their year before Christ too', () => {
    const day = daysOf('-0044-03-15')?.first
    expect(day === undefined ? undefined : yearOf(day)).toBe(-44)
  })
})

describe('intervals', () => {
  it('have open ends', () => {
    expect(parseInterval('../1998')).toEqual({ first: Number.NEGATIVE_INFINITY, last: daysOf('1998')?.last })
    expect(parseInterval('1998/')).toEqual({ first: daysOf('1998')?.first, last: Number.POSITIVE_INFINITY })
    expect(parseInterval('1998')).toEqual(daysOf('1998'))
  })

  it.each(['2000/1990', 'a/b', '1990/2000/2010', ''])('%s is none', text => {
    expect(parseInterval(text)).toBeUndefined()
  })
})
