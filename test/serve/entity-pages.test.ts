import { afterAll, describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { openPortal } from './portal-house.ts'

const CORE = 'https://doi.org/10.60510/core'
const PIECE = 'https://doi.org/10.60510/piece'
const PAPER = 'https://doi.org/10.5555/paper'
const PAGE = 'https://journal.example/paper'
const PERSON = { id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }

const portal = openPortal([
  recordOf('https://a.example/core', [
    {
      iri: CORE,
      name: 'Core <1>',
      wkt: 'POINT(10 50)',
      from: '1998',
      collectors: [PERSON],
      parts: [PIECE],
      publications: [
        { id: PAPER, title: 'A demo paper', relation: 'IsCitedBy', type: 'ScholarlyArticle', sameAs: [PAGE] },
      ],
    },
  ]),
  recordOf('https://b.example/core', [
    { iri: CORE, name: 'Other core', wkt: 'POINT(10 50.4)', from: '2003' },
  ]),
  recordOf('https://a.example/piece', [{ iri: PIECE, name: 'Piece', derivedFrom: [CORE] }]),
])
const path = (kind: string, id: string) => `/${kind}/${encodeURIComponent(id)}`

afterAll(async () => (await portal).catalogue.close())

describe('the page of a publication', () => {
  it('lists its samples with the relation, the map and how to cite it', async () => {
    const text = await (await portal).text(path('publications', PAPER))
    expect(text).toContain('A demo paper')
    expect(text).toContain(`href="${path('samples', CORE)}"`)
    expect(text).toContain('is cited by')
    expect(text).toContain(`/search?publication=${encodeURIComponent(PAPER)}`)
    expect(text).toContain(`href="${path('people', PERSON.id)}"`)
    expect(text).toContain('To cite')
  })

  it('is found under the address of its landing page too', async () => {
    const answer = await (await portal).get(path('publications', PAGE))
    expect([answer.status, answer.headers.get('location')]).toEqual([302, path('publications', PAPER)])
    expect((await (await portal).get(path('publications', 'https://nothing.example/'))).status).toBe(404)
  })
})

describe('the page of a sample', () => {
  it('shows where its sources disagree, and who says what', async () => {
    const text = await (await portal).text(path('samples', CORE))
    expect(text).toContain('What its sources say')
    expect(text).toContain('places up to 44 km apart')
    expect(text).toContain('1998 or 2003')
    expect(text).toContain('title="POINT(10 50.4)">50.4° N, 10° E<')
    expect(text).toContain('sources disagree')
  })

  it('draws its links as a picture whose nodes are links with words', async () => {
    const text = await (await portal).text(path('samples', CORE))
    const graph = /<svg class="link-graph".*?<\/svg>/s.exec(text)?.[0] ?? ''
    expect(graph).toContain('aria-label="is cited by: A demo paper"')
    expect(graph).toContain(`href="${path('people', PERSON.id)}"`)
    expect(graph).toContain('aria-label="has part: Piece"')
    expect(graph).toContain('Core &lt;1&gt;')
    expect(graph.match(/<a /g)).toHaveLength(3)
  })

  it('says the family in words from both sides, who states it and when', async () => {
    const piece = await (await portal).text(path('samples', PIECE))
    expect(piece).toMatch(/this (?:is part of|is derived from) it, stated by Demo agent on 1 January 2026/)
    const core = await (await portal).text(path('samples', CORE))
    expect(core).toMatch(/(?:is part of|is derived from) this, stated by Demo agent/)
  })
})
