import { describe, expect, it } from 'vitest'
import { loadSources, parseSources } from '../../src/registry/sources.ts'

const known = { profiles: ['kernel', 'geology', 'soil'], overlays: ['igsn-registration'] }
const parse = (text: string) => parseSources(text, 'sources.yaml', known)

const complete = `sources:
  - id: rocks
    name: A rock store
    ror: https://ror.org/02mhbdp94
    homepage: https://rocks.example/
    sitemaps:
      - https://rocks.example/sitemap.xml
    profiles: [geology]
    overlay: [igsn-registration]
    politeness:
      delayMs: 250
  - id: soils
    name: A soil store
    sitemaps: [https://soils.example/sitemap.xml.gz]
`

describe('sources.yaml', () => {
  it('becomes sources, with polite defaults for what is not said', () => {
    const { sources, problems } = parse(complete)
    expect(problems).toEqual([])
    expect(sources.map(source => source.id)).toEqual(['rocks', 'soils'])
    expect(sources[0]?.politeness).toEqual({
      concurrency: 4,
      delayMs: 250,
      timeoutMs: 30_000,
      maxPageBytes: 10_000_000,
    })
    expect(sources[1]).toMatchObject({
      overlay: 'auto',
      allowPrivateAddresses: false,
      profiles: [],
      demo: false,
    })
  })

  it.each([
    [
      'an unknown key',
      complete.replace('homepage:', 'homepagge:'),
      5,
      'unknown key "homepagge", did you mean "homepage"?',
    ],
    ['an unknown profile', complete.replace('[geology]', '[geologie]'), 8, 'did you mean "geology"?'],
    [
      'an unknown overlay',
      complete.replace('[igsn-registration]', '[igsn-regstration]'),
      9,
      'igsn-registration',
    ],
    [
      'an unknown repair',
      complete.replace('overlay: [igsn-registration]', 'repairs: { off: [date-epoch-raed] }'),
      9,
      'did you mean "date-epoch-read"?',
    ],
    [
      'a source that names nothing to read',
      'sources:\n  - id: empty\n    name: Empty\n',
      2,
      'at least one of sitemaps or feeds',
    ],
    [
      'a feed of no known kind',
      'sources:\n  - id: odd\n    name: Odd\n    feeds: [{ rss: https://odd.example/feed }]\n',
      4,
      'must be one of: {sitemap: URL}',
    ],
    ['a ROR with a wrong checksum', complete.replace('02mhbdp94', '02mhbdp95'), 4, '02mhbdp95'],
    ['a sitemap that is no URL', complete.replace('- https://rocks', '- rocks'), 7, 'http or https URL'],
    ['an id used twice', complete.replace('id: soils', 'id: rocks'), 12, 'used twice'],
    ['a delay that is no number', complete.replace('250', 'soon'), 11, 'politeness.delayMs'],
    ['text that is not YAML', `${complete}\n  - [`, 16, ''],
  ])('names the line of %s', (_, text, line, words) => {
    const { sources, problems } = parse(text)
    expect(sources).toEqual([])
    expect(problems.map(problem => problem.subject)).toContain(`sources.yaml:${line}`)
    expect(problems.map(problem => problem.detail).join('\n')).toContain(words)
  })

  it('takes feeds of every kind, and the shares and days of refresh and withdrawal', () => {
    const { sources, problems } = parse(`sources:
  - id: all
    name: All kinds
    sitemaps: [https://all.example/sitemap.xml]
    feeds:
      - sitemap: https://all.example/other.xml
      - site: https://all.example/
      - { datacite: https://api.all.example/dois, query: 'types.resourceTypeGeneral:PhysicalObject', client: demo.all }
      - { oai-pmh: https://all.example/oai, prefix: igsn, set: demo }
      - { files: dump.jsonl, base: https://all.example/ }
      - { lodestone: https://other.example/, of: rocks }
    refresh: { days: 7 }
    withdrawal: { share: 0.5 }
`)
    expect(problems).toEqual([])
    expect(sources[0]).toMatchObject({
      feeds: [
        { kind: 'sitemap', url: 'https://all.example/sitemap.xml' },
        { kind: 'sitemap', url: 'https://all.example/other.xml' },
        { kind: 'site', url: 'https://all.example/' },
        { kind: 'datacite', query: 'types.resourceTypeGeneral:PhysicalObject', client: 'demo.all' },
        { kind: 'oai-pmh', prefix: 'igsn', set: 'demo' },
        { kind: 'files', url: 'dump.jsonl', base: 'https://all.example/' },
        { kind: 'lodestone', of: 'rocks' },
      ],
      refresh: { days: 7, withoutLastmodDays: 0 },
      withdrawal: { misses: 3, days: 7, share: 0.5 },
    })
  })

  it('refuses an alias bomb', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nsources: [*c,*c,*c]\n`
    expect(parse(bomb).problems[0]?.detail).toContain('alias')
  })

  it('that does not exist is a problem that says what to do', async () => {
    const { problems } = await loadSources('nowhere/sources.yaml', known)
    expect(problems[0]).toMatchObject({ code: 'unreadable-sources-file', subject: 'nowhere/sources.yaml' })
    expect(problems[0]?.detail).toContain('--registry')
  })
})
