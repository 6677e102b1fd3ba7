import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { LinkFilters, PagedLink } from '../../src/catalogue/link-page.ts'
import { datacite, dcterms, prov } from '../../src/rdf/namespaces.ts'
import { memoryFeed } from '../support/build-record.ts'
import { recordOf, rockVocabularies } from './sample-sketch.ts'

const iri = (name: string) => `https://doi.org/10.60510/${name}`
const PAPER = 'https://doi.org/10.5555/paper'
const PAGE = 'https://journal.example/paper'
const DATA = 'https://doi.org/10.5555/data'
const EVERYTHING: LinkFilters = { sources: [], samples: [], targets: [], publications: [], relations: [] }

describe('the pages of all links', () => {
  let catalogue: Catalogue
  beforeAll(async () => {
    const feed = memoryFeed()
    feed.write([
      recordOf('https://a.example/core', [
        {
          iri: iri('core'),
          name: 'Core',
          parts: [iri('piece')],
          publications: [
            { id: PAPER, title: 'Paper', relation: 'IsCitedBy', type: 'ScholarlyArticle', sameAs: [PAGE] },
            { id: DATA, title: 'Data', relation: 'IsSupplementTo', type: 'Dataset' },
          ],
        },
      ]),
      recordOf('https://a.example/piece', [{ iri: iri('piece'), derivedFrom: [iri('core')] }]),
      recordOf(
        'https://b.example/piece',
        [{ iri: iri('piece'), derivedFrom: [iri('core')], publications: [{ id: PAGE }] }],
        { source: 'other' },
      ),
    ])
    catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
  })
  afterAll(() => catalogue.close())

  const all = async (filters: Partial<LinkFilters>, limit: number): Promise<PagedLink[]> => {
    const links: PagedLink[] = []
    let cursor: string | undefined
    do {
      const { value } = await catalogue.linkPage({ ...EVERYTHING, ...filters }, limit, cursor)
      if (!value.ok) throw new Error(value.problem.detail)
      expect(value.value.links.length).toBeLessThanOrEqual(limit)
      links.push(...value.value.links)
      cursor = value.value.cursor
    } while (cursor !== undefined)
    return links
  }
  const short = (links: readonly PagedLink[]) =>
    links.map(({ sample, relation, target, kind, sources }) => [sample, relation, target, kind, sources])

  const EXPECTED = [
    [iri('core'), datacite('IsCitedBy').value, PAPER, 'literature', ['demo']],
    [iri('core'), datacite('IsSupplementTo').value, DATA, 'dataset', ['demo']],
    [iri('piece'), dcterms('isPartOf').value, iri('core'), 'sample', ['demo']],
    [iri('piece'), dcterms('isReferencedBy').value, PAGE, 'literature', ['other']],
    [iri('piece'), prov('wasDerivedFrom').value, iri('core'), 'sample', ['demo', 'other']],
  ]

  it('give each link once with all its sources, whatever their length', async () => {
    for (const limit of [1, 2, 3, 100]) expect(short(await all({}, limit))).toEqual(EXPECTED)
  })

  it('choose by source, relation, ends and date', async () => {
    const found = async (filters: Partial<LinkFilters>) =>
      (await all(filters, 2)).map(({ sample, target }) => [sample, target])
    expect(await found({ sources: ['other'] })).toEqual([
      [iri('piece'), PAGE],
      [iri('piece'), iri('core')],
    ])
    expect(await found({ relations: ['IsPartOf', 'IsSupplementTo'] })).toEqual([
      [iri('core'), DATA],
      [iri('piece'), iri('core')],
    ])
    expect(await found({ samples: [iri('core')], targets: [DATA] })).toEqual([[iri('core'), DATA]])
    expect(await found({ from: '2026-01-02' })).toEqual([])
    expect(await found({ from: '2026-01-01', to: '2026-01-01' })).toHaveLength(5)
  })

  it('find a publication under each of its identifiers', async () => {
    for (const publications of [[PAPER], [PAGE]]) {
      const found = await all({ publications }, 9)
      expect(found.map(({ sample, target }) => [sample, target])).toEqual([
        [iri('core'), PAPER],
        [iri('piece'), PAGE],
      ])
    }
    const paper = await catalogue.entity('publication', PAGE)
    expect(paper?.value).toMatchObject({
      id: PAPER,
      type: 'article',
      samples: 2,
      identifiers: [PAPER, PAGE],
      publications: [{ id: DATA, name: 'Data', samples: 1 }],
      sources: { demo: 2, other: 1 },
    })
    expect((await catalogue.entity('publication', DATA))?.value.type).toBe('dataset')
  })

  it('are those of the samples: every link is in the list of its sample', async () => {
    for (const link of await all({}, 2)) {
      const { value } = await catalogue.links(link.sample)
      expect(value.filter(({ direction }) => direction === 'out').map(({ target }) => target)).toContain(
        link.target,
      )
    }
  })

  it('cannot be gone on with under other filters', async () => {
    const first = await catalogue.linkPage(EVERYTHING, 1)
    const cursor = first.value.ok ? first.value.value.cursor : undefined
    const { value } = await catalogue.linkPage({ ...EVERYTHING, sources: ['demo'] }, 1, cursor)
    expect(value).toMatchObject({ ok: false, problem: { code: 'invalid-cursor' } })
  })
})
