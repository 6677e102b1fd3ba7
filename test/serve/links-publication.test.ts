import { afterAll, describe, expect, it } from 'vitest'
import { datacite, dcterms } from '../../src/rdf/namespaces.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { openApi } from './api-house.ts'

const PAPER = 'https://doi.org/10.5555/paper'
const PAGE = 'https://journal.example/paper'
const iri = (name: string) => `https://doi.org/10.60510/${name}`

const cited = { id: PAPER, title: 'Paper', relation: 'IsCitedBy', sameAs: [PAGE] }
const api = openApi([
  recordOf('https://a.example/core', [{ iri: iri('core'), name: 'Core', publications: [cited] }]),
  recordOf('https://b.example/core', [{ iri: iri('core'), publications: [cited] }], { source: 'other' }),
  recordOf('https://a.example/piece', [
    { iri: iri('piece'), name: 'Piece “1”', publications: [{ ...cited, relation: 'IsSupplementTo' }] },
  ]),
  recordOf('https://a.example/slice', [{ iri: iri('slice'), publications: [{ id: PAGE }] }]),
])
const path = `/api/publications/${encodeURIComponent(PAPER)}/links`

interface Page {
  readonly total: number
  readonly links: readonly { target: string; relation: string; as: string; assertedBy: readonly object[] }[]
  readonly next?: string
}

afterAll(async () => (await api).catalogue.close())

describe('the links of a publication', () => {
  it('are its samples with the exact relation, its inverse and all who state it, under each of its identifiers', async () => {
    for (const name of [PAPER, PAGE, 'doi:10.5555/PAPER']) {
      const answer = await (await api).get(`/api/publications/${encodeURIComponent(name)}/links`)
      const { id, total, links } = (await answer.json()) as Page & { id: string }
      expect([id, total, links.length]).toEqual([PAPER, 3, 3])
      expect(links[0]).toEqual({
        ...{ relation: datacite('IsCitedBy').value, type: 'IsCitedBy', inverse: 'Cites', direction: 'in' },
        ...{ target: iri('core'), kind: 'sample', title: 'Core', as: PAPER },
        assertedBy: [
          { record: 'https://a.example/core', source: 'demo', at: '2026-01-01T00:00:00.000Z' },
          { record: 'https://b.example/core', source: 'other', at: '2026-01-01T00:00:00.000Z' },
        ],
      })
      expect(links.slice(1).map(({ target, relation, as }) => [target, relation, as])).toEqual([
        [iri('piece'), datacite('IsSupplementTo').value, PAPER],
        [iri('slice'), dcterms('isReferencedBy').value, PAGE],
      ])
    }
  })

  it('come page by page, each once, in the body as in the Link header of a link set', async () => {
    const found: string[] = []
    for (let next: string | undefined = `${path}?limit=1`; next !== undefined; ) {
      const page: Page = (await (await (await api).get(next)).json()) as Page
      expect([page.links.length, page.total]).toEqual([1, 3])
      const set = await (await api).get(next, { accept: 'application/linkset' })
      expect(set.headers.get('link')?.includes('rel="next"') ?? false).toBe(page.next !== undefined)
      found.push(...page.links.map(({ target }) => target))
      next = page.next
    }
    expect(found).toEqual(['core', 'piece', 'slice'].map(iri))
  })

  it('are a link set of both directions to clients that like one, with ETag and for scripts of any origin', async () => {
    const answer = await (await api).get(path, { accept: 'application/linkset+json' })
    expect(answer.headers.get('content-type')).toBe('application/linkset+json')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const { linkset } = (await answer.json()) as { linkset: Record<string, unknown>[] }
    const by = ['https://a.example/core', 'https://b.example/core']
    expect(linkset).toContainEqual(
      expect.objectContaining({
        anchor: PAPER,
        [datacite('Cites').value]: [{ href: iri('core'), title: 'Core', 'asserted-by': by }],
      }),
    )
    expect(linkset).toContainEqual(
      expect.objectContaining({
        anchor: iri('core'),
        [datacite('IsCitedBy').value]: [{ href: PAPER, 'asserted-by': by }],
      }),
    )
    const etag = answer.headers.get('etag') ?? ''
    const again = { accept: 'application/linkset+json', 'if-none-match': etag }
    expect((await (await api).get(path, again)).status).toBe(304)
    // The tag of one form is none of another.
    expect((await (await api).get(path, { ...again, accept: 'application/linkset' })).status).toBe(200)
    expect((await (await api).get(path, { ...again, accept: 'application/json' })).status).toBe(200)
    const json = (await (await api).get(path)).headers.get('etag') ?? ''
    expect((await (await api).get(path, { ...again, 'if-none-match': json })).status).toBe(200)
    expect((await (await api).get(path, { 'if-none-match': json })).status).toBe(304)
  })

  it('say what to write instead of what they do not understand', async () => {
    for (const [asked, status, advice] of [
      [`${path}?limit=0`, 400, 'from 1 to 1000'],
      [`${path}?cursor=nonsense`, 400, 'the cursor is damaged'],
      [`${path}?sort=name`, 400, 'unknown parameter'],
      ['/api/publications/10.5555%2Fnothing/links', 404, 'no publication "10.5555/nothing"'],
    ] as const) {
      for (const accept of ['application/json', 'application/linkset']) {
        const answer = await (await api).get(asked, { accept })
        expect([asked, answer.status]).toEqual([asked, status])
        expect(((await answer.json()) as { detail: string }).detail).toContain(advice)
      }
    }
  })

  it('are found where the identifier was not percent-encoded', async () => {
    const answer = await (await api).get('/api/publications/10.5555/paper/links?limit=2')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      308,
      '/api/publications/10.5555%2Fpaper/links?limit=2',
    ])
  })
})
