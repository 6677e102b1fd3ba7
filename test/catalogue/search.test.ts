import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import { FACET_NAMES } from '../../src/catalogue/facet-table.ts'
import { parseSearch } from '../../src/catalogue/parameters.ts'
import { type SearchRequest, SORTS } from '../../src/catalogue/query.ts'
import { memoryFeed } from '../support/build-record.ts'
import { boxes, corpus, filters } from './arbitrary-samples.ts'
import { ROCKS, recordOf, rockVocabularies, type SampleSketch } from './sample-sketch.ts'

const opened: Catalogue[] = []
afterAll(async () => {
  for (const catalogue of opened) await catalogue.close()
})

/** One catalogue whose content is replaced, because opening takes longer than filling. */
const reusable = async () => {
  const feed = memoryFeed()
  const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
  opened.push(catalogue)
  let before: string[] = []
  return {
    catalogue,
    fill: async (sketches: readonly SampleSketch[]) => {
      for (const url of before) feed.withdraw(url)
      before = sketches.map(({ iri }) => `https://repository.example/${encodeURIComponent(iri)}`)
      feed.write(
        sketches.map((sketch, index) =>
          recordOf(before[index] ?? '', [sketch], { source: index % 2 === 0 ? 'a' : 'b' }),
        ),
      )
      await catalogue.catchUp()
    },
  }
}

const EMPTY: SearchRequest = {
  selected: {},
  has: [],
  facets: [],
  facetLimit: 100,
  sort: 'identifier',
  limit: 100,
}

const search = async (catalogue: Catalogue, request: Partial<SearchRequest>) => {
  const found = await catalogue.search({ ...EMPTY, ...request })
  if (!found.ok) throw new Error(found.problem.detail)
  return found.value
}

const ids = async (catalogue: Catalogue, query: string): Promise<string[]> => {
  const request = parseSearch(new URLSearchParams(query))
  if (!request.ok) throw new Error(request.problem.detail)
  return (await search(catalogue, request.value)).items.map(({ id }) =>
    id.replace('https://doi.org/10.60510/', ''),
  )
}

const sample = (id: string, sketch: Partial<SampleSketch>): SampleSketch => ({
  iri: `https://doi.org/10.60510/${id}`,
  ...sketch,
})

describe('facets', () => {
  it('count exactly what choosing a value finds', { timeout: 60_000 }, async () => {
    const { catalogue, fill } = await reusable()
    await fc.assert(
      fc.asyncProperty(corpus, filters, async (sketches, asked) => {
        await fill(sketches)
        const { facets } = await search(catalogue, { ...asked, facets: FACET_NAMES })
        for (const facet of FACET_NAMES) {
          for (const { value, count } of facets[facet]?.values ?? []) {
            const clicked = { ...asked, selected: { ...asked.selected, [facet]: [value] } }
            expect((await search(catalogue, { ...clicked, limit: 0 })).total, `${facet} ${value}`).toBe(count)
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('list every selected value, count parents at least as high as children, and total all values', {
    timeout: 60_000,
  }, async () => {
    const { catalogue, fill } = await reusable()
    await fc.assert(
      fc.asyncProperty(corpus, filters, async (sketches, asked) => {
        await fill(sketches)
        const all = (await search(catalogue, { ...asked, facets: FACET_NAMES })).facets
        const few = (await search(catalogue, { ...asked, facets: FACET_NAMES, facetLimit: 1 })).facets
        for (const facet of FACET_NAMES) {
          const values = all[facet]?.values ?? []
          expect(
            values
              .filter(({ selected }) => selected)
              .map(({ value }) => value)
              .sort(),
          ).toEqual([...new Set(asked.selected[facet])].sort())
          expect(values.filter(({ count }) => count > 0)).toHaveLength(all[facet]?.total ?? -1)
          expect(few[facet]?.total).toBe(all[facet]?.total)
          expect(few[facet]?.values[0]).toEqual(values[0])
          expect(few[facet]?.values.filter(({ selected }) => selected)).toEqual(
            values.filter(({ selected }) => selected),
          )
        }
        const counts = new Map(all.material?.values.map(({ value, count }) => [value, count]))
        for (const [value, count] of counts) {
          for (const parent of ROCKS[value]?.broader ?? []) {
            if (count > 0) expect(counts.get(parent) ?? 0).toBeGreaterThanOrEqual(count)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('of a concept include its descendants, once per sample, by all of several parents', async () => {
    const { catalogue, fill } = await reusable()
    const [basalt, granite, igneous] = ['basalt', 'granite', 'igneous'].map(
      name => `https://vocabulary.example/${name}`,
    )
    await fill([
      sample('a', { materials: [basalt ?? '', granite ?? ''] }),
      sample('b', { materials: [igneous ?? ''] }),
      sample('c', { materials: ['mystery'] }),
    ])
    const { facets } = await search(catalogue, { facets: ['material'] })
    expect(facets.material?.values.map(({ label, count }) => [label, count])).toEqual([
      ['Igneous rock', 2],
      ['Rock', 2],
      ['Basalt', 1],
      ['Granite', 1],
      ['Lava', 1],
      ['mystery', 1],
    ])
    expect(await ids(catalogue, 'material=Lava')).toEqual(['a'])
    expect(await ids(catalogue, 'material=igneous rock')).toEqual(['a', 'b'])
    expect(await ids(catalogue, 'material=mystery&material=Lava')).toEqual(['a', 'c'])
  })
})

describe('paging', () => {
  it('visits every result once, in the same order whatever the page size', { timeout: 60_000 }, async () => {
    const { catalogue, fill } = await reusable()
    await fc.assert(
      fc.asyncProperty(
        corpus,
        filters,
        fc.constantFrom(...SORTS),
        fc.integer({ min: 1, max: 3 }),
        async (sketches, asked, sort, limit) => {
          await fill(sketches)
          const whole = await search(catalogue, { ...asked, sort })
          expect(whole.items).toHaveLength(whole.total)
          const visited: string[] = []
          let cursor: string | undefined
          do {
            const page = await search(catalogue, {
              ...asked,
              sort,
              limit,
              ...(cursor !== undefined && { cursor }),
            })
            expect(page.total).toBe(whole.total)
            visited.push(...page.items.map(({ id }) => id))
            cursor = page.cursor
          } while (cursor !== undefined)
          expect(visited).toEqual(whole.items.map(({ id }) => id))
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('places', () => {
  it('are found by box: points by themselves, across the antimeridian too', { timeout: 60_000 }, async () => {
    const { catalogue, fill } = await reusable()
    const points = [-180, -179, -90, 0, 10, 89, 90, 170, 179, 180].flatMap(lon =>
      [-80, 0, 45].map(lat => [lon, lat] as const),
    )
    await fill(points.map(([lon, lat], index) => sample(`p${index}`, { wkt: `POINT(${lon} ${lat})` })))
    await fc.assert(
      fc.asyncProperty(boxes, async box => {
        const within = (at: number) =>
          box.west <= box.east ? at >= box.west && at <= box.east : at >= box.west || at <= box.east
        // 180 and -180 are one meridian.
        const between = (lon: number) => within(lon) || (Math.abs(lon) === 180 && within(-lon))
        const expected = points.filter(
          ([lon, lat]) => between(lon) && lat >= box.south && lat <= box.north,
        ).length
        expect((await search(catalogue, { bbox: box, limit: 0 })).total).toBe(expected)
      }),
    )
  })

  it('that are areas are found by any box they touch', async () => {
    const { catalogue, fill } = await reusable()
    await fill([
      sample('pacific', { wkt: 'POLYGON((170 -20,190 -20,190 -10,170 -10,170 -20))' }),
      sample('alps', { wkt: 'POLYGON((5 44,16 44,16 48,5 48,5 44))' }),
      sample('nowhere', { wkt: 'POLYGON((5 44' }),
    ])
    expect(await ids(catalogue, 'bbox=-175,-15,-174,-14')).toEqual(['pacific'])
    expect(await ids(catalogue, 'bbox=178,-15,-178,-14')).toEqual(['pacific'])
    // Maps that went round the world once.
    expect(await ids(catalogue, 'bbox=185,-15,186,-14')).toEqual(['pacific'])
    expect(await ids(catalogue, 'bbox=-190,-15,-185,-14')).toEqual(['pacific'])
    expect(await ids(catalogue, 'bbox=360,40,380,50')).toEqual(['alps'])
    expect(await ids(catalogue, 'bbox=-540,-15,-530,-14')).toEqual(['pacific'])
    expect(await ids(catalogue, 'bbox=15,47,30,60')).toEqual(['alps'])
    expect(await ids(catalogue, 'bbox=0,-90,160,90')).toEqual(['alps'])
    expect(await ids(catalogue, 'has=location')).toEqual(['alps', 'pacific'])
  })

  it('are found by polygon, with holes and across the antimeridian', async () => {
    const { catalogue, fill } = await reusable()
    await fill([
      sample('centre', { wkt: 'POINT(5 5)' }),
      sample('rim', { wkt: 'POINT(1 1)' }),
      sample('outside', { wkt: 'POINT(9 1)' }),
      sample('fiji', { wkt: 'POINT(-179 -17)' }),
    ])
    expect(await ids(catalogue, 'polygon=POLYGON((0 0,8 0,8 8,0 8,0 0))')).toEqual(['centre', 'rim'])
    expect(await ids(catalogue, 'polygon=POLYGON((0 0,8 0,8 8,0 8,0 0),(4 4,6 4,6 6,4 6,4 4))')).toEqual([
      'rim',
    ])
    expect(await ids(catalogue, 'polygon=POLYGON((175 -20,185 -20,185 -10,175 -10,175 -20))')).toEqual([
      'fiji',
    ])
  })
})

describe('words', () => {
  it('are found by their beginnings, without case and diacritics, in any order, and all of them', async () => {
    const { catalogue, fill } = await reusable()
    await fill([
      sample('a', { name: 'Größe Müller core', description: 'from a device', identifier: 'IGSN:10.60510/A' }),
      sample('b', {
        name: 'Muller dredge',
        place: 'Ice lake',
        materials: ['https://vocabulary.example/basalt'],
      }),
    ])
    expect((await ids(catalogue, 'q=MULLER')).sort()).toEqual(['a', 'b'])
    expect(await ids(catalogue, 'q=core mül')).toEqual(['a'])
    expect(await ids(catalogue, 'q=grosse')).toEqual(['a'])
    expect(await ids(catalogue, 'q=ice')).toEqual(['b'])
    expect(await ids(catalogue, 'q=basalt')).toEqual(['b'])
    expect(await ids(catalogue, 'q=muller nothing')).toEqual([])
    expect(await ids(catalogue, 'q=https://doi.org/10.60510/b')).toEqual(['b'])
    expect(await ids(catalogue, `q=${encodeURIComponent('%_')}`)).toEqual([])
  })

  it('in the name come first', async () => {
    const { catalogue, fill } = await reusable()
    await fill([
      sample('a', { name: 'Other', description: 'lake' }),
      sample('b', { name: 'Lake' }),
      sample('c', { name: 'Lakeside' }),
    ])
    expect(await ids(catalogue, 'q=lake')).toEqual(['b', 'c', 'a'])
  })
})

describe('dates', () => {
  it('are found when their interval overlaps the one asked for, as precise as they are', async () => {
    const { catalogue, fill } = await reusable()
    await fill([
      sample('year', { from: '1998' }),
      sample('month', { from: '1998-07', to: '1999-02' }),
      sample('day', { from: '2003-01-01T23:00:00Z' }),
      sample('unknown', { from: 'long ago' }),
    ])
    expect(await ids(catalogue, 'collected=1998-12-31/1999')).toEqual(['month', 'year'])
    expect(await ids(catalogue, 'collected=../1998-01-01')).toEqual(['year'])
    expect(await ids(catalogue, 'collected=1999-03/..')).toEqual(['day'])
    expect(await ids(catalogue, 'collected=2003')).toEqual(['day'])
    expect(await ids(catalogue, 'sort=-collected')).toEqual(['day', 'month', 'year', 'unknown'])
    expect(await ids(catalogue, 'sort=collected')).toEqual(['year', 'month', 'day', 'unknown'])
    const timeline = await catalogue.timeline({ selected: {}, has: [] }, 'year')
    if (!timeline.ok) throw new Error(timeline.problem.detail)
    for (const { collected, count } of timeline.value.bars) {
      expect(await ids(catalogue, `collected=${collected}`)).toHaveLength(count)
    }
  })
})
