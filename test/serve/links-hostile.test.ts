import { afterAll, describe, expect, it } from 'vitest'
import { searchDigest, writeCursor } from '../../src/catalogue/cursor.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { openApi } from './api-house.ts'

const iri = (name: string) => `https://doi.org/10.60510/${name}`
const at = (list: string, id: string) => `/api/${list}/${encodeURIComponent(id)}`
const ORCID = 'https://orcid.org/0000-0002-1825-0097'
const PAPER = 'https://doi.org/10.5555/paper'
const HOSTILE = '"><script>alert(1)</script>\u0000\u0007\u202e\r\nSet-Cookie: a=b,; rel="next"'
const LONG = 'Demo '.repeat(100_000)
/** As long as IRIs may be, and of characters that take three bytes. */
const endless = (n: number) => `https://a.example/${n}/${'長'.repeat(8_000)}`
const TEXT = `part of "${HOSTILE}" ${'x'.repeat(50_000)}`

const house = openApi([
  recordOf('https://a.example/1', [
    {
      iri: iri('core'),
      name: `${HOSTILE}${LONG}`,
      parents: [iri('piece'), iri('core'), TEXT, endless(1), endless(2), endless(3)],
      derivedFrom: [iri('core')],
      collectors: [
        { id: ORCID, name: HOSTILE },
        { id: endless(4), name: LONG },
      ],
      publications: [
        { id: PAPER, title: `${HOSTILE}${LONG}`, relation: 'IsCitedBy' },
        { id: 'https://a.example/’quoted“?a=b;c,d', title: HOSTILE },
        ...[5, 6].map(n => ({ id: endless(n), title: LONG })),
      ],
    },
  ]),
  recordOf('https://a.example/2', [{ iri: iri('piece'), name: 'Piece', parents: [iri('core')] }]),
  recordOf('https://a.example/3', [{ iri: endless(7), publications: [{ id: endless(5) }] }]),
])
const get = async (path: string, accept = '*/*') => (await house).get(path, { accept })

afterAll(async () => (await house).catalogue.close())

interface Page {
  readonly items?: readonly unknown[]
  readonly links?: readonly unknown[]
  readonly next?: string
}

const walk = async (path: string): Promise<unknown[]> => {
  const found: unknown[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const cursor = new URLSearchParams(next.split('?')[1]).get('cursor') ?? ''
    expect(cursor.length).toBeLessThan(4_000)
    const page = (await (await get(next)).json()) as Page
    found.push(...(page.items ?? page.links ?? []))
    expect(found.length).toBeLessThan(100)
    next = page.next
  }
  return found
}

describe('records that state the worst', () => {
  it('do not stop the paging of links, whatever the length of what is linked', async () => {
    const all = await walk('/api/links?limit=100')
    expect(all.length).toBeGreaterThan(10)
    for (const limit of [1, 2]) expect(await walk(`/api/links?limit=${limit}`)).toEqual(all)
    const paper = `${at('publications', endless(5))}/links`
    expect(await walk(`${paper}?limit=1`)).toEqual(await walk(paper))
    expect(await walk(paper)).toHaveLength(2)
  })

  it('write no links of their own into link sets and headers', async () => {
    for (const path of [`${at('samples', iri('core'))}/links`, `${at('publications', PAPER)}/links`]) {
      const text = await (await get(path, 'application/linkset')).text()
      const lines = text.trimEnd().split(',\n')
      for (const line of lines) expect(line).toMatch(/^<[^<>"\s]+>; rel="[^"\s]+"; anchor="[^"\s]+"(?:; |$)/)
      expect(text).not.toMatch(/<script|[^\x20-\x7e\n]/)
      const { linkset } = (await (await get(path, 'application/linkset+json')).json()) as {
        linkset: Record<string, unknown>[]
      }
      const targets = linkset.flatMap(({ anchor: _, ...relations }) => Object.values(relations).flat())
      expect(targets).toHaveLength(lines.length)
    }
  })

  it('get titles short enough to be listed', async () => {
    const { links } = (await (await get(`${at('publications', PAPER)}/links`)).json()) as {
      links: { title: string }[]
    }
    expect(links[0]?.title).toHaveLength(500)
    expect(links[0]?.title.endsWith('…')).toBe(true)
  })

  it.each(['family', 'family?of=ancestors', 'links', 'assertions'])(
    'are answered at %s, circles and all',
    async part => {
      const answer = await get(`${at('samples', iri('core'))}/${part}`)
      expect(answer.status).toBe(200)
      expect(JSON.stringify(await answer.json())).toContain(iri('piece'))
    },
  )
})

describe('requests that ask the worst', () => {
  const paths = [
    '/api/links',
    `${at('samples', iri('core'))}/links`,
    `${at('samples', iri('core'))}/family`,
    `${at('samples', iri('core'))}/assertions`,
    `${at('publications', PAPER)}/links`,
    at('people', ORCID),
    '/api/people',
  ]
  const values = [HOSTILE, "' OR 1=1 --", '%', '-1', '1e9', '\ud800', '%ff', 'x'.repeat(20_000), '']
  const names = [
    ...['limit', 'cursor', 'of', 'relation', 'sample', 'target', 'publication', 'source', 'from', 'to'],
    ...['version', 'sort', 'q', '__proto__', 'constructor'],
  ]

  it.each(paths)('get an answer or a problem at %s', async path => {
    for (const name of names)
      for (const value of values) {
        const answer = await get(`${path}?${new URLSearchParams([[name, value]])}`)
        expect([path, name, value.slice(0, 20), [200, 400].includes(answer.status)]).toEqual([
          ...[path, name, value.slice(0, 20), true],
        ])
        expect((await answer.text()).length).toBeLessThan(5_000_000)
      }
  })

  it('get 404 for ids that are nothing', async () => {
    for (const list of ['people', 'organisations', 'publications', 'samples'])
      for (const id of values.filter(value => value !== '' && value !== '\ud800')) {
        const part = list === 'publications' ? '/links' : ''
        expect([list, id.slice(0, 20), (await get(`${at(list, id)}${part}`)).status]).toEqual([
          ...[list, id.slice(0, 20), 404],
        ])
      }
  })

  it('get no further with cursors of their own making', async () => {
    const none = { sources: [], samples: [], targets: [], publications: [], relations: [] }
    for (const [path, search] of [
      ['/api/links', searchDigest({ links: none })],
      [`${at('publications', PAPER)}/links`, searchDigest({ publicationLinks: PAPER })],
      [
        `${at('samples', iri('core'))}/family?of=ancestors`,
        searchDigest({ iri: iri('core'), kinship: 'ancestors' }),
      ],
    ] as const)
      for (const after of [
        [],
        ['\ud800'],
        [1, '\u0000', '"'],
        [1, ''],
        ['\u0000', 'a'.repeat(9_000), '\uffff'],
      ]) {
        const cursor = writeCursor({ search, after, generation: 0 })
        const { status } = await get(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`)
        expect([path, after.length, [200, 400].includes(status)]).toEqual([path, after.length, true])
      }
  })
})
