import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import { memoryFeed } from '../support/build-record.ts'
import { recordOf, rockVocabularies } from './sample-sketch.ts'

const CORE = 'https://doi.org/10.60510/core'
const PAPERS = Array.from({ length: 5_000 }, (_, n) => ({ id: `https://doi.org/10.5555/a-${n}` }))
const ORCID = 'https://orcid.org/0000-0002-1825-0097'

describe('what records say of a sample, one of which says far too much', () => {
  let catalogue: Catalogue
  beforeAll(async () => {
    const feed = memoryFeed()
    const materials = Array.from({ length: 50 }, (_, n) => `a material ${100 + n}`)
    feed.write([
      recordOf('https://a.example/flood', [{ iri: CORE, name: 'Core', publications: PAPERS, materials }]),
      ...Array.from({ length: 300 }, (_, n) =>
        recordOf(`https://b.example/${1000 + n}`, [{ iri: CORE, name: 'Core' }], { source: 'loud' }),
      ),
      recordOf(
        'https://z.example/quiet',
        [
          {
            ...{ iri: CORE, name: `Core${'\u0000 <b>"'.repeat(100_000)}`, materials: ['basalt?'] },
            publications: [{ id: 'https://doi.org/10.5555/z', title: 'Quiet' }],
            collectors: [{ id: ORCID, name: 'Josiah Carberry' }],
          },
        ],
        { source: 'quiet' },
      ),
    ])
    catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
  })
  afterAll(() => catalogue.close())

  const field = async (name: string) =>
    (await catalogue.assertions(CORE)).value.find(assertion => assertion.field === name)

  it('keeps what every other source says', async () => {
    expect((await field('person'))?.values).toMatchObject([
      { value: ORCID, assertedBy: [{ source: 'quiet' }] },
    ])
    const name = (await field('name'))?.values.find(({ value }) => value === 'Core')
    expect(name?.assertedBy.map(({ source }) => source)).toContain('demo')
    expect(name?.assertedBy.length).toBeLessThan(200)
  })

  it('lists some values of each record, and says how many there are', async () => {
    const publications = await field('publication')
    expect([publications?.values.length, publications?.total]).toEqual([1_000, 5_001])
    expect(publications?.values.at(-1)).toMatchObject({ value: 'https://doi.org/10.5555/z', label: 'Quiet' })
    expect((await field('person'))?.total).toBeUndefined()
  })

  it('says where the others disagree with it', async () => {
    expect((await field('material'))?.disagreement).toBe('a material 100 or basalt?')
    expect((await field('name'))?.disagreement).toContain('“Core” or “Core\u0000 <b>"')
  })
})
