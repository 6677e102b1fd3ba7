import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ROBOTS_BYTES, parseRobots, patternMatches } from '../../src/harvest/robots.ts'

const allows = (robots: string, path: string, agent = 'lodestone'): boolean =>
  parseRobots(robots, agent).allows(path)

describe('robots.txt', () => {
  it('follows the longest matching rule, whatever the order', () => {
    const robots = 'User-agent: *\nAllow: /sample/public\nDisallow: /sample'
    expect(allows(robots, '/sample/public/1')).toBe(true)
    expect(allows(robots, '/sample/secret')).toBe(false)
    expect(allows(robots, '/other')).toBe(true)
  })

  it('lets allow win when two rules match equally long', () => {
    expect(allows('User-agent: *\nDisallow: /page\nAllow: /page', '/page')).toBe(true)
    expect(allows('User-agent: *\nAllow: /page\nDisallow: /page', '/page')).toBe(true)
  })

  it('uses the groups of its own name instead of those for everyone, and merges them', () => {
    const robots = [
      'User-agent: *',
      'Disallow: /',
      'User-agent: LodeStone/2.0',
      'Disallow: /a',
      'User-agent: other',
      'Disallow: /c',
      'User-agent: lodestone',
      'Disallow: /b',
    ].join('\r\n')
    expect(['/a', '/b', '/c', '/'].map(path => allows(robots, path))).toEqual([false, false, true, true])
    expect(allows(robots, '/anything', 'stranger')).toBe(false)
  })

  it('applies one group to every agent named before its rules', () => {
    const robots = 'User-agent: one\nUser-agent: lodestone\nDisallow: /x'
    expect(allows(robots, '/x')).toBe(false)
    expect(allows(robots, '/x', 'one')).toBe(false)
    expect(allows(robots, '/x', 'two')).toBe(true)
  })

  it('reads stars anywhere and a dollar sign at the end', () => {
    const robots = 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?session=\nDisallow: /price$list'
    expect(allows(robots, '/papers/a.pdf')).toBe(false)
    expect(allows(robots, '/papers/a.pdf?x')).toBe(true)
    expect(allows(robots, '/s?session=1')).toBe(false)
    expect(allows(robots, '/price$list/2')).toBe(false)
  })

  it('compares octets, not spellings', () => {
    expect(allows('User-agent: *\nDisallow: /caf\u00e9', '/caf%C3%A9')).toBe(false)
    expect(allows('User-agent: *\nDisallow: /%7edemo', '/~demo/1')).toBe(false)
    expect(allows('User-agent: *\nDisallow: /a%2fb', '/a%2Fb')).toBe(false)
    expect(allows('User-agent: *\nDisallow: /a%2Fb', '/a/b')).toBe(true)
  })

  it('takes an empty disallow as no rule, and never hides robots.txt itself', () => {
    expect(allows('User-agent: *\nDisallow:', '/x')).toBe(true)
    expect(allows('User-agent: *\nDisallow: /', '/robots.txt')).toBe(true)
  })

  it('reports the crawl-delay of the group and every Sitemap line', () => {
    const robots =
      '\uFEFFSitemap: https://demo.example/s.xml # main\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x'
    const rules = parseRobots(robots, 'lodestone')
    expect(rules.crawlDelayMs).toBe(2500)
    expect(rules.sitemaps).toEqual(['https://demo.example/s.xml'])
    expect(rules.allows('/x')).toBe(false)
  })

  it('ignores lines it cannot read and what lies beyond 500 KiB', () => {
    expect(allows('<html>\nnonsense\n: :\nUser-agent: *\nDisallow: /x', '/x')).toBe(false)
    const long = `User-agent: *\n${'#'.repeat(MAX_ROBOTS_BYTES)}\nDisallow: /x`
    expect(allows(long, '/x')).toBe(true)
  })

  it('stays quick on lines made to make it slow', () => {
    const began = performance.now()
    const robots = `User-agent:${' '.repeat(200_000)}*\nDisallow: /${'*a'.repeat(50_000)}$`
    allows(robots, `/${'a'.repeat(4000)}`)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

/** The matching rule as RFC 9309 words it, by regular expressions. */
const oracle = (rules: readonly { allow: boolean; pattern: string }[], path: string): boolean => {
  const matching = rules.filter(({ pattern }) => {
    const anchored = pattern.endsWith('$')
    const body = anchored ? pattern.slice(0, -1) : pattern
    return new RegExp(`^${body.replaceAll('*', '.*')}${anchored ? '$' : ''}`).test(path)
  })
  const longest = Math.max(...matching.map(({ pattern }) => pattern.length))
  const best = matching.filter(({ pattern }) => pattern.length === longest)
  return best.length === 0 || best.some(({ allow }) => allow)
}

const text = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength }).map(rest => `/${rest}`)
const pattern = fc.tuple(text('ab/*', 7), fc.constantFrom('', '', '$')).map(([body, end]) => body + end)

describe('matching, against the wording of the RFC', () => {
  it('agrees on every pattern', () => {
    fc.assert(
      fc.property(pattern, text('ab/', 8), (one, path) => {
        expect(patternMatches(one, path)).toBe(!oracle([{ allow: false, pattern: one }], path))
      }),
      { numRuns: 2000 },
    )
  })

  it('agrees on every set of rules', () => {
    const rules = fc.array(fc.record({ allow: fc.boolean(), pattern }), { maxLength: 6 })
    fc.assert(
      fc.property(rules, text('ab/', 8), (set, path) => {
        const lines = set.map(({ allow, pattern: one }) => `${allow ? 'Allow' : 'Disallow'}: ${one}`)
        expect(allows(['User-agent: *', ...lines].join('\n'), path)).toBe(oracle(set, path))
      }),
      { numRuns: 2000 },
    )
  })
})
