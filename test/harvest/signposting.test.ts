import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linksetTargets, readLinkset } from '../../src/harvest/signposting.ts'
import type { Page } from '../../src/model/page.ts'

const PAGE = 'https://demo.example/sample/1'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const json = (...contexts: unknown[]): Uint8Array => bytes(JSON.stringify({ linkset: contexts }))

const linkset = (body: Uint8Array, mediaType = 'application/linkset+json'): Page => ({
  url: 'https://demo.example/linksets/1',
  finalUrl: 'https://demo.example/linksets/1',
  status: 200,
  mediaType,
  fetchedAt: '2026-01-01T00:00:00.000Z',
  body,
  bodyDigest: '',
  links: [],
})

describe('a linkset', () => {
  it('in JSON gives the links of the page', () => {
    const body = json(
      {
        anchor: PAGE,
        describedby: [
          { href: '/sample/1.jsonld', type: 'Application/LD+JSON' },
          { href: 'ftp://demo.example/x' },
        ],
        author: [{ href: 'https://orcid.org/0000-0002-1825-0097' }],
      },
      { anchor: 'https://demo.example/sample/2', describedby: [{ href: '/2.jsonld' }] },
    )
    expect(readLinkset(body, 'application/linkset+json', PAGE)).toEqual([
      { url: 'https://demo.example/sample/1.jsonld', type: 'application/ld+json', rel: 'describedby' },
      { url: 'https://orcid.org/0000-0002-1825-0097', type: '', rel: 'author' },
    ])
  })

  it('as text gives the links of the page', () => {
    const body = bytes(
      `<https://demo.example/1.jsonld>\n ; rel="describedby"\n ; type="application/ld+json"\n ; anchor="${PAGE}",\n<https://demo.example/2.jsonld>; rel=describedby; anchor="https://demo.example/sample/2"`,
    )
    expect(readLinkset(body, 'application/linkset', PAGE)).toEqual([
      { url: 'https://demo.example/1.jsonld', type: 'application/ld+json', rel: 'describedby' },
    ])
  })

  it('names the page in other spellings, not at all, or by another name when it names only one', () => {
    const described = { describedby: [{ href: '/1.jsonld' }] }
    const other = { anchor: 'https://demo.example/other', author: [{ href: '/x' }] }
    for (const anchor of [`${PAGE}/`, PAGE.replace('https', 'http'), `${PAGE}#top`, undefined])
      expect(
        readLinkset(json({ ...described, anchor }, other), 'application/linkset+json', PAGE),
      ).toHaveLength(1)
    const byDoi = json({ ...described, anchor: 'https://doi.org/10.5072/demo' })
    expect(readLinkset(byDoi, 'application/linkset+json', PAGE)).toHaveLength(1)
  })

  it('leads to JSON-LD, metadata first', () => {
    const type = 'application/ld+json'
    const body = json({
      anchor: PAGE,
      item: [{ href: '/item.jsonld', type }],
      alternate: [
        { href: '/1.jsonld', type: `${type};profile=x` },
        { href: '/1.ttl', type: 'text/turtle' },
      ],
      describedby: [
        { href: '/meta.jsonld', type },
        { href: '/meta.jsonld', type },
      ],
    })
    expect(linksetTargets(linkset(body), PAGE)).toEqual([
      'https://demo.example/meta.jsonld',
      'https://demo.example/1.jsonld',
      'https://demo.example/item.jsonld',
    ])
  })

  it('is bounded, and may be anything', () => {
    const many = json({ anchor: PAGE, item: Array.from({ length: 30_000 }, (_, i) => ({ href: `/${i}` })) })
    expect(readLinkset(many, 'application/linkset+json', PAGE)).toHaveLength(10_000)
    for (const mediaType of ['application/linkset+json', 'application/linkset'])
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.json()), content => {
          expect(Array.isArray(readLinkset(bytes(content), mediaType, PAGE))).toBe(true)
        }),
      )
    for (const odd of [
      { linkset: 1 },
      { linkset: [null, { describedby: 'x' }, { describedby: [{ href: 1 }] }] },
    ])
      expect(readLinkset(bytes(JSON.stringify(odd)), 'application/linkset+json', PAGE)).toEqual([])
  })
})
