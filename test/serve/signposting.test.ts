import { describe, expect, it } from 'vitest'
import type { Link } from '../../src/catalogue/links.ts'
import { dcterms } from '../../src/rdf/namespaces.ts'
import { type Signposted, signpostHeader, signpostLinks } from '../../src/serve/routes/signposting.ts'

const whole = (name: string): Link => ({
  ...{ direction: 'out', relation: dcterms('isPartOf').value, target: name, kind: 'sample', assertedBy: [] },
})

const signposted = (links: readonly Link[]): Signposted => ({
  ...{ id: 'https://doi.org/10.5072/demo-1', base: 'https://samples.example', isSample: true, links },
  ...{ page: '/samples/x', json: '/api/samples/x', types: ['text/turtle'] },
})

describe('signposts', () => {
  it('leave to the link set what would make the header too long for proxies', () => {
    const links = Array.from({ length: 10 }, (_, i) => whole(`https://long.example/${'x'.repeat(1_900)}${i}`))
    const header = signpostHeader(signposted([...links, whole('https://doi.org/10.5072/demo-2')]))
    expect(header.length).toBeLessThan(6_100)
    expect(header).toContain('; rel="linkset"')
    expect(header).toContain('; rel="describedby"')
    expect(signpostLinks(signposted(links)).filter(({ rel }) => rel === 'collection')).toHaveLength(10)
  })

  it('write no character into the header that ends an address or is none of it', () => {
    const header = signpostHeader(signposted([whole('https://a.example/>; rel="x"\r\nSet-Cookie: y=é')]))
    expect(header).toMatch(/^[\x20-\x7e]*$/)
    expect(header).not.toContain('rel="x"')
  })
})
