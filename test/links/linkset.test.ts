import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinksetLink, linksetJson, linksetText } from '../../src/links/linkset.ts'
import { datacite, dcterms } from '../../src/rdf/namespaces.ts'

const CORE = 'https://doi.org/10.5072/demo-core'
const links: readonly LinksetLink[] = [
  {
    anchor: CORE,
    rel: datacite('IsCitedBy').value,
    href: 'https://doi.org/10.5072/demo-paper',
    title: 'A "demo" paper',
    attributes: { assertedBy: ['https://a.example/1', 'https://b.example/1'] },
  },
  { anchor: CORE, rel: 'describedby', href: 'https://x.example/core.ttl', type: 'text/turtle' },
  {
    anchor: 'https://doi.org/10.5072/demo-piece',
    rel: dcterms('isPartOf').value,
    href: CORE,
    title: 'Böhrkern',
  },
]

describe('a link set', () => {
  it('groups its links by anchor, then by relation', () => {
    expect(linksetJson(links)).toEqual({
      linkset: [
        {
          anchor: CORE,
          [datacite('IsCitedBy').value]: [
            {
              href: 'https://doi.org/10.5072/demo-paper',
              title: 'A "demo" paper',
              assertedBy: ['https://a.example/1', 'https://b.example/1'],
            },
          ],
          describedby: [{ href: 'https://x.example/core.ttl', type: 'text/turtle' }],
        },
        {
          anchor: 'https://doi.org/10.5072/demo-piece',
          [dcterms('isPartOf').value]: [{ href: CORE, title: 'Böhrkern' }],
        },
      ],
    })
  })

  it('is written as Link values of ASCII alone, one a line', () => {
    const text = linksetText(links)
    expect(text.trimEnd().split(',\n')).toHaveLength(3)
    expect(text).toContain('title="A \\"demo\\" paper"; assertedBy="https://a.example/1"')
    expect(text).toContain("title*=UTF-8''B%C3%B6hrkern")
  })

  it('never lets a text break out of its value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, href) => {
        const text = linksetText([{ anchor: CORE, rel: 'item', href, title }])
        expect(text).toMatch(/^[\x20-\x7e]*\n$/)
        expect(text).toMatch(
          /^<[^<>]*>; rel="item"; anchor="[^"]*"; title(?:="(?:[^"\\]|\\.)*"|\*=UTF-8''[\w.~%!-]*)\n$/,
        )
      }),
    )
  })

  it('is empty without links', () => {
    expect(linksetJson([])).toEqual({ linkset: [] })
    expect(linksetText([])).toBe('')
  })
})

describe('a link set of 100,000 links of one relation', () => {
  it('is written without copying the links before each', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({
      anchor: CORE,
      rel: dcterms('hasPart').value,
      href: `https://doi.org/10.5072/demo-${n}`,
    }))
    const [context] = linksetJson(many).linkset
    expect(context?.[dcterms('hasPart').value]).toHaveLength(100_000)
    expect(linksetText(many).split('\n')).toHaveLength(100_001)
  })
})
