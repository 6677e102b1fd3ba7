import fc from 'fast-check'
import { expect, it } from 'vitest'
import { uriReference } from '../../src/serve/headers.ts'

it('any IRI can stand in a Link header, and decodes to itself', () => {
  expect(uriReference('https://doi.org/10.60510/demo')).toBe('https://doi.org/10.60510/demo')
  expect(uriReference('https://example.org/石/𝒳')).toBe('https://example.org/%E7%9F%B3/%F0%9D%92%B3')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const reference = uriReference(text)
      expect(new Headers({ link: `<${reference}>` }).get('link')).toBe(`<${reference}>`)
      expect(reference).toMatch(/^[^<>"\s]*$/)
      if (!text.includes('%')) expect(decodeURIComponent(reference)).toBe(Buffer.from(text).toString())
    }),
  )
})
