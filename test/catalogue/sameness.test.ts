import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { classesOf } from '../../src/catalogue/sameness.ts'
import { memoryFeed } from '../support/build-record.ts'
import { recordOf, rockVocabularies } from './sample-sketch.ts'

const ORCID = 'https://orcid.org/0000-0002-1825-0097'
const OTHER = 'https://orcid.org/0000-0001-5109-3700'
const ISNI = 'https://isni.org/isni/0000000121032683'
const IDS = [
  ORCID,
  OTHER,
  ISNI,
  'https://orcid.org/0000-0002-1694-233X',
  'http://www.wikidata.org/entity/Q42',
]

const statements = fc.array(
  fc.record({
    a: fc.constantFrom(...IDS),
    b: fc.constantFrom(...IDS),
    records: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 8 },
)

describe('classes of identifiers', () => {
  it('are made of 100,000 statements in a chain, in a star and in a circle without going through all again and again', () => {
    const id = (n: number) => `http://www.wikidata.org/entity/Q${n + 1}`
    const all = (b: (n: number) => number) =>
      Array.from({ length: 100_000 }, (_, n) => ({ a: id(n), b: id(b(n)), records: 1 }))
    for (const other of [(n: number) => n + 1, () => 0, (n: number) => (n + 1) % 100_000]) {
      const classes = classesOf('person', all(other))
      expect(new Set(classes.values()).size).toBe(1)
      expect(classes.size).toBeGreaterThanOrEqual(100_000)
    }
  })

  it('do not depend on the order of the statements, nor on their direction', () => {
    fc.assert(
      fc.property(
        statements.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          const turned = shuffled.map(({ a, b, records }) => ({ a: b, b: a, records }))
          expect(classesOf('person', turned)).toEqual(classesOf('person', all))
        },
      ),
    )
  })

  it('never give a person two ORCIDs, and name the ORCID where there is one', () => {
    fc.assert(
      fc.property(statements, all => {
        const classes = classesOf('person', all)
        for (const chosen of new Set(classes.values())) {
          const members = [...classes].filter(([, of]) => of === chosen).map(([id]) => id)
          const orcids = members.filter(id => id.includes('orcid.org'))
          expect(orcids.length).toBeLessThanOrEqual(1)
          if (orcids.length > 0) expect(chosen).toBe(orcids[0])
        }
      }),
    )
  })

  it('believe what more records say when two statements contradict each other', () => {
    const classes = classesOf('person', [
      { a: ORCID, b: ISNI, records: 1 },
      { a: OTHER, b: ISNI, records: 2 },
    ])
    expect([...classes]).toEqual(
      [
        [OTHER, OTHER],
        [ISNI, OTHER],
      ].sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
    )
  })

  it('take a web address for a publication only, and nothing without an identifier', () => {
    const page = 'https://journal.example/article/7'
    const paper = 'https://doi.org/10.5555/7'
    expect(classesOf('publication', [{ a: page, b: paper, records: 1 }]).get(page)).toBe(paper)
    expect(classesOf('person', [{ a: page, b: ORCID, records: 9 }]).size).toBe(0)
    expect(classesOf('publication', [{ a: page, b: `${page}/pdf`, records: 9 }]).size).toBe(0)
  })
})

describe('a person with two identifiers', () => {
  const core = { iri: 'https://doi.org/10.60510/core', collectors: [{ id: ISNI, name: 'Carberry, J.' }] }
  const piece = {
    iri: 'https://doi.org/10.60510/piece',
    collectors: [{ id: ORCID, name: 'Josiah Carberry' }],
  }
  const joining = {
    iri: 'https://doi.org/10.60510/third',
    collectors: [{ id: ORCID, name: 'Josiah Carberry', sameAs: [ISNI] }],
  }
  it('is one as long as a record joins them, and two again when it is withdrawn', async () => {
    const feed = memoryFeed()
    feed.write([recordOf('https://a.example/core', [core]), recordOf('https://b.example/piece', [piece])])
    const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
    const people = async () =>
      (await catalogue.facet('person', { selected: {}, has: [] }, { limit: 9 })).value.values.map(
        ({ value, label, count }) => [value, label, count],
      )
    const apart = [
      [ISNI, 'Carberry, J.', 1],
      [ORCID, 'Josiah Carberry', 1],
    ]
    expect(await people()).toEqual(apart)
    feed.write([recordOf('https://c.example/third', [joining])])
    await catalogue.catchUp()
    expect(await people()).toEqual([[ORCID, 'Josiah Carberry', 3]])
    feed.withdraw('https://c.example/third')
    await catalogue.catchUp()
    expect(await people()).toEqual(apart)
    await catalogue.close()
  })

  it('is found by each of its identifiers, in any spelling, and selected under the one that stands for it', async () => {
    const feed = memoryFeed()
    feed.write([recordOf('https://a.example/all', [core, piece, joining])])
    const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
    const entity = await catalogue.entity('person', ISNI)
    expect(entity?.value).toMatchObject({ id: ORCID, samples: 3 })
    for (const person of [[ISNI], [ORCID], ['https://www.isni.org/0000000121032683']]) {
      const filters = { selected: { person }, has: [] }
      const found = await catalogue.search({
        ...filters,
        sort: 'identifier',
        limit: 9,
        facets: ['person'],
        facetLimit: 9,
      })
      expect(found).toMatchObject({
        ok: true,
        value: {
          total: 3,
          facets: { person: { values: [{ value: ORCID, count: 3, selected: true }], total: 1 } },
        },
      })
      expect(await catalogue.timeline(filters)).toMatchObject({ value: { undated: 3 } })
    }
    await catalogue.close()
  })
})
