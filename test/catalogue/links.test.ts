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
