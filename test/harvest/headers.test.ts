import { describe, expect, it } from 'vitest'
import { parseContentType, parseLinks, parseRetryAfter } from '../../src/harvest/headers.ts'

const base = 'https://demo.example/sample/1'

describe('Link headers', () => {
  it('are read with quoted commas, several relations and missing types', () => {
    const value =
      '<a>; title="one, <two>; rel=no"; rel="Item  author" , </b,c>;rel=type;type="application/ld+json", <https://demo.example/x>; foo'
    expect(parseLinks(value, base)).toEqual([
      { href: 'https://demo.example/sample/a', rel: 'item' },
      { href: 'https://demo.example/sample/a', rel: 'author' },
      { href: 'https://demo.example/b,c', rel: 'type', type: 'application/ld+json' },
    ])
  })

  it('speak about this page only', () => {
    const value = ['<a>; rel=x; anchor="/other"', '<b>; rel=x; anchor=""', '<c>; rel=x; rel=y']
    expect(parseLinks(value, base)).toEqual([
      { href: 'https://demo.example/sample/b', rel: 'x' },
      { href: 'https://demo.example/sample/c', rel: 'x' },
    ])
  })

  it('that are broken or endless do no harm', () => {
    expect(parseLinks('<a; rel=x', base)).toEqual([])
    expect(parseLinks('<http://[>; rel=x, <b>; rel="x', base)).toEqual([])
    expect(parseLinks('<a>; rel=x, '.repeat(5000), base)).toHaveLength(200)
    expect(parseLinks(undefined, base)).toEqual([])
  })
})

describe('Content-Type', () => {
  it('is media type and charset in lower case', () => {
    expect(parseContentType('Text/HTML ; Charset="UTF-8"; x=y')).toEqual({
      mediaType: 'text/html',
      charset: 'utf-8',
    })
    expect(parseContentType('application/ld+json;profile="a;b"')).toEqual({
      mediaType: 'application/ld+json',
    })
    expect(parseContentType(undefined)).toEqual({ mediaType: '' })
  })
})

describe('Retry-After', () => {
  it('is seconds or a date, never in the past', () => {
    const now = Date.UTC(2026, 0, 1)
    expect(parseRetryAfter('120', now)).toBe(120_000)
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:05 GMT', now)).toBe(5000)
    expect(parseRetryAfter('Thu, 01 Jan 2015 00:00:05 GMT', now)).toBe(0)
    expect(parseRetryAfter('soon', now)).toBeUndefined()
    expect(parseRetryAfter(undefined, now)).toBeUndefined()
  })
})
