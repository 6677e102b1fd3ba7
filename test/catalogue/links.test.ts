import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import { dcterms, prov } from '../../src/rdf/namespaces.ts'
import { memoryFeed } from '../support/build-record.ts'
import { recordOf, rockVocabularies } from './sample-sketch.ts'

const FETCHED = '2026-01-01T00:00:00.000Z'
const iri = (name: string) => `https://doi.org/10.60510/${name}`

describe('links and family', () => {
  let catalogue: Catalogue
  beforeAll(async () => {
    const feed = memoryFeed()
    feed.write([
      recordOf('https://a.example/hole', [
        { iri: iri('hole'), name: 'Hole', collection: true, parents: [iri('piece')] },
      ]),
      recordOf('https://a.example/core', [{ iri: iri('core'), name: 'Core', parents: [iri('hole')] }]),
      recordOf('https://a.example/piece', [
        { iri: iri('piece'), derivedFrom: [iri('core'), iri('elsewhere')] },
      ]),
      recordOf('https://b.example/piece', [{ iri: iri('piece'), derivedFrom: [iri('core')] }], {
        source: 'other',
      }),
    ])
    catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
  })
  afterAll(() => catalogue.close())

  it('name everyone who asserts a link', async () => {
    const { value } = await catalogue.links(iri('piece'))
    expect(value).toContainEqual({
      relation: prov('wasDerivedFrom').value,
      type: 'IsDerivedFrom',
      inverse: 'IsSourceOf',
      direction: 'out',
      target: iri('core'),
      kind: 'sample',
      title: 'Core',
      assertedBy: [
        { record: 'https://a.example/piece', source: 'demo', at: FETCHED },
        { record: 'https://b.example/piece', source: 'other', at: FETCHED },
      ],
    })
    expect(value.filter(({ direction }) => direction === 'in').map(({ target }) => target)).toEqual([
      iri('hole'),
    ])
  })

  it('end where a chain of parents returns to its start', async () => {
    const { value } = await catalogue.family(iri('piece'))
    expect(
      value.ancestors.map(({ id, distance, known, relation }) => [id, distance, known, relation]),
    ).toEqual([
      [iri('core'), 1, true, prov('wasDerivedFrom').value],
      [iri('elsewhere'), 1, false, prov('wasDerivedFrom').value],
      [iri('hole'), 2, true, dcterms('isPartOf').value],
    ])
    expect(value.descendants.map(({ id, distance }) => [id, distance])).toEqual([
      [iri('hole'), 1],
      [iri('core'), 2],
    ])
    expect(value.truncated).toBe(false)
  })

  it('are found under any spelling of a name', async () => {
    const ids = async (text: string) => (await catalogue.resolve(text)).map(({ id }) => id)
    expect(await ids('HTTPS://DOI.ORG/10.60510/CORE')).toEqual([iri('core')])
    expect(await ids('doi:10.60510/core')).toEqual([iri('core')])
    expect(await ids('https://b.example/piece')).toEqual([iri('piece')])
    expect(await ids('IGSN: CORE')).toEqual([iri('core')])
    expect(await ids('nothing')).toEqual([])
    expect(await ids('')).toEqual([])
  })
})

describe('of a sample with more links than are listed', () => {
  const FLOOD = 12_000
  const parents = Array.from({ length: FLOOD }, (_, n) => iri(`a-${n}`))
  let catalogue: Catalogue
  beforeAll(async () => {
    const feed = memoryFeed()
    feed.write([
      recordOf('https://a.example/flood', [{ iri: iri('core'), parents: [...parents, iri('both')] }]),
      recordOf('https://a.example/quiet', [{ iri: iri('core'), derivedFrom: [iri('said-quietly')] }]),
      ...Array.from({ length: 3 }, (_, n) =>
        recordOf(`https://b.example/${n}`, [{ iri: iri('core'), parents: [iri('both'), iri(`z-${n}`)] }], {
          source: 'other',
        }),
      ),
    ])
    catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
  })
  afterAll(() => catalogue.close())

  it('each record of each source keeps its own, with everybody who states them', async () => {
    const { value, total } = await catalogue.links(iri('core'))
    expect([value.length, total]).toEqual([10_000, FLOOD + 5])
    const by = (name: string) =>
      value.find(({ target }) => target === iri(name))?.assertedBy.map(({ record }) => record)
    expect(by('said-quietly')).toEqual(['https://a.example/quiet'])
    for (const n of [0, 1, 2]) expect(by(`z-${n}`)).toEqual([`https://b.example/${n}`])
    expect(by('both')).toEqual(['https://a.example/flood', ...[0, 1, 2].map(n => `https://b.example/${n}`)])
    const order = value.map(({ relation, target }) => `${relation} ${target}`)
    expect(order).toEqual([...order].sort())
  })
})

describe('of links that very many records state', () => {
  it('every source is heard', async () => {
    const feed = memoryFeed()
    const parents = Array.from({ length: 40 }, (_, n) => iri(`core-${n}`))
    const stated = (url: string, source: string) =>
      recordOf(url, [{ iri: iri('piece'), parents }], { source })
    feed.write([
      ...Array.from({ length: 300 }, (_, n) => stated(`https://a.example/${1000 + n}`, 'loud')),
      stated('https://z.example/1', 'quiet'),
    ])
    const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
    const { value, total } = await catalogue.links(iri('piece'))
    expect([value.length, total]).toEqual([40, 40])
    for (const { assertedBy } of value) {
      expect(assertedBy).toHaveLength(100)
      expect(assertedBy.map(({ source }) => source)).toContain('quiet')
    }
    await catalogue.close()
  })
})
