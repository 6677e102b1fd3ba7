import { describe, expect, it } from 'vitest'
import { parseQueryText } from '../../src/catalogue/query-text.ts'

const shown = (q: string): string[] =>
  parseQueryText(q).map(
    ({ words, prefix, exclude }) => `${exclude ? '-' : ''}${words.join(' ')}${prefix ? '*' : ''}`,
  )

describe('a search text', () => {
  it('is words, the last one by its beginning', () => {
    expect(shown('Straße Ærø ﬁne')).toEqual(['strasse', 'aero', 'fine*'])
    expect(shown('bas* core')).toEqual(['bas*', 'core*'])
  })

  it('has phrases in quotes, closed or not, and where it is written in one piece', () => {
    expect(shown('"Fine grained" core')).toEqual(['fine grained', 'core*'])
    expect(shown('core "fine grained')).toEqual(['core', 'fine grained'])
    expect(shown('IGSN:10.60510/Demo7')).toEqual(['igsn 10 60510 demo7*'])
  })

  it('excludes by a minus before a word or phrase, not by one within', () => {
    expect(shown('core -sand -"red clay"')).toEqual(['core', '-sand', '-red clay'])
    expect(shown('core-23')).toEqual(['core 23*'])
  })

  it('may be anything', () => {
    expect(shown('')).toEqual([])
    expect(shown('- " "" -"" … *')).toEqual([])
    expect(shown('a '.repeat(500)).length).toBeLessThanOrEqual(20)
  })
})
