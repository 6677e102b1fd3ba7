import { describe, expect, it } from 'vitest'
import { formBound, jsonBound } from '../../src/serve/routes/verify-bounds.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const part = (content: string) => `--XX\r\nContent-Disposition: form-data; name="text"\r\n\r\n${content}\r\n`
const MULTIPART = 'multipart/form-data; boundary=XX'

describe('bounds of bodies before they are parsed', () => {
  it('let lists and texts pass, whatever stands in the texts', () => {
    const list = Array.from({ length: 10_000 }, (_, i) => `[[[[[[[[[[\\"${i},`)
    expect(jsonBound(bytes(JSON.stringify({ identifiers: list })))).toBeUndefined()
    expect(jsonBound(bytes('not JSON "'))).toBeUndefined()
    expect(formBound(bytes(`${part('x'.repeat(10_000))}--XX--\r\n`), MULTIPART)).toBeUndefined()
    expect(formBound(bytes('text=a&publication=b'), 'application/x-www-form-urlencoded')).toBeUndefined()
  })

  it.each([
    ['[[[[[[[[[[', 'deep'],
    [`["\\\\",${'1,'.repeat(30_000)}1]`, 'members'],
  ])('refuse JSON that is made to keep the parser busy', (text, why) => {
    expect(jsonBound(bytes(text))).toContain(why)
  })

  it.each([
    [part('x').repeat(100), MULTIPART, 'parts'],
    [`--XX\r\n${'A: b\r\n'.repeat(10_000)}\r\nx\r\n--XX--`, MULTIPART, 'headers'],
    [part('x'), 'multipart/form-data; x="; boundary=YY"; boundary=XX', 'boundary'],
    ['a=1&'.repeat(100), 'application/x-www-form-urlencoded', 'fields'],
  ])('refuse forms that are', (text, type, why) => {
    expect(formBound(bytes(text), type)).toContain(why)
  })
})
