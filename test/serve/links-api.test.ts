import { afterAll, describe, expect, it } from 'vitest'
import { PackageV3Schema, PackageV4Schema } from '../../src/links/scholix-schema.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { openApi } from './api-house.ts'

const iri = (name: string) => `https://doi.org/10.60510/${name}`
const PAPER = 'https://doi.org/10.5555/paper'

const parts = Array.from({ length: 30 }, (_, n) => iri(`part-${n}`))
const house = openApi([
  recordOf('https://a.example/core', [
    {
      iri: iri('core'),
      name: 'Core',
      parents: [iri('piece')],
      parts,
      publications: [{ id: PAPER, title: 'Paper', relation: 'IsCitedBy', type: 'ScholarlyArticle' }],
    },
  ]),
  recordOf('https://a.example/piece', [{ iri: iri('piece'), derivedFrom: [iri('core')], wkt: 'POINT(1 1)' }]),
  recordOf('https://b.example/piece', [{ iri: iri('piece'), wkt: 'POINT(1 2)' }]),
])
const get = async (path: string, accept = '*/*') => (await house).get(path, { accept })
const json = async (path: string) => (await get(path)).json()
const sample = (name: string) => `/api/samples/${encodeURIComponent(iri(name))}`

interface Page {
  readonly items: readonly unknown[]
  readonly next?: string
}

afterAll(async () => (await house).catalogue.close())

describe('/api/links', () => {
  it('gives packages of version 3, and of version 4 on request, that keep their schema, page after page', async () => {
    for (const [version, schema] of [
      ['3', PackageV3Schema],
      ['4', PackageV4Schema],
    ] as const) {
      const all: unknown[] = []
      for (let next: string | undefined = `/api/links?limit=7&version=${version}`; next !== undefined; ) {
        const page: Page = (await json(next)) as Page
        all.push(...page.items)
        next = page.next
      }
      expect(all).toHaveLength(33)
      for (const each of all) expect(() => schema.parse(each)).not.toThrow()
    }
  })

  it('begins with a link however few are asked for', async () => {
    for (const filter of ['', `&publication=${encodeURIComponent(PAPER)}`])
      expect(((await json(`/api/links?limit=1${filter}`)) as Page).items).toHaveLength(1)
  })

  it('names both ends as the link list of the sample does', async () => {
    const { items } = (await json(`/api/links?publication=${encodeURIComponent(PAPER)}`)) as Page
    const [only] = items.map(item => PackageV3Schema.parse(item))
    expect(items).toHaveLength(1)
    expect(only?.Source.Identifier[0]?.IDURL).toBe(iri('core'))
    const { links } = (await json(`${sample('core')}/links`)) as {
      links: { target: string; type?: string }[]
    }
    expect(links).toContainEqual(
      expect.objectContaining({
        target: only?.Target.Identifier[0]?.IDURL,
        type: only?.RelationshipType.SubType,
        inverse: 'Cites',
      }),
    )
  })

  it('says what to write instead of what it does not understand', async () => {
    for (const [query, advice] of [
      ['version=5', 'versions 3 and 4'],
      ['relation=IsCitedby', 'IsCitedBy'],
      ['from=yesterday', 'must be a date'],
      ['cursor=nonsense', 'the cursor is damaged'],
      ['publisher=x', 'unknown parameter'],
    ]) {
      const answer = await get(`/api/links?${query}`)
      expect(answer.status).toBe(400)
      expect(((await answer.json()) as { detail: string }).detail).toContain(advice)
    }
  })
})

describe('a sample', () => {
  it('gives its links as a link set to clients that ask for one', async () => {
    const answer = await get(`${sample('core')}/links`, 'application/linkset+json')
    expect(answer.headers.get('content-type')).toBe('application/linkset+json')
    const { linkset } = (await answer.json()) as { linkset: { anchor: string }[] }
    expect(linkset.map(({ anchor }) => anchor)).toContain(iri('core'))
    const text = await get(`${sample('core')}/links`, 'application/linkset')
    expect(await text.text()).toContain(`<${PAPER}>; rel="`)
  })

  it('counts its family exactly, lists it page by page, and is no relative of itself', async () => {
    const family = (await json(`${sample('core')}/family`)) as { counts: object; truncated: boolean }
    expect(family).toMatchObject({
      truncated: false,
      counts: { ancestors: 1, descendants: 31, siblings: 0, origins: 0, derivations: 1 },
    })
    const found: string[] = []
    for (let next: string | undefined = `${sample('core')}/family?of=descendants&limit=9`; next; ) {
      const page = (await json(next)) as { descendants: { id: string }[]; next?: string; counts: object }
      expect(page.counts).toEqual({ descendants: 31 })
      found.push(...page.descendants.map(({ id }) => id))
      next = page.next
    }
    expect(new Set(found).size).toBe(31)
    expect(found).toHaveLength(31)
    expect(found).not.toContain(iri('core'))
  })

  it('shows every value with who asserts it, and that two places are too far apart', async () => {
    const { assertions } = (await json(`${sample('piece')}/assertions`)) as {
      assertions: { field: string }[]
    }
    expect(assertions.find(({ field }) => field === 'coordinates')).toMatchObject({
      disagreement: 'places up to 111 km apart',
      values: [
        { value: 'POINT(1 1)', assertedBy: [{ record: 'https://a.example/piece', source: 'demo' }] },
        { value: 'POINT(1 2)', assertedBy: [{ record: 'https://b.example/piece', source: 'demo' }] },
      ],
    })
  })
})
